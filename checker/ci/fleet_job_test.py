"""Tests the recipe for Kubernetes: runs its pods' command as Kubernetes does, then merge."""
import glob
import os
import shutil
import subprocess
import sys
import tempfile

import yaml

PROGRAM = os.path.abspath("checker/domcheck")
TESTDATA = os.path.abspath("testdata")


def main():
    with open("checker/ci/fleet-job.yaml", encoding="utf-8") as file:
        job = yaml.safe_load(file)
    assert (job["apiVersion"], job["kind"]) == ("batch/v1", "Job"), job
    spec = job["spec"]
    pod = spec["template"]["spec"]
    (container,) = pod["containers"]
    assert set(spec) == {"completionMode", "completions", "parallelism", "template"}, spec
    assert set(pod) == {"restartPolicy", "containers", "volumes"}, pod
    assert set(container) == {"name", "image", "workingDir", "command", "env", "volumeMounts"}
    assert spec["completionMode"] == "Indexed" and pod["restartPolicy"] == "Never", job
    assert 1 < spec["completions"] >= spec["parallelism"] > 1, spec
    variables = {one["name"]: one["value"] for one in container["env"]}
    # Kubernetes accepts only strings, and the Job must state the number of pods in two places.
    assert variables == {"JOB_COMPLETIONS": str(spec["completions"])}, variables
    (mount,), (volume,) = container["volumeMounts"], pod["volumes"]
    assert mount["name"] == volume["name"] and mount["mountPath"] == container["workingDir"], pod

    path = os.path.dirname(PROGRAM) + ":" + os.environ["PATH"]
    with tempfile.TemporaryDirectory(dir=os.environ.get("TEST_TMPDIR")) as folder:

        def pod_status(index):
            return subprocess.run(
                container["command"], cwd=folder, stdout=subprocess.DEVNULL,
                env={"PATH": path, "JOB_COMPLETION_INDEX": str(index), **variables}).returncode

        def domcheck(*arguments):
            return subprocess.run([PROGRAM, *arguments], cwd=folder, stdout=subprocess.PIPE)

        assert pod_status(0) != 0  # nothing is in the volume: no report
        for rule in ("graphics-type", "disk-bus", "channel"):
            os.makedirs(folder + "/hosts", exist_ok=True)
            shutil.copyfile(f"{TESTDATA}/rules/{rule}/caps.xml", f"{folder}/hosts/{rule}.xml")
        os.mkdir(folder + "/guests")
        for guest in glob.glob(TESTDATA + "/guests/*.xml"):
            shutil.copyfile(guest, f"{folder}/guests/{os.path.basename(guest)}")
        # The report names a guest that cannot be read; no pod starts again for it.
        with open(folder + "/guests/broken.xml", "wb") as file:
            file.write(b"<domain")
        assert [pod_status(index) for index in range(spec["completions"])] == [0] * 4
        reports = sorted(glob.glob(folder + "/shard-*.jsonl"))
        assert [os.path.basename(report) for report in reports] == [
            f"shard-{index}.jsonl" for index in range(4)], reports
        for name in ("html", "jsonl"):
            whole = domcheck("fleet", "--hosts", "hosts", "guests", "--format", name)
            merged = domcheck("merge", *reports, "--format", name)
            assert (merged.returncode, merged.stdout) == (2, whole.stdout), merged.returncode


if __name__ == "__main__":
    sys.exit(main())
