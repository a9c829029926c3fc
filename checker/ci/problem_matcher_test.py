"""Holds the GitHub problem matcher against what `domcheck check` prints: it finds each finding of
--format jsonl, at its place, and nothing else.
"""
import glob
import json
import os
import re
import subprocess
import sys

PROGRAM = os.path.abspath("checker/domcheck")
GUESTS = sorted(glob.glob("testdata/guests/*.xml") + glob.glob("testdata/caps/*.xml"))
GUESTS += ["no such file.xml"]


def check(output_format):
    command = [PROGRAM, "check", "--no-config", "--caps", "@debian-12", "--unknown",
               "--format", output_format, *GUESTS]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True).stdout


def matcher():
    with open("checker/ci/problem-matcher.json", encoding="utf-8") as file:
        matchers = json.load(file)["problemMatcher"]
    assert len(matchers) == 1 and matchers[0]["owner"] == "domcheck", matchers
    (pattern,) = matchers[0]["pattern"]
    # The keys that GitHub's runner accepts in a single-line pattern.
    assert set(pattern) <= {"regexp", "file", "line", "column", "severity", "code", "message"}, pattern
    return re.compile(pattern.pop("regexp")), pattern


def main():
    regexp, groups = matcher()
    found = []
    for line in check("text").splitlines():
        match = regexp.search(line)
        if match:
            found.append({name: match.group(group) for name, group in groups.items()})
    expected = []
    for guest in map(json.loads, check("jsonl").splitlines()):
        for finding in guest["findings"]:
            if finding["severity"] != "note":
                place = {name: str(finding[name]) if name in finding else None
                         for name in ("line", "column")}
                expected.append({"file": guest["domain"], **place, "severity": finding["severity"],
                                 "code": finding["rule"], "message": finding["message"]})
    assert {finding["severity"] for finding in expected} == {"error", "warning"}, expected
    assert any(finding["line"] is None for finding in expected), expected
    for one in found:
        assert one in expected, f"{one} is no finding"
    for one in expected:
        assert one in found, f"{one} is not found"
    assert len(found) == len(expected)
    print(f"{len(found)} findings")


if __name__ == "__main__":
    sys.exit(main())
