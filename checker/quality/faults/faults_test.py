"""Tests domcheck when things around it fail: files, disks, pipes, memory, locales, names.

faults_test.py DOMCHECK TESTDATA. Each fault has its message and its exit status, and the other
guests are still reported. strace injects the errors that a test cannot make otherwise.
"""

import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

NOBODY = 65534
GUEST = "<domain type='kvm'><devices><disk><target dev='vda' bus='%s'/></disk></devices></domain>\n"
GOOD, WRONG = GUEST % "virtio", GUEST % "floppy"


class FaultsTest(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.TemporaryDirectory()
        self.addCleanup(self.place.cleanup)
        self.folder = pathlib.Path(self.place.name)
        os.chmod(self.folder, 0o755)
        shutil.copy(HOST, self.folder / "host.xml")
        self.write("good.xml", GOOD)
        self.write("wrong.xml", WRONG)

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")

    def run_domcheck(self, *arguments, before=(), program=None, **more):
        more = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL,
                "timeout": 120, **more}
        command = [*before, program or DOMCHECK, *arguments]
        return subprocess.run(command, cwd=self.folder, check=False, **more)

    def check(self, *guests, before=(), options=(), **more):
        """Returns the exit status, and per guest the verdict, the first rule and its message."""
        run = self.run_domcheck("check", "--caps", "host.xml", "--format", "jsonl", *options,
                                *guests, before=before, **more)
        results = {}
        for line in run.stdout.decode().splitlines():
            result = json.loads(line)
            if "findings" in result:
                first = result["findings"][0] if result["findings"] else {}
                results[result["domain"]] = (
                    result["verdict"], first.get("rule"), first.get("message", ""))
        return run.returncode, results, run.stderr.decode(errors="backslashreplace")

    def assert_others_were_checked(self, results):
        self.assertEqual(results["good.xml"][0], "compatible")
        self.assertEqual(results["wrong.xml"][:2], ("incompatible", "disk-bus"))

    def assert_unreadable(self, name, why, **more):
        status, results, _ = self.check("good.xml", name, "wrong.xml", **more)
        self.assertEqual(status, 2, name)
        self.assertEqual(results[name][0], "invalid", name)
        self.assertIn(why, results[name][2], name)
        self.assert_others_were_checked(results)

    def strace(self, name, *injections):
        """Runs with faults at the system calls that touch that file, and at no others."""
        return ["strace", "--follow-forks", "--quiet=all", "--output=/dev/null", "-P", name,
                *("--inject=" + injection for injection in injections)]

    def test_files_that_cannot_be_read(self):
        os.symlink("loop.xml", self.folder / "loop.xml")
        os.symlink("nowhere.xml", self.folder / "dangling.xml")
        self.write("empty.xml", "")
        self.write("secret.xml", GOOD)
        os.chmod(self.folder / "secret.xml", 0)
        self.assert_unreadable("loop.xml", "symbolic links")
        self.assert_unreadable("dangling.xml", "no such file")
        self.assert_unreadable("missing.xml", "no such file")
        self.assert_unreadable("good.xml/guest.xml", "Not a directory")
        self.assert_unreadable("empty.xml", "empty")
        self.assert_unreadable("/dev/null", "empty")
        self.assert_unreadable("/proc/self/mem", "Input/output error")
        self.assert_unreadable("x" * 300 + ".xml", "name too long")
        if os.getuid() == 0:  # root may read everything
            copy = shutil.copy(DOMCHECK, self.folder)
            os.chmod(copy, 0o755)
            self.assert_unreadable("secret.xml", "Permission denied", program=copy, user=NOBODY,
                                   group=NOBODY, extra_groups=[])
        else:
            self.assert_unreadable("secret.xml", "Permission denied")

    def test_what_never_ends(self):
        self.assert_unreadable("/dev/zero", "16777216 bytes")
        os.mkfifo(self.folder / "pipe.xml")
        begin = time.monotonic()
        status, results, errors = self.check(
            "good.xml", "wrong.xml", "pipe.xml", options=("--timeout", "2", "--jobs", "2"))
        self.assertLess(time.monotonic() - begin, 60)
        self.assertEqual(status, 2)
        self.assertEqual(results["pipe.xml"][:2], ("invalid", "unreadable"), errors)
        self.assertIn("--timeout", results["pipe.xml"][2])
        self.assert_others_were_checked(results)

    def test_what_a_folder_holds_beside_files(self):
        nested = self.folder / "guests"
        nested.mkdir()
        for name in ("good.xml", "wrong.xml"):
            shutil.copy(self.folder / name, nested / name)
        os.symlink("..", nested / "up")
        os.symlink(".", nested / "self.xml")
        (nested / "folder.xml").mkdir()
        os.mkfifo(nested / "pipe.xml")
        status, results, errors = self.check("guests")
        self.assertEqual(sorted(results), ["guests/good.xml", "guests/wrong.xml"])
        self.assertEqual(status, 1, errors)

    def test_reads_that_are_short_or_interrupted(self):
        whole = self.check("wrong.xml")
        os.mkfifo(self.folder / "slow.xml")

        def feed():
            with open(self.folder / "slow.xml", "wb", buffering=0) as pipe:
                for byte in WRONG.encode():
                    pipe.write(bytes([byte]))
        feeder = threading.Thread(target=feed)
        feeder.start()
        _, results, _ = self.check("slow.xml")
        feeder.join()
        self.assertEqual(results["slow.xml"], whole[1]["wrong.xml"])
        for fault in ("read:error=EINTR:when=1..3", "openat:error=EINTR:when=1"):
            interrupted = self.check("wrong.xml", before=self.strace("wrong.xml", fault))
            self.assertEqual(interrupted, whole, fault)
        self.write("other.xml", GOOD)
        self.assert_unreadable("other.xml", "Input/output error",
                               before=self.strace("other.xml", "read:error=EIO"))
        self.assert_unreadable("other.xml", "no such file",  # gone since it was listed
                               before=self.strace("other.xml", "openat:error=ENOENT"))
        self.assert_unreadable("other.xml", "Too many open files",
                               before=self.strace("other.xml", "openat:error=EMFILE"))

    def test_a_file_that_changes_while_it_is_read(self):
        changing = self.folder / "changing.xml"
        large = WRONG.replace("<devices>", "<devices>" + "<disk/>" * 20000)
        changing.write_text(large)
        stops = threading.Event()

        def change():
            while not stops.is_set():
                with open(changing, "r+") as file:
                    file.truncate(random.randrange(len(large)))
                    file.seek(0)
                    file.write(large)
                    file.truncate()
        changer = threading.Thread(target=change)
        changer.start()
        try:
            for _ in range(30):
                status, results, _ = self.check("good.xml", "changing.xml", "wrong.xml")
                self.assertIn(status, (1, 2))
                self.assertIn(results["changing.xml"][1], ("disk-bus", "xml-syntax", "disk"))
                self.assert_others_were_checked(results)
        finally:
            stops.set()
            changer.join()

    def test_a_disk_that_is_full(self):
        with open("/dev/full", "w") as full:
            run = self.run_domcheck("check", "--caps", "host.xml", "wrong.xml", stdout=full)
        self.assertEqual(run.returncode, 3)
        self.assertIn(b"No space left on device", run.stderr)
        # The other report is complete.
        for arguments in (["check", "--output", "json=/dev/full"],
                          ["check", "--write-baseline", "/dev/full"],
                          ["check", "--output", "sarif=/dev/full", "--output", "jsonl=other"]):
            run = self.run_domcheck(*arguments, "--caps", "host.xml", "wrong.xml", "good.xml")
            self.assertEqual(run.returncode, 3, arguments)
            self.assertIn(b"/dev/full: error: ", run.stderr, arguments)
            self.assertIn(b"No space left on device", run.stderr, arguments)
            self.assertIn(b"2 guests: 1 compatible, 1 incompatible", run.stdout, arguments)
        self.assertEqual(len((self.folder / "other").read_text().splitlines()), 2)

    def test_a_disk_that_fills_up_while_a_guest_is_fixed(self):
        misspelt = GUEST % "virtoi"
        self.write("wrong.xml", misspelt)
        for call in ("write", "fsync", "rename", "fchmod"):
            run = self.run_domcheck(
                "fix", "--unsafe", "--caps", "host.xml", "wrong.xml",
                before=["strace", "--follow-forks", "--quiet=all", "--output=/dev/null",
                        "--inject=%s:error=ENOSPC:when=1" % call])
            self.assertIn(run.returncode, (2, 3), call)
            self.assertIn(b"No space left on device", run.stderr, call)
            self.assertEqual((self.folder / "wrong.xml").read_text(), misspelt, call)
            self.assertEqual(sorted(os.listdir(self.folder)),
                             ["good.xml", "host.xml", "wrong.xml"], call)

    def test_a_reader_that_goes_away(self):
        self.write("list", "wrong.xml\n" * 5000)
        command = [DOMCHECK, "check", "--caps", "host.xml", "--files-from", "list"]
        with subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE) as run:
            run.stdout.read(100)
            run.stdout.close()
            errors = run.stderr.read()
            self.assertIn(run.wait(60), (3, -signal.SIGPIPE))
        self.assertNotIn(b"fault", errors)

    def test_locales(self):
        self.write("gruß.xml", WRONG.replace("floppy", "gruß"))
        arguments = ("check", "--caps", "host.xml", "gruß.xml")
        plain = self.run_domcheck(*arguments, env={"LC_ALL": "C.UTF-8"})
        self.assertIn("gruß", plain.stdout.decode())
        for locale in ("C", "POSIX", "de_DE.ISO-8859-1", "tr_TR.UTF-8", "no such locale", ""):
            run = self.run_domcheck(*arguments, env={"LC_ALL": locale, "LANG": locale})
            self.assertEqual((run.returncode, run.stdout, run.stderr),
                             (plain.returncode, plain.stdout, plain.stderr), locale)

    def test_names_of_files(self):
        names = [b"new\nline.xml", b"escape\x1b[31m.xml", b"no utf-8 \xff\xfe.xml", b"-dash.xml",
                 b" .xml",
                 "bidi \u202egpj.xml".encode(), "\U0001F600.xml".encode(), b"quote'\"&<>.xml",
                 b"percent%s%n.xml", b"::error::.xml", b"tab\there.xml"]
        for name in names:
            with open(os.fsencode(self.folder) + b"/" + name, "w") as file:
                file.write(WRONG)
        run = self.run_domcheck("check", "--caps", "host.xml", ".")
        self.assertEqual(run.returncode, 1, run.stderr)
        self.assertIn(b"%d guests" % (len(names) + 2), run.stdout)
        for raw in (b"\x1b", b"\xff", "\u202e".encode(), b"\t"):
            self.assertNotIn(raw, run.stdout.replace(b"\n", b""))
        self.assertEqual(run.stdout.count(b"[disk-bus]"), len(names) + 1)
        run = self.run_domcheck("check", "--caps", "host.xml", "--format", "json", "--", *names)
        self.assertEqual(run.returncode, 1)
        self.assertEqual(len(json.loads(run.stdout.decode())["guests"]), len(names))
        # Lists in the form in which find prints them.
        listed = b"\0".join(names) + b"\0"
        run = self.run_domcheck("check", "--caps", "host.xml", "--files-from", "-", input=listed,
                                stdin=None)
        self.assertIn(b"%d guests" % len(names), run.stdout)


if __name__ == "__main__":
    DOMCHECK, TESTDATA = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:3])
    HOST = os.path.join(TESTDATA, "hosts/debian-12/x86_64-kvm-q35.xml")
    unittest.main(argv=sys.argv[:1])
