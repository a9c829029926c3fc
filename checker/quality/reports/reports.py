#!/usr/bin/env python3
"""Checks small inputs that failed people: reports.py PROGRAM FOLDER

FOLDER has a folder for each public report, with a guest.xml and a host (caps.xml, or a folder caps).
answers.txt, beside this file, has a line for each: what PROGRAM has to say of it. A report without
a line, or a line without a report, is a failure. `reports.py --write PROGRAM FOLDER` writes the
lines anew, for somebody to read.
"""
import json
import pathlib
import subprocess
import sys

ANSWERS = pathlib.Path(__file__).with_name("answers.txt")


def answer(program, report):
    """Returns the verdict, and each finding as "SEVERITY RULE VALUE" with its suggestion."""
    host = next(path for path in (report / "caps.xml", report / "caps") if path.exists())
    run = subprocess.run([program, "check", "--format", "jsonl", "--caps", host, report / "guest.xml"],
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    try:
        guest = json.loads(run.stdout)
    except json.JSONDecodeError:
        return "status %d: %s" % (run.returncode, run.stdout.strip())
    words = [guest["verdict"]]
    for finding in guest["findings"]:
        text = " ".join(filter(None, (finding["severity"], finding["rule"], finding["value"])))
        words.append(text + (" -> " + finding["suggestion"] if finding["suggestion"] else ""))
    return "; ".join(words)


def main():
    is_writing = sys.argv[1] == "--write"
    program, folder = sys.argv[2 if is_writing else 1:]
    lines = [line for line in ANSWERS.read_text(encoding="utf-8").splitlines() if line]
    comment = [line for line in lines if line.startswith("#")]
    wanted = dict(line.split(": ", 1) for line in lines if not line.startswith("#"))
    reports = sorted(path for path in pathlib.Path(folder).iterdir() if (path / "guest.xml").exists())
    found = {report.name: answer(program, report) for report in reports}
    if is_writing:
        kept = comment + ["%s: %s" % pair for pair in found.items()]
        ANSWERS.write_text("\n".join(kept) + "\n", encoding="utf-8")
        return 0
    differ = [name for name in sorted({*wanted, *found}) if wanted.get(name) != found.get(name)]
    for name in differ:
        print("%s: answers.txt has: %s\n%s: %s says: %s" %
              (name, wanted.get(name), name, program, found.get(name)))
    print("reports: %d of %d answered as expected" % (len(found) - len(differ), len(found)))
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
