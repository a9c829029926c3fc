"""Reads Bazel's logs of the processes of two runs of the example workspace, FIRST and SECOND.

All of the first were run, all of the second came from the remote cache, and a test reads only its
target's files and Bazel's own tools.
"""
import json
import re
import sys

TEST = "web_test"
INPUTS = {"guests/web.xml", "hosts/lab/pc.xml", "hosts/lab/q35.xml", "tools/domcheck",
          "web_test", "web_test.guests"}


def processes(path):
    """Returns the processes of a log, which is one JSON object behind another."""
    with open(path, encoding="utf-8") as file:
        text = file.read().strip()
    decoder, found = json.JSONDecoder(), []
    while text:
        process, end = decoder.raw_decode(text)
        found.append(process)
        text = text[end:].lstrip()
    return found


def inputs(process):
    """Returns the inputs' names below Bazel's folders, without Bazel's own files."""
    names = set()
    for file in process["inputs"]:
        name = re.sub(r"^bazel-out/[^/]+/bin/", "", file["path"])
        name = re.sub(r"^[^/]+\.runfiles/[^/]+/", "", name)
        if not name.startswith("external/bazel_tools/") and not name.endswith("/_repo_mapping"):
            names.add(name)
    return names


def is_hit(process):
    """Bazel 7 calls it cacheHit, and leaves out what is false."""
    return process.get("remoteCacheHit") or process.get("cacheHit") or False


def main(first, second):
    wrong = []
    first, second = processes(first), processes(second)
    if len(first) < 5 or len(first) != len(second):
        wrong.append(f"{len(first)} processes, then {len(second)}")
    if any(is_hit(process) for process in first):
        wrong.append("the first run had a cache")
    wrong += [f"the second run ran {process['commandArgs']}"
              for process in second if not is_hit(process)]
    tests = [process for process in first if process["mnemonic"] == "TestRunner"
             and any(word.endswith("/" + TEST) or word == TEST for word in process["commandArgs"])]
    if len(tests) != 1 or inputs(tests[0]) != INPUTS:
        wrong.append(f"{TEST} reads {[sorted(inputs(test)) for test in tests]}")
    print(f"{len(second)} processes came from the remote cache")
    for line in wrong:
        print("FAILED:", line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
