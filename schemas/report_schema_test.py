"""Tests `domcheck check --format json` and jsonl against the JSON Schemas of this folder.

The output is that of all test guests: findings of every severity, guests that cannot be read, hosts
without a document for the guest. The schemas also have to refuse the same output broken in one
place at a time, because a schema that accepts everything would prove nothing.
"""
import copy
import glob
import json
import subprocess
import sys

import jsonschema

GUESTS = sorted(glob.glob("testdata/**/*.xml", recursive=True)) + ["no-such-file.xml"]


def check(*arguments):
    run = subprocess.run(["checker/domcheck", "check", *arguments, *GUESTS], stdout=subprocess.PIPE)
    assert run.returncode in (1, 2), run.returncode
    return run.stdout.decode()


def load(name):
    with open("schemas/" + name, encoding="utf-8") as file:
        return json.load(file)


def refuses(validator, document, break_it):
    broken = copy.deepcopy(document)
    break_it(broken)
    return not validator.is_valid(broken)


def main():
    line_schema, report_schema = load("report-line.schema.json"), load("report.schema.json")
    resolver = jsonschema.RefResolver("", report_schema, store={"report-line.schema.json": line_schema})
    for schema in (line_schema, report_schema):
        jsonschema.Draft7Validator.check_schema(schema)
    line_validator = jsonschema.Draft7Validator(line_schema)
    report_validator = jsonschema.Draft7Validator(report_schema, resolver=resolver)

    verdicts, severities = set(), set()
    for caps in ("testdata/caps/minimal.xml", "@debian-12", "testdata/caps/libvirt-12.xml"):
        arguments = ("--unknown", "--caps", caps)
        lines = check("--format", "jsonl", *arguments).splitlines()
        assert len(lines) == len(GUESTS), (len(lines), len(GUESTS))
        for line in map(json.loads, lines):
            line_validator.validate(line)
            verdicts.add(line["verdict"])
            severities.update(finding["severity"] for finding in line["findings"])
        report = json.loads(check("--format", "json", *arguments))
        report_validator.validate(report)
        assert report["guests"] == [json.loads(line) for line in lines]
        assert report["summary"]["guests"] == len(GUESTS)
    assert verdicts == {"compatible", "incompatible", "unknown", "invalid"}, verdicts
    assert severities == {"error", "warning", "note"}, severities

    found = next(guest for guest in report["guests"] if guest["verdict"] == "incompatible")
    for break_line in (
        lambda guest: guest.pop("verdict"),
        lambda guest: guest.update(verdict="fine"),
        lambda guest: guest.update(asked=-1),
        lambda guest: guest.update(extra=1),
        lambda guest: guest["findings"][0].update(severity="fatal"),
        lambda guest: guest["findings"][0].update(line=0),
        lambda guest: guest["findings"][0].pop("column"),
        lambda guest: guest["findings"][0].update(allowed="sata"),
    ):
        assert refuses(line_validator, found, break_line)
    for break_report in (
        lambda document: document.update(version=2),
        lambda document: document.pop("summary"),
        lambda document: document["summary"].pop("errors"),
        lambda document: document["guests"][0].pop("findings"),
    ):
        assert refuses(report_validator, report, break_report)


if __name__ == "__main__":
    sys.exit(main())
