"""Runs the script of the GitLab job as a GitLab runner does: all its lines in one bash."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import yaml

import release_server

PROGRAM = os.path.abspath("checker/domcheck")
GUESTS = os.path.abspath("testdata/guests")


def main():
    with open("checker/ci/gitlab.yml", encoding="utf-8") as file:
        spec, document = file.read().split("\n---\n")
    inputs = yaml.safe_load(spec)["spec"]["inputs"]
    assert set(re.findall(r"\$\[\[ inputs[.](\w+) \]\]", document)) == set(inputs), inputs
    with open("checker/ci/gitlab.yml", encoding="utf-8") as file:
        assert file.read().count("\n---\n") == 1
    (job,) = yaml.safe_load(document).values()
    job["variables"]["DOMCHECK_RELEASE"] = ""
    assert all(isinstance(line, str) for line in job["script"]), job
    assert all(isinstance(value, str) for value in job["variables"].values()), job
    reports = job["artifacts"]["reports"]

    def run(path=os.path.dirname(PROGRAM) + ":" + os.environ["PATH"], **variables):
        return subprocess.run(
            ["bash", "-c", "set -eo pipefail\n" + "\n".join(job["before_script"] + job["script"])],
            cwd=folder, env={"PATH": path, "CI_PROJECT_DIR": folder, "TMPDIR": os.path.join(folder, "tmp"), **job["variables"], **variables},
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

        # With an image that has no domcheck: a release is downloaded, and its sum compared.
        with release_server.serve(PROGRAM, "v0.2.0") as (server, release, _):
            failed = run(os.environ["PATH"], DOMCHECK_RELEASE=server + "/v0.2.0")
            assert failed.returncode == 1 and "legacy-ide.xml:23:30: error: " in failed.stdout, failed
            with open(os.path.join(release, release_server.NAME + ".tar.gz"), "ab") as archive:
                archive.write(b"x")
            shutil.rmtree(os.path.join(folder, "tmp/domcheck"))
            failed = run(os.environ["PATH"], DOMCHECK_RELEASE=server + "/v0.2.0")
            assert failed.returncode == 1 and "legacy-ide" not in failed.stdout, failed
        shutil.rmtree(os.path.join(folder, "tmp"))

        # A merge request brings settings of its own, which do not count.
        with open(os.path.join(folder, ".domcheck.cfg"), "w", encoding="utf-8") as config:
            config.write("disable = disk-bus\n")
        assert run().returncode == 0
        failed = run(CI_MERGE_REQUEST_DIFF_BASE_SHA="0" * 40)
        assert failed.returncode == 1, failed


if __name__ == "__main__":
    sys.exit(main())
