"""Common parts of the tests of domcheck fetch: a libvirtd, a stored host, ways to run commands."""
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from private_libvirtd import PrivateLibvirtd, without_memory

DOMCHECK = os.path.abspath(sys.argv[1])
OLD, NEW = ("--machine", "pc"), ("--machine", "q35")
ALL = ("--arch", "x86_64", "--virttype", "qemu")
GUEST = """<domain type='qemu'>
  <name>g</name>
  <memory>65536</memory>
  <os><type arch='x86_64' machine='q35'>hvm</type></os>
  <devices><disk type='file'><source file='/g'/><target dev='vda' bus='virtio'/></disk></devices>
</domain>
"""
NOWHERE = "qemu+unix:///system?socket=/run/nowhere"


def tree(folder):
    """Returns the mode and content of everything in a folder, by path."""
    found = {}
    for path in glob.glob("**", root_dir=folder, recursive=True, include_hidden=True):
        whole = os.path.join(folder, path)
        content = None
        if os.path.islink(whole):
            content = os.readlink(whole)
        elif os.path.isfile(whole):
            with open(whole, "rb") as file:
                content = file.read()
        found[path] = (os.lstat(whole).st_mode, content)
    return found


def read_index(folder):
    with open(f"{folder}/index.json", encoding="utf-8") as index:
        return json.load(index)


def machines(folder):
    return {document["machine"] for document in read_index(folder)["documents"]}


def fetch_command(*arguments, out="host", uri="qemu:///system"):
    return [DOMCHECK, "fetch", "--connect", uri, "--out", out, *arguments]


def run(command, **options):
    """Runs a command and waits for it; captures its output as text."""
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def start(command, **options):
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )


def finish(process):
    """Waits for a process of start(); returns what run() does."""
    out, err = process.communicate(timeout=60)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


class FetchCase(unittest.TestCase):
    """Gives each test its own working folder, with the host folder "host" in it.

    libvirtd is started once for all tests and ends with the namespace.
    """

    libvirtd = None

    @classmethod
    def setUpClass(cls):
        if FetchCase.libvirtd is not None:
            return
        FetchCase.root = tempfile.mkdtemp(dir="/run")
        os.chmod(cls.root, 0o755)
        FetchCase.libvirtd = PrivateLibvirtd(cls.root)
        cls.libvirtd.start()
        FetchCase.guest = f"{cls.root}/guest.xml"
        with open(cls.guest, "w", encoding="utf-8") as guest:
            guest.write(GUEST)
        FetchCase.stored = {}
        for machine in (OLD, NEW):
            folder = cls.stored[machine] = f"{cls.root}/{machine[1]}"
            subprocess.run(fetch_command(*ALL, *machine, out=folder), check=True)

    def setUp(self):
        self.folder = tempfile.mkdtemp(dir=self.root)
        os.chmod(self.folder, 0o755)
        os.chdir(self.folder)
        self.put_old_host("host")
        self.before = tree(self.folder)

    def put_old_host(self, folder):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.stored[OLD], folder)

    def assert_refused(self, process, status, message):
        """Checks that the process printed one line, failed, and changed nothing."""
        self.assertEqual(process.returncode, status, process.stderr)
        self.assertEqual(process.stderr.count("\n"), 1, process.stderr)
        self.assertIn(message, process.stderr)
        self.assertEqual(tree(self.folder), self.before)

    def assert_fetched(self, process, folder="host"):
        self.assertEqual((process.returncode, process.stderr), (0, ""))
        self.assert_new_host(folder)

    def assert_new_host(self, folder="host"):
        """Checks that the folder is complete and that of NEW."""
        self.assertEqual(self.contents(folder), self.contents(self.stored[NEW]))

    @staticmethod
    def contents(folder):
        """Returns the content without the time, the host's UUID, which each libvirtd invents, and its
        memory."""
        found = {path: content for path, (_, content) in tree(folder).items()}
        index = json.loads(found["index.json"])
        del index["fetched"], index["uri"]
        capabilities = re.sub(b"<uuid>.*</uuid>", b"", without_memory(found["capabilities.xml"]))
        return {**found, "index.json": index, "capabilities.xml": capabilities}
