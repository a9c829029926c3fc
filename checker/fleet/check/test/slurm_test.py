"""Runs the recipe for Slurm (checker/ci/fleet.sbatch) with a real Slurm of one node."""
import glob
import os
import shutil
import sys
import tempfile
import time
import unittest

from fleet_case import DOMCHECK, FORMATS, TESTDATA, lines, make_guests, make_hosts
from fleet_case import copy, read, run, write
from private_slurm import PrivateSlurm

SCRIPT = os.path.abspath("checker/ci/fleet.sbatch")
TASKS = 4


class SlurmTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.slurm = cls.enterClassContext(PrivateSlurm())

    def setUp(self):
        self.folder = tempfile.mkdtemp(dir=os.environ.get("TEST_TMPDIR"))
        self.addCleanup(shutil.rmtree, self.folder, True)
        os.environ["PATH"] = os.path.dirname(DOMCHECK) + ":" + os.environ["PATH"]

    def submit(self, *arguments):
        """Returns the job's number."""
        return self.slurm.command("sbatch", "--parsable", *arguments, cwd=self.folder).strip()

    def exit_statuses(self, job, tasks=TASKS):
        """Returns the states of the tasks, once all have ended."""
        deadline = time.monotonic() + 120
        while True:
            told = self.slurm.command("squeue", "-h", "-a", "-r", "-t", "all", "-j", job, "-o",
                                      "%K %T %i").splitlines()
            states = [line.split()[1] for line in told]
            if len(states) == tasks and set(states) <= {"COMPLETED", "FAILED"}:
                break
            if time.monotonic() > deadline:
                self.fail(f"{told}{self.slurm.log()}")
            time.sleep(0.2)
        shown = self.slurm.command("scontrol", "-o", "show", "job", job)
        return sorted(int(line.split("ExitCode=")[1].split(":")[0]) for line in shown.splitlines())

    def reports(self):
        return sorted(glob.glob(self.folder + "/shard-*.jsonl"))

    def merge(self, *arguments):
        return run("merge", *self.reports(), *arguments, cwd=self.folder)

    def test_the_array_tells_what_one_machine_tells(self):
        make_hosts(self.folder + "/hosts")
        make_guests(self.folder + "/fleet")
        job = self.submit(SCRIPT, "hosts", "fleet")
        statuses = self.exit_statuses(job)
        self.assertEqual(set(statuses) - {0, 2}, set(), self.slurm.log())  # some are not guests
        self.assertIn(2, statuses)
        reports = self.reports()
        self.assertEqual([os.path.basename(path) for path in reports],
                         [f"shard-{task}.jsonl" for task in range(TASKS)])
        for number, path in enumerate(reports, 1):
            head, guests, _ = lines(read(path))
            self.assertEqual(head["shard"], f"{number}/{TASKS}")
            self.assertGreater(len(guests), 20)
            with open(path[:-len("jsonl")] + "log", "rb") as log:
                self.assertIn(f"this is shard {number}/{TASKS}".encode(), log.read())
        for name in FORMATS:
            whole = run("fleet", "--hosts", "hosts", "fleet", "--format", name, cwd=self.folder)
            self.assertEqual(self.merge("--format", name)[:2], whole[:2], name)

    def test_one_task_is_done_again(self):
        for name in ("graphics-type", "disk-bus"):
            copy(f"{TESTDATA}/rules/{name}/caps.xml", f"{self.folder}/hosts/{name}.xml")
        for number in range(40):
            write(f"{self.folder}/fleet/{number}.xml", read(TESTDATA + "/guests/web-server.xml")
                  .replace(b"<name>", b"<name>%d-" % number))
        job = self.submit("--array=1-4", SCRIPT, "hosts", "fleet")  # counted from 1
        self.assertEqual(self.exit_statuses(job), [0] * TASKS)
        whole = run("fleet", "--hosts", "hosts", "fleet", "--format", "html", cwd=self.folder)
        self.assertEqual(self.merge("--format", "html"), whole)

        lost = self.reports()[2]
        os.remove(lost)
        status, _, err = self.merge()
        self.assertEqual(status, 2)
        self.assertIn("it is of 4 shards, of which 3/4 is missing", err)
        self.slurm.command("scontrol", "requeue", f"{job}_3")
        self.assertEqual(self.exit_statuses(job), [0] * TASKS)
        self.assertEqual(self.merge("--format", "html"), whole)

        # A new array of only that task checks all guests, and merge refuses the result as that
        # task's part.
        os.remove(lost)
        self.assertEqual(self.exit_statuses(self.submit("--array=3", SCRIPT, "hosts", "fleet"), 1),
                         [0])
        status, out, err = self.merge()
        self.assertEqual((status, out), (2, b""))
        self.assertIn("shard-3.jsonl:1:1: error: it is of 1 shard, but ", err)


if __name__ == "__main__":
    sys.exit(unittest.main())
