"""Runs `domcheck fix` on copies of the test guests and compares every byte."""
import codecs
import os
import pty
import re
import shutil
import stat
import subprocess
import tempfile
import unittest

DOMCHECK = os.path.abspath("checker/domcheck")
GUESTS = os.path.abspath("testdata/guests")

# A line that reports an edit: file:line:column: noun 'old' -> 'new' [rule]
EDIT = re.compile(r"^(.*):(\d+):(\d+): [^':]+ '([^']*)' -> '([^']*)' \[[a-z0-9-]+\]$")

HOST = """<domainCapabilities><domain>kvm</domain><arch>x86_64</arch><devices>
<disk supported='yes'><enum name='bus'>%s</enum></disk></devices></domainCapabilities>
"""
GUEST = """<domain type='kvm'>
  <name>g</name><os><type arch='x86_64' machine='q35'>hvm</type></os>
  <devices>
    <disk type='file' device='disk'>
      <target dev='a' bus='ide'/>
    </disk>
  </devices>
</domain>
"""
FIXED = GUEST.replace("ide", "sata")

ENCODINGS = {
    "utf-8": ("UTF-8", "utf-8", b""),
    "utf-8-mark": ("UTF-8", "utf-8", codecs.BOM_UTF8),
    "ascii": ("US-ASCII", "ascii", b""),
    "latin-1": ("ISO-8859-1", "latin-1", b""),
    "utf-16-le": ("UTF-16", "utf-16-le", codecs.BOM_UTF16_LE),
    "utf-16-be": ("UTF-16", "utf-16-be", codecs.BOM_UTF16_BE),
    "utf-16-le-bare": ("UTF-16", "utf-16-le", b""),
    "utf-16-be-bare": ("UTF-16", "utf-16-be", b""),
}


def run(*arguments, stdin=b"", cwd=None, prefix=()):
    result = subprocess.run([*prefix, DOMCHECK, *arguments], input=stdin, cwd=cwd,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return result.returncode, result.stdout, result.stderr.decode("utf-8", "surrogateescape")


def read(path):
    with open(path, "rb") as file:
        return file.read()


def write(path, content):
    os.makedirs(os.path.dirname(path) or b".", exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def decode(content):
    """The text of a guest and its encoding, found without domcheck."""
    for mark, codec in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
                        (codecs.BOM_UTF16_BE, "utf-16-be"), (b"<\0", "utf-16-le"),
                        (b"\0<", "utf-16-be")):
        if content.startswith(mark):
            kept = b"" if b"<" in mark else mark
            return content[len(kept):].decode(codec), codec, kept
    declared = re.match(rb"<\?xml[^>]*encoding=.([-A-Za-z0-9]+)", content)
    codec = declared.group(1).decode() if declared else "utf-8"
    return content.decode(codec), codec, b""


def apply_edits(content, edits):
    """Makes the edits that domcheck reported, and no other change, in the bytes of a guest."""
    text, codec, mark = decode(content)
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    for line, column, old, new in sorted(edits, reverse=True):
        before, behind = lines[line - 1][:column - 1], lines[line - 1][column - 1:]
        assert behind.startswith(old), (line, column, old, behind)
        lines[line - 1] = before + new + behind[len(old):]
    return mark + "".join(lines).encode(codec)


def told_edits(output):
    edits = {}
    for line in output.decode().splitlines():
        match = EDIT.match(line)
        if match:
            name, at_line, column, old, new = match.groups()
            edits.setdefault(name, []).append((int(at_line), int(column), old, new))
    return edits


class FixTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(dir=os.environ.get("TEST_TMPDIR"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.addCleanup(os.chdir, os.getcwd())
        os.chdir(self.folder)
        # Git's own settings of whoever runs this must not matter, nor a repository around.
        os.environ.update(HOME=self.folder, GIT_CONFIG_NOSYSTEM="1",
                          GIT_CEILING_DIRECTORIES=os.path.dirname(os.path.realpath(self.folder)))
        self.host("sata", "sata", "virtio")

    def host(self, name, *buses):
        write(name + ".caps", HOST % "".join(f"<value>{bus}</value>" for bus in buses))

    def all_guests(self):
        """Every test guest in every form; the folder's name and the old content by path."""
        for name in os.listdir(GUESTS):
            if name.endswith(".xml"):
                shutil.copy(os.path.join(GUESTS, name), "guests/" + name)
        for form, (declared, codec, mark) in ENCODINGS.items():
            for ends in ("\n", "\r\n", "\r"):
                text = GUEST.replace("<name>g<", "<name>\u00e4\u00ff<" if codec != "ascii" else
                                     "<name>&#228;<")
                text = f"<?xml version='1.0' encoding='{declared}'?>\n" + text
                text = text.rstrip() + " <!-- bus='ide' -->\n\t <?tail end?>   "
                form_name = f"guests/{form}-{ends.encode().hex()}.xml"
                write(form_name, mark + text.replace("\n", ends).encode(codec))
        return {path: read(path) for path in self.files("guests")}

    @staticmethod
    def files(folder):
        return sorted(os.path.join(root, name)
                      for root, folders, names in os.walk(folder) for name in names)

    def git_apply(self, patch, *options, cwd=None):
        result = subprocess.run(["git", "apply", *options], input=patch, cwd=cwd,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(result.returncode, 0, result.stdout)

    def test_changes_the_told_bytes_and_no_other(self):
        os.mkdir("guests")
        old = self.all_guests()
        arguments = ["fix", "--unsafe", "--caps", "@debian-12", "guests"]
        status, output, errors = run(*arguments)
        self.assertEqual((status, errors), (0, ""))
        edits = told_edits(output)
        self.assertGreaterEqual(len(edits), len(ENCODINGS) * 3 + 5)
        for path, content in old.items():
            self.assertEqual(read(path), apply_edits(content, edits.get(path, [])), path)
            self.assertEqual(read(path) != content, path in edits, path)
        # The second run finds nothing to do.
        new = {path: read(path) for path in old}
        status, output, errors = run(*arguments)
        self.assertEqual((status, told_edits(output), errors), (0, {}, ""))
        self.assertIn(b"nothing to fix in", output)
        self.assertEqual({path: read(path) for path in self.files("guests")}, new)

    def test_without_unsafe_nothing_changes(self):
        os.mkdir("guests")
        old = self.all_guests()
        status, output, errors = run("fix", "--caps", "@debian-12", "guests")
        self.assertEqual((status, errors), (1, ""))
        self.assertRegex(output, rb"^nothing fixed in \d+ guests; \d+ values in \d+ of them can ")
        self.assertEqual({path: read(path) for path in old}, old)
        status, output, errors = run("fix", "--diff", "--caps", "@debian-12", "guests")
        self.assertEqual((status, output), (0, b""))
        self.assertIn("--unsafe", errors)

    def test_git_applies_the_patch(self):
        os.mkdir("guests")
        old = self.all_guests()
        arguments = ["fix", "--unsafe", "--caps", "@debian-12", "guests"]
        status, patch, errors = run(*arguments, "--diff")
        self.assertEqual(status, 2)  # for UTF-16
        told = re.findall(r"^(.*): error: is UTF-16, which no text patch can change", errors, re.M)
        self.assertEqual({path: read(path) for path in old}, old)
        self.assertEqual(run(*arguments)[0], 0)
        expected = {path: old[path] if path in told else read(path) for path in old}
        self.assertEqual(sorted(told),
                         sorted(path for path in old if b"\0" in old[path] and
                                read(path) != old[path]))
        for setting in ("without a repository", "in a repository", "in a repository's folder"):
            for path, content in old.items():
                write(path, content)
            if setting == "in a repository":
                subprocess.run(["git", "init", "-q", "."], check=True)
            elif setting != "without a repository":
                os.makedirs("top")
                shutil.move(".git", "top/.git")
                shutil.move("guests", "top/inner/guests")
                os.chdir("top/inner")
            self.git_apply(patch)
            self.assertEqual({path: read(path) for path in self.files("guests")}, expected, setting)

    def test_applies_in_a_folder_with_another_of_its_name(self):
        subprocess.run(["git", "init", "-q", "."], check=True)
        for name in ("in/in/in/a.xml", "in/in/a.xml", "in/a.xml", "a.xml"):
            write(name, GUEST)
        status, patch, errors = run("fix", "--unsafe", "--diff", "--caps", "../sata.caps", ".",
                                    cwd="in")
        # Without -p1 git guesses, and takes the inner folder for the outer one.
        self.git_apply(patch, "-p1", cwd="in")
        for name in ("in/in/in/a.xml", "in/in/a.xml", "in/a.xml"):
            self.assertEqual(read(name), FIXED.encode(), name)
        self.assertEqual(read("a.xml"), GUEST.encode())

    def test_patches_files_of_any_name(self):
        names = [b"a b.xml", b"t\tab.xml", b"\xc3\xa4\xe4\xb8\x80.xml", b"\xff\xfe.xml",
                 b"q'u\"o.xml", b"back\\slash.xml", b"line\nend.xml", b"-dash.xml", b"a/b/c d.xml",
                 b"x 2020-01-01 00:00:00.000 +0000.xml", b"a/a/b.xml", b"b/a.xml", b"\x1b[31m.xml"]
        for name in names:
            write(os.path.join(b"g", name), GUEST)
        arguments = ["fix", "--unsafe", "--no-config", "--caps", "../sata.caps", "."]
        status, patch, errors = run(*arguments, "--diff", cwd="g")
        self.assertEqual(status, 1, errors)
        self.assertNotIn("\x1b", errors)
        self.assertEqual(patch.count(b"\n+++ "), len(names))
        for name in names:
            self.assertEqual(read(os.path.join(b"g", name)), GUEST.encode())
        self.git_apply(patch, cwd="g")
        for name in names:
            self.assertEqual(read(os.path.join(b"g", name)), FIXED.encode(), name)
        self.assertEqual(run(*arguments, "--diff", cwd="g")[:2], (0, b""))

    def test_patches_files_elsewhere(self):
        for name in ("other/one/a.xml", "other/two/b.xml"):
            write(name, GUEST)
        os.mkdir("here")
        other = os.path.realpath("other")
        arguments = ["fix", "--unsafe", "--diff", "--caps", "../sata.caps"]
        status, patch, errors = run(*arguments, "../other/one/a.xml", other + "/two/b.xml",
                                    cwd="here")
        self.assertEqual(status, 1)
        self.assertIn("apply the patch in " + other + "\n", errors)
        self.assertIn(b"--- a/one/a.xml\n+++ b/one/a.xml\n", patch)
        self.git_apply(patch, cwd=other)
        self.assertEqual(read("other/one/a.xml"), FIXED.encode())
        self.assertEqual(read("other/two/b.xml"), FIXED.encode())
        # An absolute name of a file below the working folder is as good as a relative one.
        write("here/c.xml", GUEST)
        status, patch, errors = run(*arguments, os.path.realpath("here/c.xml"), cwd="here")
        self.assertTrue(patch.startswith(b"--- a/c.xml\n+++ b/c.xml\n"), patch)
        self.assertNotIn("apply the patch in", errors)

    def test_names_a_file_once(self):
        write("g/a.xml", GUEST)
        os.symlink("a.xml", "g/link.xml")
        arguments = ["--caps", "sata.caps", "g/a.xml", "./g/../g/a.xml", "g", "g/link.xml"]
        status, patch, errors = run("fix", "--unsafe", "--diff", *arguments)
        self.assertEqual(patch.count(b"\n+++ "), 1)
        self.assertIn("1 value to fix in 1 of 1 guest\n", errors)
        # A link is patched and written as the file behind it.
        status, patch, errors = run("fix", "--unsafe", "--diff", "--caps", "sata.caps",
                                    "g/link.xml")
        self.assertTrue(patch.startswith(b"--- a/g/a.xml\n"), patch)
        self.assertEqual(run("fix", "--unsafe", "--caps", "sata.caps", "g/link.xml")[0], 0)
        self.assertTrue(os.path.islink("g/link.xml"))
        self.assertEqual(read("g/a.xml"), FIXED.encode())

    def test_keeps_the_mode_and_leaves_no_other_file(self):
        write("g/a.xml", GUEST)
        os.chmod("g/a.xml", 0o640)
        status, output, errors = run("fix", "--unsafe", "--caps", "sata.caps", "g/a.xml")
        self.assertEqual((status, errors), (0, ""))
        self.assertEqual(output, b"g/a.xml:5:28: disk bus 'ide' -> 'sata' [disk-bus]\n"
                                 b"1 value fixed in 1 of 1 guest\n")
        self.assertEqual(stat.S_IMODE(os.stat("g/a.xml").st_mode), 0o640)
        self.assertEqual(os.listdir("g"), ["a.xml"])

    def test_fixes_standard_input(self):
        arguments = ["fix", "--caps", "sata.caps", "-"]
        guest = codecs.BOM_UTF16_BE + GUEST.encode("utf-16-be")
        status, output, errors = run(*arguments, "--unsafe", stdin=guest)
        self.assertEqual((status, output), (0, codecs.BOM_UTF16_BE + FIXED.encode("utf-16-be")))
        self.assertIn("-:5:28: disk bus 'ide' -> 'sata' [disk-bus]\n", errors)
        status, output, errors = run(*arguments, stdin=GUEST.encode())
        self.assertEqual((status, output), (1, GUEST.encode()))
        status, output, errors = run(*arguments, "--unsafe", stdin=FIXED.encode())
        self.assertEqual((status, output), (0, FIXED.encode()))
        status, output, errors = run(*arguments, "--unsafe", stdin=b"<domain")
        self.assertEqual((status, output), (2, b""))
        status, patch, errors = run(*arguments, "--unsafe", "--diff", "--stdin-filename", "g/x.xml",
                                    stdin=GUEST.encode())
        self.assertEqual(status, 1)
        write("g/x.xml", GUEST)
        self.git_apply(patch)
        self.assertEqual(read("g/x.xml"), FIXED.encode())

    def test_every_host_must_offer_the_value(self):
        self.host("scsi", "scsi", "usb")
        self.host("both", "virtio", "sata")
        write("a.xml", GUEST)
        status, output, errors = run("fix", "--unsafe", "--caps", "sata.caps", "--caps",
                                     "scsi.caps", "a.xml")
        self.assertEqual((status, errors), (1, ""))
        refused = ("a.xml:5:28: not fixed: disk bus 'ide' -> '%s' [disk-bus]: it would lead to: "
                   "disk bus '%s' is not offered by this host (%s.caps) [disk-bus]\n")
        self.assertEqual(output.decode(),
                         refused % ("sata", "sata", "scsi") + refused % ("scsi", "scsi", "sata") +
                         "nothing fixed in 1 guest; 1 value not fixed\n")
        self.assertEqual(read("a.xml"), GUEST.encode())
        status, output, errors = run("fix", "--unsafe", "--caps", "sata.caps", "--caps",
                                     "both.caps", "a.xml")
        self.assertEqual((status, read("a.xml")), (0, FIXED.encode()))

    def test_settings_and_comments_count(self):
        ignored = GUEST.replace("  <devices>",
                                "  <!-- domcheck: ignore disk-bus because so -->\n  <devices>")
        write("a.xml", GUEST)
        write("b.xml", ignored)
        arguments = ["fix", "--unsafe", "--caps", "sata.caps"]
        self.assertEqual(run(*arguments, "--disable", "disk-bus", "a.xml")[0], 0)
        self.assertEqual(run(*arguments, "b.xml")[0], 0)
        self.assertEqual((read("a.xml"), read("b.xml")), (GUEST.encode(), ignored.encode()))
        write(".domcheck.cfg", "caps = sata.caps\n")
        self.assertEqual(run("fix", "--unsafe", "a.xml")[0], 0)
        self.assertEqual(read("a.xml"), FIXED.encode())

    def test_goes_on_after_what_it_cannot_do(self):
        for name in ("a.xml", "b.xml", "readonly.xml"):
            write(name, GUEST)
        write("broken.xml", GUEST.replace("</domain>", ""))
        write("odd.xml", b"<?xml version='1.0' encoding='EBCDIC'?>" + GUEST.encode())
        write("network.xml", b"<network/>")
        os.chmod("readonly.xml", 0o444)
        prefix = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
        status, output, errors = run(
            "fix", "--unsafe", "--caps", "sata.caps", "a.xml", "absent.xml", "broken.xml",
            "odd.xml", "network.xml", "readonly.xml", "b.xml",
            prefix=prefix if os.geteuid() == 0 else [])
        self.assertEqual(status, 2, errors)
        lines = errors.splitlines()
        self.assertEqual(len(lines), 5, errors)
        self.assertEqual(lines[0], "absent.xml: error: no such file or folder")
        self.assertRegex(lines[1], r"^broken\.xml:\d+:\d+: error: .*; nothing is fixed$")
        self.assertRegex(lines[2], r"^odd\.xml: error: the encoding 'EBCDIC' is not one")
        self.assertRegex(lines[3], r"^network\.xml:1:2: error: .*; nothing is fixed$")
        self.assertEqual(lines[4], "readonly.xml: error: cannot be written: Permission denied")
        self.assertIn(b"2 values fixed in 2 of 3 guests\n", output)
        for name in ("a.xml", "b.xml"):
            self.assertEqual(read(name), FIXED.encode())
        self.assertEqual(read("readonly.xml"), GUEST.encode())
        self.assertEqual(read("broken.xml"), GUEST.replace("</domain>", "").encode())

    def test_other_xml_in_a_folder_is_passed_over(self):
        write("g/network.xml", b"<network/>")
        write("g/a.xml", GUEST)
        status, output, errors = run("fix", "--unsafe", "--caps", "sata.caps", "g")
        self.assertEqual((status, errors), (0, ""))
        os.remove("g/a.xml")
        self.assertEqual(run("fix", "--unsafe", "--caps", "sata.caps", "g")[0], 2)

    def test_output_that_cannot_be_written_is_a_fault(self):
        write("a.xml", GUEST)
        for options in (["--diff", "a.xml"], ["-"]):
            with open("/dev/full", "wb") as full:
                result = subprocess.run(
                    [DOMCHECK, "fix", "--unsafe", "--caps", "sata.caps", *options], stdout=full,
                    input=GUEST.encode(), stderr=subprocess.PIPE)
            self.assertEqual(result.returncode, 3, options)
            self.assertIn(b"No space left on device", result.stderr)

    def test_a_terminal_is_shown_nothing_that_it_obeys(self):
        write("a.xml", GUEST.replace("<name>g", "<name>\u009b31m\u202eg").replace("\n", "\r\n"))
        terminal, end = pty.openpty()
        result = subprocess.Popen([DOMCHECK, "fix", "--unsafe", "--diff", "--caps", "sata.caps",
                                   "a.xml"], stdout=end, stderr=subprocess.DEVNULL)
        self.assertEqual(result.wait(), 1)
        os.close(end)
        shown = os.read(terminal, 65536).decode()
        os.close(terminal)
        self.assertIn("   <name>\\u{9B}31m\\u{202E}g</name>", shown)
        self.assertIn("+      <target dev='a' bus='sata'/>\r\n", shown)
        self.assertNotIn("\\u{0D}", shown)

    def test_bad_usage(self):
        write("a.xml", GUEST)
        self.assertEqual(run("fix", "--caps", "sata.caps")[0], 2)
        self.assertEqual(run("fix", "a.xml")[0], 2)
        self.assertEqual(run("fix", "--caps", "absent.caps", "a.xml")[0], 2)
        self.assertEqual(run("fix", "--usafe", "--caps", "sata.caps", "a.xml")[0], 2)
        status, output, _ = run("fix", "--help")
        self.assertEqual(status, 0)
        self.assertIn(b"--severity", output)
        # It would have no effect: the exit status shows what is left to fix.
        self.assertNotIn(b"--fail-on", output)
        self.assertEqual(run("fix", "--fail-on", "never", "--caps", "sata.caps", "a.xml")[0], 2)


if __name__ == "__main__":
    unittest.main()
