"""Files that become part of the program.

embedded_files writes a C++ file with a function that returns what checker/embedded_file.h
declares: the content of each file, with its path below `root`, sorted by path.
"""

def _embedded_files_impl(ctx):
    files = {}
    for file in ctx.files.files:
        path = file.short_path
        if path.startswith("../"):  # of this repository, used by another: ../domcheck/testdata/...
            path = path.split("/", 2)[2]
        if not path.startswith(ctx.attr.root):
            fail("%s does not stand below %s" % (path, ctx.attr.root))
        files[path[len(ctx.attr.root):]] = file
    out = ctx.actions.declare_file(ctx.label.name + ".cc")
    lines = [
        "{",
        "cat <<'END'",
        "#include \"checker/embedded_file.h\"",
        "namespace domcheck {",
        "const std::vector<EmbeddedFile>& %s() {" % ctx.attr.function,
        "  static const auto& files = *new std::vector<EmbeddedFile>{",
        "END",
    ]
    for path in sorted(files):
        lines.append("printf '%%s' '{\"%s\", R\"embedded('" % path)
        lines.append("cat '%s'" % files[path].path)
        lines.append("printf '%s\\n' ')embedded\"},'")
    lines += [
        "cat <<'END'",
        "  };",
        "  return files;",
        "}",
        "}  // namespace domcheck",
        "END",
        "} > '%s'" % out.path,
    ]
    ctx.actions.run_shell(
        inputs = ctx.files.files,
        outputs = [out],
        command = "\n".join(lines),
        mnemonic = "EmbedFiles",
    )
    return [DefaultInfo(files = depset([out]))]

embedded_files = rule(
    implementation = _embedded_files_impl,
    attrs = {
        "files": attr.label_list(allow_files = True, mandatory = True),
        "function": attr.string(mandatory = True),
        "root": attr.string(mandatory = True),
    },
)
