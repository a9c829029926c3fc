"""Tests that domcheck opens the files that it was given, and nothing else.

system_calls_test.py DOMCHECK TESTDATA. strace watches runs over documents that try to have more
opened: domcheck opens no socket, starts no other program, reads only the named files and the
configuration beside them, and writes only what it was asked for.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import editor

# All the ways in which a document could make a reader open something.
LURES = """<?xml version="1.0"?>
<?xml-stylesheet type="text/xsl" href="file:///%(lure)s"?>
<?xml-model href="%(lure)s"?>
<domain type='kvm' xml:base="file:///%(lure)s/" xmlns:xi="http://www.w3.org/2001/XInclude"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xlink="http://www.w3.org/1999/xlink"
    xsi:schemaLocation="urn:lure http://192.0.2.1/lure.xsd urn:other %(lure)s"
    xsi:noNamespaceSchemaLocation="%(lure)s">
  <xi:include href="%(lure)s" parse="text"/><xi:include href="http://192.0.2.1/lure.xml"/>
  <os><loader type='pflash' readonly='yes'>%(lure)s</loader><nvram template='%(lure)s'/></os>
  <devices>
    <emulator>%(lure)s</emulator>
    <disk type='file' xlink:href="%(lure)s">
      <source file='%(lure)s' startupPolicy='optional'/><target dev='vda' bus='floppy'/>
    </disk>
    <disk type='network'><source protocol='http' name='lure'><host name='192.0.2.1'/></source>
      <target dev='vdb' bus='virtio'/></disk>
  </devices>
</domain>
"""
DOCTYPES = (
    '<!DOCTYPE domain SYSTEM "%(lure)s">',
    '<!DOCTYPE domain SYSTEM "http://192.0.2.1/lure.dtd">',
    '<!DOCTYPE domain PUBLIC "-//lure//" "file:///%(lure)s">',
    '<!DOCTYPE domain [<!ENTITY lure SYSTEM "%(lure)s">]>',
    '<!DOCTYPE domain [<!ENTITY %% lure SYSTEM "%(lure)s"> %%lure;]>',
    '<!DOCTYPE domain [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
)


class Calls:
    """The system calls of a run."""

    def __init__(self, folder, *arguments, stdin=b""):
        log = folder / "calls"
        run = subprocess.run(
            ["strace", "--follow-forks", "--quiet=all", "--output=" + str(log),
             "--string-limit=4096", "--trace=%file,%network,%process", DOMCHECK, *arguments],
            cwd=folder, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300,
            env={"PATH": "/usr/bin:/bin", "HOME": str(folder)}, check=False)
        self.status, self.out, self.errors = run.returncode, run.stdout, run.stderr
        lines = [re.sub(r"^\d+ +", "", line) for line in log.read_text().splitlines()]
        log.unlink()
        # Leaves out the program's start: the loader and its libraries.
        self.opened, self.written, self.programs, self.sockets = set(), set(), [], []
        for line in lines:
            call = line.split("(")[0]
            paths = re.findall(r'"((?:[^"\\]|\\.)*)"', line)
            if call in ("execve", "execveat", "fork", "vfork"):
                self.programs.append(line)
            elif call in ("socket", "connect", "bind", "sendto", "socketpair"):
                self.sockets.append(line)
            elif call in ("open", "openat", "creat", "openat2"):
                if "ENOENT" in line:
                    continue
                self.opened.add(paths[0])
                if re.search("O_(WRONLY|RDWR|CREAT|TRUNC|APPEND)", line):
                    self.written.add(paths[0])
            elif re.match("(unlink|rename|mkdir|link|symlink|chmod|fchmod|truncate)", call):
                self.written.update(paths)

    def opened_beyond_start(self):
        system = r"/(lib|lib64|usr/lib|etc/ld\.so\.|sys/devices/system/cpu|proc/self/)"
        return {path for path in self.opened if not re.match(system, path)}


class SystemCallsTest(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.TemporaryDirectory()
        self.addCleanup(self.place.cleanup)
        self.folder = pathlib.Path(self.place.name)
        self.lure = str(self.folder / "lure")
        pathlib.Path(self.lure).write_text("lured")
        shutil.copy(HOST, self.folder / "host.xml")
        (self.folder / "guest.xml").write_text(LURES % {"lure": self.lure})

    def assert_asks_for(self, calls, opened, written=()):
        self.assertIn(calls.status, (0, 1, 2), calls.errors)
        self.assertEqual(calls.programs[1:], [], "it runs another program")
        self.assertEqual(calls.sockets, [])
        self.assertEqual(calls.opened_beyond_start(), set(opened))
        self.assertEqual(calls.written, set(written))
        self.assertNotIn(b"lured", calls.out + calls.errors)

    def test_every_command_opens_what_it_was_given(self):
        check = ("check", "--caps", "host.xml")
        for arguments in (
                (*check, "guest.xml"), (*check, "guest.xml", "guest.xml", "--jobs", "4"),
                *((*check, "--format", name, "guest.xml")
                  for name in ("json", "sarif", "junit", "gitlab")),
                ("diff", "host.xml", "host.xml", "guest.xml"), ("common", "host.xml", "host.xml"),
                ("fix", "--diff", "--unsafe", "--caps", "host.xml", "guest.xml")):
            given = {argument for argument in arguments if argument.endswith(".xml")}
            self.assert_asks_for(Calls(self.folder, *arguments), given)
        self.assert_asks_for(Calls(self.folder, "caps", "host.xml"), {"host.xml"})
        for arguments in (
                ("explain", "--all"), ("--help",), ("--version",), ("caps", "@debian-12")):
            self.assert_asks_for(Calls(self.folder, *arguments), set())

    def test_a_folder_of_hosts(self):
        hosts = self.folder / "hosts"
        hosts.mkdir()
        shutil.copy(HOST, hosts / "kvm01.xml")
        calls = Calls(self.folder, "fleet", "--hosts", "hosts", "guest.xml", "--format", "html")
        self.assert_asks_for(calls, {"hosts", "hosts/kvm01.xml", "guest.xml"})

    def test_declarations_open_nothing(self):
        for number, doctype in enumerate(DOCTYPES):
            text = (LURES % {"lure": self.lure}).replace(
                "<domain", doctype % {"lure": self.lure} + "<domain", 1)
            (self.folder / "doctype.xml").write_text(text)
            calls = Calls(self.folder, "check", "--caps", "host.xml", "doctype.xml", "guest.xml")
            self.assert_asks_for(calls, {"host.xml", "doctype.xml", "guest.xml"})
            self.assertEqual(calls.status, 2, number)
            self.assertIn(b"document type declaration", calls.out, number)
            self.assertIn(b"guest.xml:", calls.out)
            capabilities = pathlib.Path(HOST).read_text().replace(
                "<domainCapabilities", doctype % {"lure": self.lure} + "<domainCapabilities", 1)
            (self.folder / "doctype.xml").write_text(capabilities)
            for arguments in (
                    ("check", "--caps", "doctype.xml", "guest.xml"), ("caps", "doctype.xml")):
                calls = Calls(self.folder, *arguments)
                self.assertEqual((calls.status, calls.sockets), (2, []))
                self.assertNotIn(self.lure, calls.opened)
                self.assertIn(b"document type declaration", calls.errors)

    def test_it_writes_what_was_asked_for(self):
        calls = Calls(
            self.folder, "check", "--caps", "host.xml", "--output", "json=report", "guest.xml")
        self.assertTrue((self.folder / "report").exists())
        self.assert_written_in_place(calls, "report")
        guest = self.folder / "guest.xml"
        guest.write_text(guest.read_text().replace("'floppy'", "'ide'"))
        calls = Calls(self.folder, "fix", "--unsafe", "--caps", "host.xml", "guest.xml")
        self.assertIn("bus='sata'", guest.read_text())
        self.assert_written_in_place(calls, "guest.xml")
        self.assertEqual(
            sorted(os.listdir(self.folder)), ["guest.xml", "host.xml", "lure", "report"])

    def assert_written_in_place(self, calls, name):
        """The file is written as another one, which then takes its name."""
        self.assertEqual((calls.programs[1:], calls.sockets), ([], []))
        self.assertTrue(calls.written)
        for path in calls.written:
            where = self.folder / path
            self.assertEqual(where.parent, self.folder, path)
            self.assertRegex(where.name, "^(%s|[.]domcheck-[0-9-]+)$" % re.escape(name))

    def test_the_language_server(self):
        uri = (self.folder / "guest.xml").as_uri()
        messages = [
            {"method": "textDocument/didOpen", "params": {"textDocument": {
                "uri": uri, "languageId": "xml", "version": 1,
                "text": LURES % {"lure": self.lure}}}}]
        stdin = editor.frames(self.folder, messages)
        calls = Calls(self.folder, "lsp", "--caps", "host.xml", stdin=stdin)
        self.assertEqual(calls.status, 0, calls.errors)
        self.assertIn(b"publishDiagnostics", calls.out)
        self.assertEqual((calls.programs[1:], calls.sockets, calls.written), ([], [], set()))
        hosts = {"host.xml", str(self.folder / "host.xml")}
        self.assertEqual(calls.opened_beyond_start() - hosts, set())


if __name__ == "__main__":
    DOMCHECK, TESTDATA = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:3])
    HOST = os.path.join(TESTDATA, "hosts/debian-12/x86_64-kvm-q35.xml")
    unittest.main(argv=sys.argv[:1])
