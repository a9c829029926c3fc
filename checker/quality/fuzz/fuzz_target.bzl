"""Fuzz targets: functions that take any bytes and abort when a promise is broken."""

load("@rules_cc//cc:defs.bzl", "cc_binary", "cc_test")

def fuzz_target(name, deps = [], corpus = "//testdata/fuzz"):
    """A fuzzer, and a test that replays its corpus.

    NAME.cc has LLVMFuzzerTestOneInput. NAME_fuzzer takes clang and --config=fuzzer. NAME_test is
    for any compiler; it runs all files of testdata/fuzz/NAME, then mutations of them.

    Args:
      name: of the source file and of the corpus's folder.
      deps: what NAME.cc includes beside this folder's headers.
      corpus: the files, with testdata/fuzz/NAME among them.
    """
    cc_binary(
        name = name + "_fuzzer",
        testonly = True,
        srcs = [name + ".cc"],
        linkopts = ["-fsanitize=fuzzer"],
        tags = ["manual"],
        deps = deps + [":invariant"],
    )
    cc_test(
        name = name + "_test",
        size = "small",
        srcs = [name + ".cc"],
        args = ["testdata/fuzz/" + name],
        data = [corpus],
        deps = deps + [
            ":invariant",
            ":replay",
        ],
    )
