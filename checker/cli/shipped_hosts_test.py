"""Holds the errors of testdata/guests on each host that ships inside domcheck to their README's table."""

import glob
import json
import re
import subprocess
import unittest

DOMCHECK = "checker/domcheck"
ROW = re.compile(r"^\| `([^`]+)` \| ([a-z-]+) \| `([^`]+)` \|", re.M)


class ShippedHostsTest(unittest.TestCase):
    def test_errors_are_those_of_the_table(self):
        with open("testdata/guests/README.md", encoding="utf-8") as readme:
            expected = sorted(ROW.findall(readme.read()))
        self.assertGreaterEqual(len(expected), 10)
        listed = subprocess.run([DOMCHECK, "caps"], check=True, capture_output=True, text=True).stdout
        hosts = re.findall(r"^  (@[a-z0-9-]+) ", listed, re.M)
        self.assertGreaterEqual(len(hosts), 3)
        for host in hosts:
            report = subprocess.run([DOMCHECK, "check", "--format", "jsonl", "--caps", host,
                                     *glob.glob("testdata/guests/*.xml")], check=False, capture_output=True, text=True)
            self.assertEqual((report.returncode, report.stderr), (1, ""), host)
            errors = []
            for line in report.stdout.splitlines():
                guest = json.loads(line)
                errors += [(guest["domain"].rsplit("/", 1)[1], finding["rule"], finding.get("value"))
                           for finding in guest.get("findings", []) if finding["severity"] == "error"]
            self.assertEqual(sorted(errors), expected, host)


if __name__ == "__main__":
    unittest.main()
