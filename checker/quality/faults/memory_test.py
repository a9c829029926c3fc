"""Tests that too little memory is an error of the guest that needed it, and that valgrind finds no
leak and no wrong access in a run of each command.

memory_test.py DOMCHECK TESTDATA. bench/long_run.py and bench/editing.py have the long runs.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import editor

EDITS = 300
VALGRIND_SAYS_NO = 99


class MemoryTest(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.TemporaryDirectory()
        self.addCleanup(self.place.cleanup)
        self.folder = pathlib.Path(self.place.name)
        shutil.copytree(os.path.join(TESTDATA, "guests"), self.folder / "guests")
        shutil.copytree(os.path.join(TESTDATA, "hosts/debian-12"), self.folder / "hosts")
        broken = "<domain type='kvm'><devices><disk></domain>"
        (self.folder / "guests/broken.xml").write_text(broken)
        (self.folder / "guests/large.xml").unlink(missing_ok=True)

    def assert_clean(self, *arguments, stdin=b"", statuses=(0, 1, 2)):
        run = subprocess.run(
            # Pointers into Xerces' tables, which live as long as the program: possibly lost.
            ["valgrind", "--quiet", "--leak-check=full", "--show-leak-kinds=definite,indirect",
             "--errors-for-leak-kinds=definite,indirect",
             "--error-exitcode=%d" % VALGRIND_SAYS_NO, DOMCHECK, *arguments],
            cwd=self.folder, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            check=False)
        self.assertIn(run.returncode, statuses, (arguments, run.stderr[-3000:].decode()))
        return run.stdout

    def test_too_little_memory(self):
        wrong = "<disk><target dev='sda' bus='floppy'/></disk>"
        for name, disks in (("good", ""), ("large", wrong * 2000), ("wrong", wrong)):
            (self.folder / (name + ".xml")).write_text(
                "<domain type='kvm'><vcpu>1</vcpu><devices>%s</devices></domain>" % disks)
        reports = 0
        # With less than the program's own size, the kernel does not start it.
        for megabytes in (*range(os.path.getsize(DOMCHECK) >> 20, 32), 100, 400):
            jobs = "8" if megabytes % 4 == 0 else "1"
            run = subprocess.run(
                ["prlimit", "--as=%d" % (megabytes << 20), DOMCHECK, "check", "--caps",
                 "hosts/x86_64-kvm-q35.xml", "--jobs", jobs, "good.xml", "large.xml", "wrong.xml"],
                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, check=False)
            if b"error while loading shared libraries" in run.stderr:
                continue
            self.assertIn(run.returncode, (1, 2, 3), (megabytes, run.stderr[-500:]))
            if run.returncode != 1:
                reports += 1
                self.assertIn(b"not enough memory", run.stdout + run.stderr)
            if run.returncode == 2:  # the others were checked
                self.assertIn(b"wrong.xml:1:", run.stdout)
        self.assertGreater(reports, 0)
        self.assertEqual(run.returncode, 1)

    def test_check(self):
        for name in ("text", "json", "sarif", "junit"):
            self.assert_clean("check", "--caps", "hosts", "--unknown", "--format", name, "guests")

    def test_commands_over_hosts(self):
        self.assert_clean("fleet", "--hosts", "hosts", "--format", "html", "guests")
        self.assert_clean("fleet", "--hosts", "hosts", "--place", "guests")
        names = sorted(os.listdir(self.folder / "hosts"))
        first, second = (os.path.join("hosts", name) for name in names[:2])
        self.assert_clean("diff", first, second, "guests")
        self.assert_clean("common", first, first)
        self.assert_clean("caps", "hosts")
        self.assert_clean("explain", "--all")

    def test_fix(self):
        self.assert_clean("fix", "--unsafe", "--caps", "hosts", "guests")

    def test_the_language_server(self):
        uri = (self.folder / "guests/database.xml").as_uri()
        text = (self.folder / "guests/database.xml").read_text()
        document = {"uri": uri, "version": 1}
        messages = [
            {"method": "textDocument/didOpen",
             "params": {"textDocument": {**document, "languageId": "xml", "text": text}}}]
        for number in range(EDITS):
            line = number % text.count("\n")
            place = {"line": line, "character": number % 7}
            change = {"range": {"start": place, "end": place}, "text": "x" * (number % 3)}
            messages.append({"method": "textDocument/didChange", "params": {
                "textDocument": {**document, "version": number + 2}, "contentChanges": [change]}})
            if number % 10 == 0:
                for kind in ("hover", "completion"):
                    messages.append({
                        "id": "%s%d" % (kind, number), "method": "textDocument/" + kind,
                        "params": {"textDocument": document, "position": place}})
        stdin = editor.frames(self.folder, messages)
        out = self.assert_clean("lsp", "--caps", "hosts", stdin=stdin, statuses=(0,))
        self.assertIn(b"publishDiagnostics", out)


if __name__ == "__main__":
    DOMCHECK, TESTDATA = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:3])
    unittest.main(argv=sys.argv[:1])
