"""Tests `domcheck check --format sarif` against a JSON Schema and the findings of --format jsonl.

The output is that of all test guests, and its fixes are applied. The schema also has to refuse the
same output broken in one place at a time, because a schema that accepts everything proves nothing.
"""
import collections
import copy
import glob
import json
import os
import pathlib
import re
import sys
import tempfile
import urllib.parse

import jsonschema

from format_checks import GUESTS, HOSTS, check, lines_of, load_schema, location_of, name_of, run_of


def check_results():
    levels = {"error": "error", "warning": "warning", "note": "none"}
    for host in HOSTS:
        guests, _ = lines_of("--unknown", "--caps", host, *GUESTS)
        expected = [(guest["domain"].encode(), finding["rule"], levels[finding["severity"]],
                 finding.get("line"), finding.get("column"), finding.get("endLine"),
                 finding.get("endColumn"))
                for guest in guests for finding in guest["findings"]]
        run = run_of("--caps", host, *GUESTS)
        rules = run["tool"]["driver"]["rules"]
        results = []
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            if result["suppressions"]:
                continue  # other formats leave it out
            region = location_of(result).get("region", {})
            results.append((name_of(location_of(result)["artifactLocation"]), result["ruleId"],
                            result["level"], region.get("startLine"), region.get("startColumn"),
                            region.get("endLine"), region.get("endColumn")))
            for related in result.get("relatedLocations", []):
                assert name_of(related["physicalLocation"]["artifactLocation"]).decode() == host
                assert "](%d)" % related["id"] in result["message"]["text"]
            if "relatedLocations" not in result:
                assert "](" not in result["message"]["text"]
        assert results == expected


def fixed(text, results):
    """Returns the text with all fixes, applied as by a program that knows only SARIF."""
    lines = re.split("(?<=\n)|(?<=\r)(?!\n)", text)
    changes = [replacement for result in results for fix in result.get("fixes", [])
               for change in fix["artifactChanges"] for replacement in change["replacements"]]
    for change in sorted(changes, key=lambda c: -c["deletedRegion"]["startColumn"]):
        region = change["deletedRegion"]
        assert region["startLine"] == region["endLine"]
        line = lines[region["startLine"] - 1]
        lines[region["startLine"] - 1] = (line[:region["startColumn"] - 1] +
                                          change["insertedContent"]["text"] +
                                          line[region["endColumn"] - 1:])
    return "".join(lines), len(changes)


def encoding_of(content):
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    return "iso-8859-1" if b"ISO-8859-1" in content else "utf-8-sig"


def results_by_guest(host, guests):
    results = collections.defaultdict(list)
    for result in run_of("--caps", host, *guests)["results"]:
        uri = urllib.parse.unquote(location_of(result)["artifactLocation"]["uri"])
        results[os.path.basename(uri)].append(result)
    return results


def check_fixes(folder):
    """A SARIF log's fixes remove the findings that have one, and no others."""
    guests = sorted(glob.glob("testdata/guests/*.xml"))
    made = 0
    for host in HOSTS:
        before = results_by_guest(host, guests)
        copies = []
        for guest in guests:
            content = pathlib.Path(guest).read_bytes()
            encoding = encoding_of(content)
            text, count = fixed(content.decode(encoding), before[os.path.basename(guest)])
            made += count
            copies.append(os.path.join(folder, os.path.basename(guest)))
            pathlib.Path(copies[-1]).write_bytes(text.encode(encoding))
        after = results_by_guest(host, copies)
        for guest in map(os.path.basename, guests):
            assert not any("fixes" in result for result in after[guest]), guest
            left = collections.Counter(result["ruleId"] for result in after[guest])
            # The new value may add a question that the host leaves open.
            for rule, count in collections.Counter(
                    result["ruleId"] for result in before[guest] if "fixes" not in result).items():
                assert left[rule] >= count, (guest, rule)
    assert made >= 5, made


def check_schema():
    validator = jsonschema.Draft7Validator(load_schema())
    with open("checker/report/testdata/sample.sarif", encoding="utf-8") as sample:
        validator.validate(json.load(sample))
    log = json.loads(check("sarif", "--caps", "testdata/caps/libvirt-12.xml",
                           "testdata/guests/legacy-ide.xml", "no-such-file.xml")[0])
    validator.validate(log)
    jsonschema.Draft7Validator.check_schema(validator.schema)
    index = next(i for i, result in enumerate(log["runs"][0]["results"]) if "fixes" in result)

    def run(broken):
        return broken["runs"][0]

    def result(broken):
        return run(broken)["results"][index]

    def place(broken):
        return result(broken)["locations"][0]["physicalLocation"]

    breaks = [
        lambda broken: broken.pop("version"),
        lambda broken: broken.update(version="2.0.0"),
        lambda broken: broken.update(extra=1),
        lambda broken: run(broken).pop("tool"),
        lambda broken: run(broken)["tool"]["driver"].pop("name"),
        lambda broken: run(broken)["tool"]["driver"]["rules"][0].pop("id"),
        lambda broken: run(broken)["tool"]["driver"]["rules"][0].update(helpUri="not a URI"),
        lambda broken: run(broken)["tool"]["driver"]["rules"][0]["help"].pop("text"),
        lambda broken: run(broken)["tool"]["driver"]["rules"].append(
            run(broken)["tool"]["driver"]["rules"][0]),
        lambda broken: run(broken)["tool"]["driver"]["rules"][0]["defaultConfiguration"].update(
            level="fatal"),
        lambda broken: run(broken).update(columnKind="bytes"),
        lambda broken: run(broken)["originalUriBaseIds"].clear(),
        lambda broken: run(broken)["originalUriBaseIds"]["%SRCROOT%"].update(uri="file:///no/slash"),
        lambda broken: run(broken)["invocations"][0].pop("executionSuccessful"),
        lambda broken: run(broken)["invocations"][0].update(exitCode="1"),
        lambda broken: result(broken).pop("message"),
        lambda broken: result(broken).pop("locations"),
        lambda broken: result(broken).update(locations=[]),
        lambda broken: result(broken).update(level="fatal"),
        lambda broken: result(broken).update(kind="open"),
        lambda broken: result(broken).update(level="none"),
        lambda broken: result(broken).update(ruleIndex=-2),
        lambda broken: result(broken)["message"].update(text=""),
        lambda broken: result(broken)["message"].update(text="{0} is a placeholder"),
        lambda broken: result(broken).update(partialFingerprints={"domcheck/v1": 1}),
        lambda broken: result(broken).update(suppressions=[{"status": "accepted"}]),
        lambda broken: result(broken).update(suppressions=[{"kind": "comment"}]),
        lambda broken: place(broken).pop("artifactLocation"),
        lambda broken: place(broken)["artifactLocation"].update(uri="a b.xml"),
        lambda broken: place(broken)["artifactLocation"].update(uri="a%2.xml"),
        lambda broken: place(broken)["artifactLocation"].update(uri="/absolute.xml"),
        lambda broken: place(broken)["artifactLocation"].update(uri="../outside.xml"),
        lambda broken: place(broken)["artifactLocation"].update(uri="file:///x.xml"),
        lambda broken: place(broken)["artifactLocation"].pop("uriBaseId"),
        lambda broken: place(broken)["region"].update(startLine=0),
        lambda broken: place(broken)["region"].update(startColumn="1"),
        lambda broken: place(broken)["region"].pop("endColumn"),
        lambda broken: result(broken)["relatedLocations"][0].pop("physicalLocation"),
        lambda broken: result(broken)["relatedLocations"].append(
            result(broken)["relatedLocations"][0]),
        lambda broken: result(broken)["fixes"][0].pop("artifactChanges"),
        lambda broken: result(broken)["fixes"][0]["artifactChanges"][0].update(replacements=[]),
        lambda broken: result(broken)["fixes"][0]["artifactChanges"][0]["replacements"][0].pop(
            "deletedRegion"),
    ]
    for number, break_it in enumerate(breaks):
        broken = copy.deepcopy(log)
        break_it(broken)
        assert not validator.is_valid(broken), number


def main():
    check_results()
    check_schema()
    with tempfile.TemporaryDirectory() as folder:
        check_fixes(folder)


if __name__ == "__main__":
    sys.exit(main())
