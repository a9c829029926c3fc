"""Tests the order in which folders may use each other, and that BUILD files agree with includes.

layers_test.py ROOT. It reads the source tree itself, because a list of files would miss new ones. It
fails where

- a file includes a header of a folder that does not stand to the left of its own in LAYERS,
- a target includes a header without naming its target in `deps`, or names a dep of which it includes
  nothing,
- a file of code outside of tests has more than 350 lines.
"""
import os
import re
import sys

# Left to right. Each folder uses only folders of earlier rows, and none of its own row.
LAYERS = [
    ["capsmodel"],
    ["rules"],
    ["checker/base"],
    ["checker/engine", "checker/libvirt"],
    ["checker/hosts", "checker/report", "checker/fix"],
    ["checker/settings", "checker/caps"],
    ["checker/run"],
    ["checker/hook", "checker/lsp", "checker/fleet"],
    ["checker/cli"],
    ["checker"],
]
# The same order within checker/fleet.
FLEET = [["check", "common"], ["diff", "page"], [""]]
# Parts of tests, and tests of the whole: they may use anything, and only tests use them.
FOR_TESTS = ["checker/testing", "checker/quality"]
# Turns Debian's libraries into Bazel's; stands beside the layers.
BESIDE = ["checker/bazel"]
MOST_LINES = 350
CODE = (".cc", ".h", ".py", ".sh", ".js", ".mjs", ".bzl")
# Libraries from elsewhere, by the beginning of their headers' names.
LIBRARIES = {
    "xercesc/": "@xerces//:xerces",
    "nlohmann/": "@nlohmann_json//:json",
    "boost/": "@boost//:program_options",
    "gtest/": "@gtest//:gtest",
    "gmock/": "@gtest//:gtest",
    "benchmark/": "@benchmark//:benchmark",
    "uniwidth.h": "@unistring//:unistring",
}
INCLUDE = re.compile(r'^#include (?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)


def is_test(path):
    return "_test." in path or "/test/" in path or path.startswith("testdata")


def source_files():
    for folder, folders, names in os.walk("."):
        folders[:] = [f for f in folders if f[0] != "." and not f.startswith("bazel-")
                      and f != "node_modules"]
        for name in names:
            yield os.path.relpath(os.path.join(folder, name))


def place(path, layers, below=""):
    """Returns the number of the path's layer and its folder there, the longest that fits."""
    found = None
    for number, layer in enumerate(layers):
        for folder in layer:
            whole = os.path.join(below, folder).rstrip("/")
            if path.startswith(whole + "/") and (found is None or len(whole) > len(found[1])):
                found = (number, whole)
    return found


def goes_back(user, used, layers, below=""):
    a, b = place(user, layers, below), place(used, layers, below)
    return a and b and a[1] != b[1] and b[0] >= a[0]


def is_in(path, folders):
    return any(path.startswith(folder + "/") for folder in folders)


def direction_problem(user, used):
    if is_in(user, FOR_TESTS + BESIDE) or is_in(used, BESIDE):
        return None
    if is_in(used, FOR_TESTS):
        return "includes %s, which is for tests" % used
    for layers, below in ((LAYERS, ""), (FLEET, "checker/fleet")):
        if goes_back(user, used, layers, below):
            return "includes %s, whose folder does not stand to the left of its own" % used
    return None


class Target:
    def __init__(self, package, attributes):
        self.label = label(":" + attributes["name"], package)
        self.package = package
        self.is_for_tests = attributes.get("testonly", False)
        self.files = [f if f.startswith("//") else os.path.join(package, f)
                      for key in ("srcs", "hdrs") for f in attributes.get(key) or []]
        self.headers = [os.path.join(package, f) for f in attributes.get("hdrs") or []]
        self.deps = {label(dep, package) for dep in attributes.get("deps") or []}


def label(text, package):
    """Returns the label in the long form, //package:name."""
    if text.startswith("@"):
        return text
    if text.startswith(":"):
        return "//" + package + text
    return text if ":" in text else text + ":" + text.rsplit("/", 1)[-1]


def targets_of(build):
    """Returns the C++ targets of a BUILD file, which is run as Python: it is so far both."""
    package, found = os.path.dirname(build), []

    def keep(**attributes):
        found.append(Target(package, attributes))

    def embedded_files(name, **_):
        keep(name=name, srcs=[name + ".cc"], hdrs=[name + ".h"])

    def fuzz_target(name, deps=()):
        keep(name=name, srcs=[name + ".cc"], deps=list(deps) + [":invariant"])

    def glob(patterns, **_):
        names = sorted(os.listdir(package or "."))
        return [n for p in patterns for n in names if p[0] == "*" and n.endswith(p[1:])]

    class Globals(dict):
        def __missing__(self, name):
            return lambda *_, **__: None

    with open(build, encoding="utf-8") as file:
        exec(compile(file.read(), build, "exec"), Globals(
            cc_library=keep, cc_binary=keep,
            cc_test=lambda **attributes: keep(testonly=True, **attributes),
            embedded_files=embedded_files, fuzz_target=fuzz_target, glob=glob,
            select=lambda _: []))
    return found


def includes_of(path):
    if not os.path.exists(path):  # generated by the build
        return
    with open(path, encoding="utf-8") as file:
        for own, library in INCLUDE.findall(file.read()):
            yield own, library


def dep_problems(target, owners):
    needed = {}
    for path in target.files:
        for own, library in includes_of(path):
            for start, dep in LIBRARIES.items():
                if library.startswith(start):
                    needed[dep] = library
            owner = owners.get(own)
            if owner and owner != target.label and not is_in(own, BESIDE):
                needed[owner] = own
    # These labels also contain a main function.
    deps = {re.sub(r"(gtest|gmock)_main$", "gtest", dep) for dep in target.deps}
    for dep in sorted(set(needed) - deps):
        yield "does not name %s, of which it includes %s" % (dep, needed[dep])
    for dep in sorted(deps - set(needed)):
        if dep in set(owners.values()) or dep.startswith("@"):
            yield "names %s, and includes nothing of it" % dep


def line_problem(path):
    if not path.endswith(CODE):
        return None
    with open(path, encoding="utf-8") as file:
        lines = sum(1 for _ in file)
    return "has %d lines, more than %d" % (lines, MOST_LINES) if lines > MOST_LINES else None


def problems():
    files = sorted(source_files())
    targets = [t for f in files if os.path.basename(f) == "BUILD" and not f.startswith("testdata")
               for t in targets_of(f)]
    owners = {header: t.label for t in targets for header in t.headers}
    assert len(files) > 400 and len(targets) > 100, "this is not the source tree"
    tests = {path for t in targets if t.is_for_tests for path in t.files}
    tests.update(filter(is_test, files))
    for path in files:
        if path not in tests and line_problem(path):
            yield path, line_problem(path)
        if path.endswith((".cc", ".h")) and path not in tests:
            for own, _ in includes_of(path):
                if own and direction_problem(path, own):
                    yield path, direction_problem(path, own)
    for target in targets:
        if not is_in(target.package + "/", BESIDE):
            for problem in dep_problems(target, owners):
                yield target.label, problem


def main(root):
    os.chdir(os.path.dirname(os.path.realpath(root)))
    found = list(problems())
    for where, problem in found:
        print("%s %s" % (where, problem))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
