"""Tests domcheck fetch with failing file systems, signals and other writers:
in_namespace.sh fetch_write_faults_test.py DOMCHECK.

strace injects the errors of system calls, and signals at a given call.
"""
import collections
import contextlib
import datetime
import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
import unittest

from fetch_case import ALL, DOMCHECK, NEW, NOWHERE, OLD, FetchCase
from fetch_case import fetch_command, finish, machines, read_index, run, start, tree
from libvirt_proxy import LibvirtProxy


def read_text(path):
    """Returns the file's text, or "" if the file does not exist."""
    with contextlib.suppress(FileNotFoundError), open(path, encoding="utf-8") as file:
        return file.read()
    return ""


class WriteFaultsTest(FetchCase):
    """Faults while the folder is written."""

    def test_names_that_cannot_be(self):
        os.mkdir("mine")
        for path in ("file", "mine/diary"):
            with open(path, "w", encoding="utf-8") as file:
                file.write("dear")
        shutil.copytree("host", "annotated")
        shutil.copy("file", "annotated/README")
        os.symlink("nowhere", "dangling")
        os.mkdir("read-only")
        shutil.copytree("host", "read-only/host")
        subprocess.run(["mount", "--bind", "-o", "ro", "read-only", "read-only"], check=True)
        os.mkdir("mounted")
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "mounted"], check=True)
        self.before = tree(self.folder)
        lost = "which would be lost; move that away, or choose another folder\n"
        read_only = f"in {self.folder}/read-only: Read-only file system\n"
        for out, message in {
            "file": "is a file, not a folder; choose another name\n",
            "file/host": "cannot be reached: Not a directory\n",
            "mine": f"is there already, with 'diary' in it, {lost}",
            "annotated": f"is there already, with 'README' in it, {lost}",
            "dangling": "is a symbolic link to what is not there; remove it\n",
            "/": "is there already, with '",
            "read-only/host": f"cannot be replaced {read_only}",
            "read-only/new": f"cannot be made {read_only}",
            "read-only/new/host": f"cannot be made {read_only}",
            "mounted": "is where a file system is mounted, which cannot be replaced; "
            "choose a folder in it\n",
        }.items():
            with self.subTest(out):
                # Reported before the connection to libvirt.
                self.assert_refused(
                    run(fetch_command(out=out, uri=NOWHERE)), 3, f"{out}: error: {message}"
                )
        anybody = ["setpriv", "--reuid=65534", "--clear-groups", *fetch_command(uri=NOWHERE)]
        denied = f"host: error: cannot be replaced in {self.folder}: Permission denied\n"
        self.assert_refused(run(anybody), 3, denied)
        os.chmod(".", 0o777)
        self.assert_refused(run(anybody), 3, "host: error: cannot be replaced: Permission denied\n")
        os.chdir("host")
        for out in (".", "../host/", self.folder + "/host"):
            with self.subTest(out):
                self.assert_refused(
                    run(fetch_command(out=out, uri=NOWHERE)),
                    3,
                    f"{out}: error: is the working folder, which cannot be replaced",
                )
        no_name = run(fetch_command(out="", uri=NOWHERE))
        self.assertEqual(no_name.returncode, 2)
        self.assertIn("no folder given: name it with --out DIR\n", no_name.stderr)
        self.assertEqual(tree(self.folder), self.before)
        for mount in ("read-only", "mounted"):
            subprocess.run(["umount", f"{self.folder}/{mount}"], check=True)

    def test_names_that_can_be(self):
        os.symlink("host", "link")
        self.assert_fetched(run(fetch_command(*ALL, *NEW, out="link")))
        self.assertEqual(os.readlink("link"), "host")
        os.mkdir("empty")
        for out in (
            *("empty/", "new", "above/it/host//", "host/", f"{self.folder}/whole", "./dot/."),
            *("/var/lib/domcheck/host",) * 2,  # the hook's default, here on an overlay
        ):
            with self.subTest(out):
                self.assert_fetched(run(fetch_command(*ALL, *NEW, out=out)), out)
        self.assertEqual(os.listdir("/var/lib/domcheck"), ["host"])
        self.assertEqual(
            sorted(os.listdir(".")), ["above", "dot", "empty", "host", "link", "new", "whole"]
        )

    def test_disk_is_full(self):
        # Room for the old folder and a new one of as many documents, but not for one of all.
        size = 3 * sum(-os.path.getsize(os.path.join("host", name)) // 4096 * -4096
                       for name in os.listdir("host"))
        for limit in (f"size={size}", "nr_inodes=12"):
            with self.subTest(limit):
                os.mkdir("small")
                subprocess.run(["mount", "-t", "tmpfs", "-o", limit, "tmpfs", "small"], check=True)
                shutil.copytree("host", "small/host")
                self.before = tree(self.folder)
                message = "small/host: error: cannot be written: No space left on device\n"
                self.assert_refused(run(fetch_command(*ALL, out="small/host")), 3, message)
                self.assert_fetched(run(fetch_command(*ALL, *NEW, out="small/host")), "small/host")
                self.assertEqual(os.listdir("small"), ["host"])
                subprocess.run(["umount", "small"], check=True)
                os.rmdir("small")
        with open("/dev/full", "w", encoding="utf-8") as full:
            command = fetch_command(*ALL, *NEW)
            fetch = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(fetch.returncode, 3)
        self.assertIn(b"the output cannot be written: No space left", fetch.stderr)
        self.assert_new_host()

    def test_system_refuses(self):
        for inject, message in {
            "mkdir:error=EACCES": "cannot be written: Permission denied\n",
            "fsync:error=EIO": "cannot be written: Input/output error\n",
            "fsync:error=EIO:when=4": "cannot be written: Input/output error\n",  # the folder's
            "rename:error=EBUSY": "cannot be replaced: Device or resource busy\n",
            "renameat2:error=EINVAL": "cannot be replaced in one step on its file system: "
            "Invalid argument; remove it and try again, or choose one elsewhere\n",
        }.items():
            with self.subTest(inject):
                under = ("strace", "-o", "/dev/null", "-e", f"inject={inject}")
                fetch = run([*under, *fetch_command(*ALL, *NEW)])
                self.assert_refused(fetch, 3, f"host: error: {message}")
        # A folder can be written on a file system without locks.
        under = ("strace", "-o", "/dev/null", "-e", "inject=flock:error=ENOLCK")
        self.assert_fetched(run([*under, *fetch_command(*ALL, *NEW)]))
        self.assertEqual(os.listdir("."), ["host"])

    def test_modes_and_time(self):
        for umask, folder_mode, file_mode in ((0o22, 0o755, 0o644), (0o77, 0o700, 0o600)):
            out = f"host-{umask}"
            self.assert_fetched(run(fetch_command(*ALL, *NEW, out=out), umask=umask), out)
            self.assertEqual(stat.S_IMODE(os.stat(out).st_mode), folder_mode)
            for name in os.listdir(out):
                self.assertEqual(stat.S_IMODE(os.stat(f"{out}/{name}").st_mode), file_mode)
        # The stored time is that of the first request, so that a later change of the host is newer.
        with LibvirtProxy(f"{self.root}/proxy", hold_after=0) as proxy:
            fetch = start(fetch_command(*ALL, *NEW, uri=proxy.uri))
            proxy.wait_until_held()
            asked = int(time.time())
            while int(time.time()) == asked:
                time.sleep(0.01)
            proxy.release()
            self.assertEqual(finish(fetch).returncode, 0)
        fetched = datetime.datetime.fromisoformat(read_index("host")["fetched"]).timestamp()
        self.assertLessEqual(fetched, asked)
        self.assertGreater(fetched, asked - 60)

    def test_all_reaches_the_disk_before_it_is_seen(self):
        steps = []
        for line in self.trace("-y", "-e", "trace=mkdir,openat,fsync,rename,renameat2,unlinkat"):
            if made := re.match(r'mkdir\(".*/(\.domcheck-folder-[^"]+)"', line):
                steps.append(("made", made[1]))
            elif made := re.match(r'openat\(.*, "([^"/]+)", .*O_CREAT', line):
                steps.append(("made", made[1]))
            elif synced := re.match(r"fsync\(\d+<(?:.*/)?([^/>]+)>\) += 0", line):
                steps.append(("synced", synced[1]))
            elif re.match(r"renameat2\(.* = 0", line):
                steps.append(("seen", ""))
            elif removed := re.match(r'unlinkat\(.*, "([^"/]+)"', line):
                steps.append(("removed", removed[1]))
        made = [name for step, name in steps if step == "made"]
        self.assertEqual(sorted(made[1:]), sorted(os.listdir("host")))
        seen = steps.index(("seen", ""))
        for name in made:
            self.assertIn(("synced", name), steps[:seen])
        above = steps.index(("synced", os.path.basename(self.folder)))
        self.assertGreater(above, seen)
        self.assertGreater(steps.index(("removed", "index.json")), above)

    def trace(self, *options):
        """Returns the main thread's system calls in a fetch of NEW, one per line."""
        log = f"{self.root}/strace.log"
        self.assert_fetched(run(["strace", *options, "-o", log, *fetch_command(*ALL, *NEW)]))
        return read_text(log).splitlines()

    def moments(self):
        """Returns name and number of each system call that writes the folder, in order."""
        calls = "mkdir,openat,flock,fchmod,write,fsync,close,rename,renameat2,unlinkat,rmdir"
        moments, counts, is_writing = [], collections.Counter(), False
        for line in self.trace("-e", f"trace={calls}"):
            call = line.partition("(")[0]
            counts[call] += 1
            is_writing = is_writing or (call == "mkdir" and ".domcheck-folder-" in line)
            if is_writing:
                moments.append((call, counts[call]))
            if call == "rmdir":
                break
        self.assertEqual({call for call, _ in moments}, set(calls.split(",")))
        self.put_old_host("host")
        return moments

    def test_signals_while_it_is_written(self):
        moments = self.moments()
        for end in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            # SIGKILL differs at each call; the other signals are only noted.
            for call, when in moments if end == signal.SIGKILL else moments[:: len(moments) // 8]:
                with self.subTest(f"{end.name} at {call} {when}"):
                    self.put_old_host("host")
                    inject = f"inject={call}:signal={end.name}:when={when}"
                    fetch = run(
                        ["strace", "-o", "/dev/null", "-e", inject, *fetch_command(*ALL, *NEW)]
                    )
                    self.assertEqual(fetch.returncode, -end)
                    if tree("host") != tree(self.stored[OLD]):
                        self.assert_new_host()
                    # The next fetch removes the folder of a killed one before it creates its own.
                    left = set(os.listdir(".")) - {"host"}
                    self.assertLessEqual(len(left), 1 if end == signal.SIGKILL else 0)
        self.assert_fetched(run(fetch_command(*ALL, *NEW)))
        self.assertEqual(os.listdir("."), ["host"])

    def test_two_writers(self):
        moments = self.moments()
        seen = [call for call, _ in moments].index("renameat2")
        for place, (call, when) in enumerate(moments):
            if call in ("write", "close"):
                continue
            with self.subTest(f"{call} {when}"):
                with self.stopped(call, when, fetch_command(*ALL, *NEW)) as first:
                    second = run(fetch_command(*ALL, *OLD))
                    self.assertEqual((second.returncode, second.stderr), (0, ""))
                    self.assertEqual(machines("host"), machines(self.stored[OLD]))
                self.assertEqual(finish(first).returncode, 0)
                if place < seen:
                    self.assert_new_host()
                else:
                    self.assertEqual(machines("host"), machines(self.stored[OLD]))
                self.assertEqual(os.listdir("."), ["host"])
                self.put_old_host("host")

    def test_reader_and_writer(self):
        host = f"{self.folder}/host"
        check = [DOMCHECK, "check", "--caps", host, "--format", "json", self.guest]
        # The folder is replaced after the reader has the first file and the list of the others.
        with self.stopped("openat", 1, check, "-P", f"{host}/capabilities.xml") as reader:
            self.assert_fetched(run(fetch_command(*ALL, *NEW)))
        read = finish(reader)
        afterwards = run(check)
        self.assertEqual(read.stderr, "")
        self.assertEqual((read.returncode, read.stdout), (0, afterwards.stdout))

    def test_many_writers_and_readers(self):
        writers = []
        for machine in (ALL, (*ALL, *NEW), ALL, (*ALL, *OLD), ALL):
            command = " ".join(fetch_command(*machine))
            writers.append(start(["bash", "-ec", f"for i in 1 2 3; do {command}; done"]))
        # Not every writer writes the document of the guest's machine.
        check = [DOMCHECK, "check", "--caps", "host", "--severity", "no-document=note", self.guest]
        while any(writer.poll() is None for writer in writers):
            read = run(check)
            self.assertEqual((read.returncode, read.stderr), (0, ""))
            self.assert_whole_in_one_opening()
        for writer in writers:
            written = finish(writer)
            self.assertEqual((written.returncode, written.stderr), (0, ""))
        self.assertEqual(os.listdir("."), ["host"])

    def assert_whole_in_one_opening(self):
        """Reads all files in the index; starts again if the folder was replaced meanwhile."""
        while True:
            folder = os.open("host", os.O_RDONLY)
            try:
                with os.fdopen(os.open("index.json", os.O_RDONLY, dir_fd=folder)) as index:
                    listed = {document["file"] for document in json.load(index)["documents"]}
                for name in ("capabilities.xml", *listed):
                    with os.fdopen(os.open(name, os.O_RDONLY, dir_fd=folder)) as document:
                        self.assertRegex(document.read(), r"</[a-zA-Z]+>\n$")
                return
            except FileNotFoundError:
                self.assertFalse(os.path.samestat(os.fstat(folder), os.stat("host")))
            finally:
                os.close(folder)

    @contextlib.contextmanager
    def stopped(self, call, when, command, *options):
        """Stops the command after that call of its main thread, and resumes it at the end."""
        log = f"{self.root}/stopped.log"
        with contextlib.suppress(FileNotFoundError):
            os.unlink(log)
        inject = f"inject={call}:signal=SIGSTOP:when={when}"
        process = start(["strace", "-o", log, "-e", inject, *options, *command])
        deadline = time.monotonic() + 60
        while "--- stopped by SIGSTOP" not in read_text(log):
            if process.poll() is not None or time.monotonic() > deadline:
                raise TimeoutError(f"it was not stopped: {finish(process)}")
            time.sleep(0.01)
        try:
            yield process
        finally:
            child = read_text(f"/proc/{process.pid}/task/{process.pid}/children")
            os.kill(int(child), signal.SIGCONT)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
