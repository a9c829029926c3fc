"""Tests the reports of `domcheck check` that pipelines read.

JUnit and Checkstyle are read by xmllint, SARIF is validated by its schema, and all have the findings
of --format jsonl. The guests are all test guests, and some whose names each format has to escape.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree as ElementTree

from format_checks import GUESTS, HOSTS, check, lines_of, location_of, name_of, run_of

# Bytes, because a file name need not be UTF-8.
NASTY_NAMES = [
    b"plain.xml", b"a b.xml", b"50%25.xml", b"x#y?z.xml", b"c:d,e.xml", b"\xc3\xa9\xf0\x9f\x98\x80.xml",
    b"quote'\"&<>.xml", b"back\\slash.xml", b"new\nline.xml", b"return\rtab\t.xml", b"esc\x1b[31m.xml",
    b"byte\xff.xml", b"surrogate\xed\xa0\x80.xml", b"fffe\xef\xbf\xbe.xml", b"c1\xc2\x9b.xml", b"]]>.xml",
    b"::error::.xml", b"-.xml",
]
GUEST = pathlib.Path("testdata/guests/legacy-ide.xml").read_bytes()


def xml_of(text):
    """Returns the root of a text that xmllint accepts."""
    lint = subprocess.run(["xmllint", "--noout", "-"], input=text, stderr=subprocess.PIPE)
    assert lint.returncode == 0, lint.stderr.decode(errors="replace")
    return ElementTree.fromstring(text)


def check_junit(arguments, guests, cwd=None):
    suites = list(xml_of(check("junit", *arguments, cwd=cwd)[0]))
    assert len(suites) == len(guests)
    for suite, guest in zip(suites, guests):
        cases = suite.findall("testcase")
        names = [case.get("name") for case in cases]
        assert len(set(names)) == len(names)
        for count, element in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(count)) == len(suite.findall("testcase/" + element)), count
        assert int(suite.get("tests")) == len(cases)
        lines = [line for case in cases for outcome in case if outcome.tag != "skipped"
                 for line in re.findall(r"\[([a-z0-9-]+)\]$", outcome.text, re.MULTILINE)]
        assert sorted(lines) == sorted(finding["rule"] for finding in guest["findings"]), guest
        bad = guest["verdict"] in ("incompatible", "invalid") or any(
            finding["rule"] == "no-document" for finding in guest["findings"])
        types = {outcome.get("type") for case in cases for outcome in case}
        assert ("error" in types) == bad, (guest["domain"], types)


def check_checkstyle(arguments, guests, cwd=None):
    files = list(xml_of(check("checkstyle", *arguments, cwd=cwd)[0]))
    assert len(files) == len(guests)
    for file, guest in zip(files, guests):
        assert [error.get("source") for error in file] == [
            "domcheck." + finding["rule"] for finding in guest["findings"]]
        assert [error.get("line") for error in file] == [
            str(finding.get("line", 0)) for finding in guest["findings"]]


def check_github(arguments, findings, cwd=None):
    output, _ = check("github", *arguments, cwd=cwd)
    commands = output.decode().split("\n")
    assert commands.pop() == ""
    assert len(commands) == len(findings), (len(commands), len(findings))
    for command, finding in zip(commands, findings):
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.+)", command)
        assert match, command
        assert match.group(1) == {"note": "notice"}.get(finding["severity"], finding["severity"])
        properties = dict(part.split("=", 1) for part in match.group(2).split(","))
        assert properties["title"] == "domcheck " + finding["rule"]
        assert properties.get("line") == (str(finding["line"]) if "line" in finding else None)
        assert not re.search("[\\x00-\\x1f\\x7f-\\x9f]", command)


def check_gitlab(arguments, findings, cwd=None):
    report = json.loads(check("gitlab", *arguments, cwd=cwd)[0])
    severities = {"error": "major", "warning": "minor", "note": "info"}
    assert [(issue["check_name"], issue["severity"], issue["location"]["lines"]["begin"])
            for issue in report] == [
                (finding["rule"], severities[finding["severity"]], finding.get("line", 1))
                for finding in findings]
    fingerprints = [issue["fingerprint"] for issue in report]
    assert len(set(fingerprints)) == len(fingerprints)
    assert not any(issue["location"]["path"].startswith(("./", "../")) for issue in report)


def check_all_over(arguments, cwd=None):
    guests, findings = lines_of(*arguments, cwd=cwd)
    if "--unknown" not in arguments:
        check_junit(arguments, guests, cwd)
    check_checkstyle(arguments, guests, cwd)
    check_github(arguments, findings, cwd)
    check_gitlab(arguments, findings, cwd)


def check_names(folder):
    """Tests names that need every escape, and paths inside and outside the folder."""
    inside, outside = os.path.join(folder, "in side%"), os.path.join(folder, "outside")
    for place in (inside, outside):
        os.makedirs(place)
    for name in NASTY_NAMES:
        with open(os.path.join(inside.encode(), name), "wb") as file:
            file.write(GUEST)
    pathlib.Path(outside, "vm.xml").write_bytes(GUEST)
    host = ("--caps", "@debian-12")
    names = [b"./" + name for name in NASTY_NAMES]
    check_all_over((*host, *names), cwd=inside)
    run = run_of(*host, *names, cwd=inside)
    assert run["originalUriBaseIds"]["%SRCROOT%"]["uri"].endswith("/in%20side%25/")
    found = [name_of(location_of(result)["artifactLocation"]) for result in run["results"]]
    assert list(dict.fromkeys(found)) == NASTY_NAMES

    def uris(*arguments):
        results = run_of(*host, *arguments, cwd=inside)["results"]
        return list(dict.fromkeys(location_of(result)["artifactLocation"]["uri"] for result in results))

    real = os.path.realpath(outside)
    assert uris("plain.xml", ".//plain.xml", "../in side%/plain.xml",
                os.path.join(os.path.realpath(inside), "plain.xml")) == ["plain.xml"]
    for path in ("../outside/vm.xml", os.path.join(real, "vm.xml")):
        assert uris(path) == ["file://" + urllib.parse.quote(real) + "/vm.xml"], uris(path)

    # CI services want paths in the repository, wherever in it the program runs.
    environment = {"GITHUB_WORKSPACE": folder, "CI_PROJECT_DIR": folder}
    arguments = (*host, "plain.xml", "../outside/vm.xml")
    commands, _ = check("github", *arguments, cwd=inside, environment=environment)
    assert re.findall(b"file=([^,]*)", commands) == 2 * [b"in side%25/plain.xml"] + 2 * [
        b"outside/vm.xml"], commands
    report = json.loads(check("gitlab", *arguments, cwd=inside, environment=environment)[0])
    assert {issue["location"]["path"] for issue in report} == {"in side%/plain.xml", "outside/vm.xml"}


def check_threads():
    for output_format in ("sarif", "junit", "github", "checkstyle", "gitlab"):
        arguments = ("--caps", "@debian-12", *GUESTS)
        assert check(output_format, "--jobs", "1", *arguments) == check(
            output_format, "--jobs", "3", *arguments), output_format


def main():
    for host in HOSTS:
        check_all_over(("--caps", host, *GUESTS))
    check_all_over(("--unknown", "--caps", HOSTS[0], *GUESTS))
    with tempfile.TemporaryDirectory() as folder:
        check_names(os.path.realpath(folder))
    check_threads()


if __name__ == "__main__":
    sys.exit(main())
