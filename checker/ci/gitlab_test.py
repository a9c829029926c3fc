"""Runs the script of the GitLab job as a GitLab runner does: all its lines in one bash."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import yaml

PROGRAM = os.path.abspath("checker/domcheck")
GUESTS = os.path.abspath("testdata/guests")


def main():
    with open("checker/ci/gitlab.yml", encoding="utf-8") as file:
        (job,) = yaml.safe_load(file).values()
    assert all(isinstance(line, str) for line in job["script"]), job
    assert all(isinstance(value, str) for value in job["variables"].values()), job
    reports = job["artifacts"]["reports"]

    def run(**variables):
        return subprocess.run(
            ["bash", "-c", "set -eo pipefail\n" + "\n".join(job["script"])], cwd=folder,
            env={"PATH": os.path.dirname(PROGRAM) + ":" + os.environ["PATH"], **job["variables"],
                 **variables},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    with tempfile.TemporaryDirectory(dir=os.environ.get("TEST_TMPDIR")) as folder:
        for name in ("legacy-ide.xml", "web-server.xml"):
            shutil.copy(os.path.join(GUESTS, name), folder)
        failed = run()
        assert failed.returncode == 1 and "legacy-ide.xml:23:30: error: " in failed.stdout, failed
        with open(os.path.join(folder, reports["codequality"]), encoding="utf-8") as file:
            issues = json.load(file)
        assert [issue["location"]["path"] for issue in issues] == ["legacy-ide.xml"] * 2, issues
        suites = ElementTree.parse(os.path.join(folder, reports["junit"])).getroot()
        assert [suite.get("failures") for suite in suites] == ["1", "0"], ElementTree.tostring(suites)

        passed = run(DOMCHECK_GUESTS="web-server.xml legacy-ide.xml",
                     DOMCHECK_ARGS="--disable disk-bus", DOMCHECK_CAPS="@debian-12/x86_64-kvm-q35.xml")
        assert passed.returncode == 0 and "2 guests: 2 compatible" in passed.stdout, passed


if __name__ == "__main__":
    sys.exit(main())
