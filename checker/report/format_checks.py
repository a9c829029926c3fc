"""Helps tests of formats: runs `domcheck check` and reads its reports."""
import glob
import json
import os
import subprocess
import urllib.parse

import jsonschema

PROGRAM = os.path.abspath("checker/domcheck")
GUESTS = sorted(glob.glob("testdata/**/*.xml", recursive=True)) + ["no-such-file.xml"]
HOSTS = ("testdata/caps/minimal.xml", "@debian-12", "testdata/caps/libvirt-12.xml")
SCHEMA = "checker/report/testdata/sarif-2.1.0-subset.schema.json"


def check(output_format, *arguments, cwd=None, environment=None):
    run = subprocess.run(
        [PROGRAM, "check", "--format", output_format, *arguments], stdout=subprocess.PIPE, cwd=cwd,
        env={**os.environ, **(environment or {})})
    assert run.returncode in (0, 1, 2), run.returncode
    return run.stdout, run.returncode


def lines_of(*arguments, **options):
    """Returns the objects of --format jsonl, and all findings in them."""
    output, _ = check("jsonl", *arguments, **options)
    guests = [json.loads(line) for line in output.split(b"\n") if line]
    return guests, [finding for guest in guests for finding in guest["findings"]]


def run_of(*arguments, **options):
    """Returns the run of a SARIF log that the schema accepts."""
    output, exit_code = check("sarif", *arguments, **options)
    log = json.loads(output)
    jsonschema.Draft7Validator(load_schema()).validate(log)
    assert len(log["runs"]) == 1
    invocation = log["runs"][0]["invocations"][0]
    assert invocation["exitCode"] == exit_code, (invocation, exit_code)
    assert invocation["executionSuccessful"] == (exit_code < 2)
    return log["runs"][0]


def load_schema():
    with open(SCHEMA, encoding="utf-8") as file:
        return json.load(file)


def name_of(artifact):
    return urllib.parse.unquote_to_bytes(artifact["uri"])


def location_of(result):
    return result["locations"][0]["physicalLocation"]
