#!/usr/bin/env python3
"""Checks a million pairs in one process and prints its memory on the way.

  checker/quality/bench/long_run.py PROGRAM [--checks N]

Checks the guests of testdata/guests (without large.xml) again and again against the captured
documents of testdata/hosts. The exit status is that of the measurement, whatever its result.
editing.py measures the language server's memory over 100,000 edits.
"""
import argparse
import os
import subprocess
import tempfile

parser = argparse.ArgumentParser(usage=__doc__)
parser.add_argument("program")
parser.add_argument("--checks", type=int, default=1000000)
options = parser.parse_args()
root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))


def xml_below(folder):
    return sorted(os.path.join(place, name) for place, _, names in os.walk(os.path.join(root, folder))
                  for name in names if name.endswith(".xml") and name != "large.xml")


guests, documents = xml_below("testdata/guests"), xml_below("testdata/hosts")
wanted = options.checks // len(documents) + 1
command = [options.program, "check", "--format", "jsonl", "--files-from", "-"]
for document in documents:
    command += ["--caps", document]

with tempfile.TemporaryFile() as names:
    for number in range(wanted):
        names.write(os.fsencode(guests[number % len(guests)]) + b"\n")
    names.seek(0)
    with subprocess.Popen(command, stdin=names, stdout=subprocess.PIPE) as run:
        done = 0
        for line in run.stdout:
            done += 1
            if done % (options.checks // 10) == 0:
                with open("/proc/%d/status" % run.pid, encoding="ascii") as status:
                    memory = next((line for line in status if line.startswith("VmRSS")), "").split()
                print("%8d checks: %s" % (done, " ".join(memory[1:]) or "ended"), flush=True)
