"""Repositories that are Debian packages: the libraries, and what Debian's Bazel lacks.

debian_libraries() defines the libraries under the labels that BUILD files use: @xerces//:xerces and
so on. Each repository holds only links to the library files. The headers lie in /usr/include, which
the compiler searches anyway, and which Bazel takes for part of the compiler. (Naming /usr/include
as an include folder of a library would break the `#include_next` of the standard headers.)

debian_bazel_stubs() is for Debian's own Bazel only, bazel-bootstrap 4.2.3 or 7.7.1. Every Bazel
names some repositories of rules that it would download on first use; here they come from Debian's
packages or are empty. Other Bazels keep their own.
"""

def _system_library_impl(ctx):
    for name in ctx.attr.files:
        found = ctx.execute(["cc", "-print-file-name=" + name]).stdout.strip()
        if not found.startswith("/"):
            fail("no %s: install %s (Debian, Ubuntu) or %s (Fedora)" % (name, ctx.attr.package, ctx.attr.fedora))
        ctx.symlink(found, name)
    ctx.symlink(ctx.attr.build_file, "BUILD")

_system_library = repository_rule(
    doc = "Links to the libraries of one Debian package, where the compiler finds them.",
    implementation = _system_library_impl,
    local = True,
    configure = True,
    attrs = {
        "build_file": attr.label(mandatory = True, allow_single_file = True),
        "files": attr.string_list(doc = "Library files to link to; none for a header-only library."),
        "package": attr.string(doc = "The Debian package, for the message when a file is missing."),
        "fedora": attr.string(doc = "Fedora's package, likewise."),
    },
)

def debian_libraries():
    """Defines @xerces, @boost, @gtest, @benchmark, @nlohmann_json and @unistring."""
    _system_library(
        name = "xerces",
        build_file = Label("//checker/bazel/debian:xerces.BUILD"),
        files = ["libxerces-c.a", "libicuuc.a"],
        fedora = "xerces-c-devel and libicu-devel, and build their static libraries",
        package = "libxerces-c-dev",
    )
    _system_library(
        name = "boost",
        build_file = Label("//checker/bazel/debian:boost.BUILD"),
        files = ["libboost_program_options.a"],
        fedora = "boost-static",
        package = "libboost-program-options-dev",
    )
    _system_library(
        name = "gtest",
        build_file = Label("//checker/bazel/debian:gtest.BUILD"),
        files = ["libgtest.a", "libgtest_main.a", "libgmock.a", "libgmock_main.a"],
        fedora = "gtest-devel gmock-devel, and build their static libraries",
        package = "libgtest-dev libgmock-dev",
    )
    _system_library(
        name = "benchmark",
        build_file = Label("//checker/bazel/debian:benchmark.BUILD"),
        files = ["libbenchmark.so", "libbenchmark_main.a"],
        fedora = "google-benchmark-devel, and build its static library",
        package = "libbenchmark-dev",
    )
    _system_library(
        name = "nlohmann_json",
        build_file = Label("//checker/bazel/debian:nlohmann_json.BUILD"),
        fedora = "json-devel",
        package = "nlohmann-json3-dev",
    )
    _system_library(
        name = "unistring",
        build_file = Label("//checker/bazel/debian:unistring.BUILD"),
        files = ["libunistring.a"],
        fedora = "libunistring-devel, and build its static library",
        package = "libunistring-dev",
    )

# Debian's packages of these rules are too new for Bazel 4, and those for Bazel 7 ask for more
# repositories. The rules that are part of both Bazels are enough.
def _native_rules(names):
    return "".join(["%s = native.%s\n" % (name, name) for name in names])

_RULES_CC = _native_rules([
    "cc_binary",
    "cc_import",
    "cc_library",
    "cc_proto_library",
    "cc_test",
    "cc_toolchain",
    "cc_toolchain_suite",
    "fdo_prefetch_hints",
    "fdo_profile",
    "objc_library",
])

_RULES_SHELL = dict([
    ("shell/%s.bzl" % rule, _native_rules([rule]))
    for rule in ["sh_binary", "sh_library", "sh_test"]
] + [("BUILD", ""), ("shell/BUILD", "")])

# remote_coverage_tools: every test depends on it, but only `bazel coverage` runs it.
_COVERAGE = """
filegroup(name = "coverage_report_generator", visibility = ["//visibility:public"])
"""

def _written_repository_impl(ctx):
    for path, content in ctx.attr.files.items():
        ctx.file(path, content)

_written_repository = repository_rule(
    doc = "A repository of a few files with the given contents.",
    implementation = _written_repository_impl,
    attrs = {"files": attr.string_dict()},
)

def debian_bazel_stubs():
    """Replaces the downloads of Debian's Bazel; does nothing on other Bazels."""
    if native.bazel_version and not native.bazel_version.startswith("4."):
        return  # Debian's Bazel has an empty version.
    _written_repository(name = "rules_cc", files = {"BUILD": "", "cc/BUILD": "", "cc/defs.bzl": _RULES_CC})
    _written_repository(name = "rules_shell", files = _RULES_SHELL)
    _written_repository(name = "remote_coverage_tools", files = {"BUILD": _COVERAGE})
    native.local_repository(name = "rules_java", path = "/usr/share/bazel/rules/java")
    native.local_repository(name = "rules_proto", path = "/usr/share/bazel/rules/proto")
    native.local_repository(name = "bazel_skylib", path = "/usr/share/bazel/tools/skylib")
    if hasattr(native, "module_name"):  # Bazel 7
        native.local_repository(name = "rules_python", path = "/usr/share/bazel/rules/python")
