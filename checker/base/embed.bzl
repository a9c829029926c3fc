"""Embeds files in the program.

embedded_files defines a C++ library with one function, declared in NAME.h. The function returns the
content of each file with its path below `root`, sorted by path (checker/base/embedded_file.h).
"""

load("@rules_cc//cc:defs.bzl", "cc_library")

def _embedded_files_impl(ctx):
    files = {}
    for file in ctx.files.files:
        path = file.short_path
        if path.startswith("../"):  # built from another repository: ../domcheck/testdata/...
            path = path.split("/", 2)[2]
        if not path.startswith(ctx.attr.root):
            fail("%s does not stand below %s" % (path, ctx.attr.root))
        files[path[len(ctx.attr.root):]] = file
    declaration = "const std::vector<EmbeddedFile>& %s()" % ctx.attr.function
    ctx.actions.write(ctx.outputs.header, """\
#include <vector>
#include "checker/base/embedded_file.h"
namespace domcheck {
%s;
}  // namespace domcheck
""" % declaration)
    lines = [
        "{",
        "cat <<'END'",
        "#include <vector>",
        "#include \"checker/base/embedded_file.h\"",
        "namespace domcheck {",
        declaration + ";",
        declaration + " {",
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
        "} > '%s'" % ctx.outputs.source.path,
    ]
    ctx.actions.run_shell(
        inputs = ctx.files.files,
        outputs = [ctx.outputs.source],
        command = "\n".join(lines),
        mnemonic = "EmbedFiles",
    )

_embedded_files = rule(
    implementation = _embedded_files_impl,
    attrs = {
        "files": attr.label_list(allow_files = True, mandatory = True),
        "function": attr.string(mandatory = True),
        "root": attr.string(mandatory = True),
        "header": attr.output(mandatory = True),
        "source": attr.output(mandatory = True),
    },
)

def embedded_files(name, files, function, root):
    """Defines a library whose `function` returns `files`, each with its path below `root`."""
    _embedded_files(
        name = name + "_source",
        files = files,
        function = function,
        root = root,
        header = name + ".h",
        source = name + ".cc",
    )
    cc_library(
        name = name,
        srcs = [name + ".cc"],
        hdrs = [name + ".h"],
        deps = ["//checker/base:embedded_file"],
    )
