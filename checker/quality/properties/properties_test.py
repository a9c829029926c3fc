"""Tests properties that hold for every guest and every document, on generated ones.

properties_test.py DOMCHECK TESTDATA [SEED]
"""

import collections
import html
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

import generate

# Rules whose answer may be reversed if a document states more, and what that addition is.
SAYS_MORE = {
    "cpu-model": "the <blockers> of a model that is not usable",
    "cpu-feature": "the features that host-model has, and the <blockers>",
    "firmware-secure-boot": "os/firmwareFeatures, where the loader's 'secure' gave a doubt",
}


# A word that no libvirt knows is reported where the document leaves its capability open.
WITHOUT_WORDS = [f"--disable={rule}" for rule in (
    "unknown-element", "unknown-attribute", "unknown-value", "newer-than-host")]


class Shared:
    """Set by main()."""
    domcheck = rules = texts = words = seed = None


def spelled(dice, text, quote=None):
    """Returns the text as XML, some of it as character references."""
    special = {"<": "&lt;", "&": "&amp;", quote: "&#%d;" % ord(quote or " ")}
    reference = lambda c: dice.choice(("&#%d;", "&#x%x;")) % ord(c)
    return "".join(special.get(c) or (c if dice.random() < 0.9 else reference(c)) for c in text)


def written(dice, element, end="\n", depth=0):
    """Returns the element as someone may write it, with attributes in any order."""
    attributes = list(element.attrib.items())
    dice.shuffle(attributes)
    tag = "<" + element.tag
    for name, value in attributes:
        quote = dice.choice("'\"")
        tag += dice.choice((" ", "  ", end + "\t")) + name + dice.choice(("=", " = ")) + quote
        tag += spelled(dice, value, quote) + quote
    text = spelled(dice, element.text or "")
    if len(element) == 0 and not text and dice.random() < 0.8:
        return tag + dice.choice(("/>", " />"))
    inside = dice.choice(("", " ", end)) + text
    for child in element:
        inside += end + "  " * depth
        inside += dice.choice(("", "", "<!-- \U0001F600 <disk> -->", "<?pi ä?>"))
        inside += written(dice, child, end, depth + 1)
    return "%s>%s%s</%s>" % (tag + dice.choice(("", " ")), inside, dice.choice(("", end)), element.tag)


def bytes_of(dice, xml):
    """Returns a file of that guest, with some line ends and some encoding."""
    end = dice.choice(("\n", "\r\n", "\r"))
    text = written(dice, ElementTree.fromstring(xml), end)
    encoding = dice.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16"))
    declaration = '<?xml version="1.0"?>' + end if dice.random() < 0.5 else ""
    return (declaration + text + end).encode(encoding)


class Guests:
    """Guests and documents in their own folder."""

    def __init__(self, guests, documents=()):
        self.place = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.place.name)
        for kind, contents in (("guest", guests), ("host", documents)):
            for number, content in enumerate(contents):
                content = content if isinstance(content, bytes) else content.encode()
                (self.path / ("%s%d.xml" % (kind, number))).write_bytes(content)
        self.guests = ["guest%d.xml" % number for number in range(len(guests))]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.place.cleanup()

    def run(self, *arguments, statuses=(0, 1)):
        run = subprocess.run([Shared.domcheck, *arguments], cwd=self.path, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False)
        assert run.returncode in statuses, (run.returncode, run.stderr[:2000])
        return run.stdout

    def check(self, host, *arguments, guests=None):
        """Returns the results by the guest's name."""
        out = self.run("check", "--format", "jsonl", "--caps", host, *WITHOUT_WORDS, *arguments,
                       *(self.guests if guests is None else guests))
        results = map(json.loads, out.decode().splitlines())
        return {result["domain"]: result for result in results if "findings" in result}


# Documents state a kind of launch security in two blocks, of which one speaks.
LAUNCH_SECURITY = ("launch-security", "sev", "tdx", "s390-pv")


def key(finding):
    if finding["rule"] in LAUNCH_SECURITY:
        return "launch-security", None, "/domain/launchSecurity"
    return finding["rule"], finding["value"], finding["path"]


def errors(result):
    return {key(finding) for finding in result["findings"] if finding["severity"] == "error"}


def where_found(result):
    return collections.Counter((finding["rule"], finding["path"]) for finding in result["findings"])


def without_places(result):
    places = ("line", "column", "endLine", "endColumn")
    return sorted(json.dumps({name: value for name, value in finding.items() if name not in places})
                  for finding in result["findings"])


def reported(result):
    """Returns the keys of violations, and those of what was left open."""
    found = {key(finding) for finding in result["findings"] if finding["severity"] != "note"}
    is_open = {key(finding) for finding in result["findings"] if finding["severity"] == "note"}
    return found, is_open


class PropertiesTest(unittest.TestCase):
    def setUp(self):
        self.dice = random.Random("%s %s" % (Shared.seed, self.id()))

    def guests(self, count):
        return [generate.guest(self.dice, Shared.rules, Shared.words) for _ in range(count)]

    def document(self):
        return generate.document(self.dice, Shared.texts, Shared.words)

    def test_more_blocks_turn_no_answer_round(self):
        new = 0
        for _ in range(40):
            less = self.document()
            root = ElementTree.fromstring(less)
            more = ElementTree.fromstring(self.document())
            for name in generate.WHOM:
                for stated in more.findall(name):
                    more.remove(stated)
            generate.graft(root, more)
            documents = [less, ElementTree.tostring(root, encoding="unicode")]
            with Guests(self.guests(60), documents) as guests:
                before, after = (
                    guests.check(host, "--unknown") for host in ("host0.xml", "host1.xml"))
            for name in before:
                found, is_open = reported(before[name])
                found_after, _ = reported(after[name])
                new += len(found_after - found)
                for rule, *where in found ^ found_after:
                    if (rule, *where) in is_open:
                        continue
                    self.assertIn(rule, SAYS_MORE, (name, where))
        self.assertGreater(new, 100, "the documents do not say more")

    def test_a_block_less_makes_no_error(self):
        gone = 0
        for _ in range(120):
            whole = self.document()
            less = generate.without_a_block(self.dice, whole)
            if less is None:
                continue
            with Guests(self.guests(40), [whole, less]) as guests:
                before, after = guests.check("host0.xml"), guests.check("host1.xml")
            for name in before:
                found, found_after = errors(before[name]), errors(after[name])
                gone += len(found - found_after)
                # A mode of the CPU that is refused says all that is asked of the CPU.
                if any(rule == "cpu-mode" for rule, *_ in found):
                    found_after = {one for one in found_after if not one[0].startswith("cpu-")}
                self.assertLessEqual(found_after, found, name)
        self.assertGreater(gone, 100, "nothing that matters was taken out")

    def test_spans_hold_what_is_reported(self):
        kinds = collections.Counter()
        document = self.document()
        files = [bytes_of(self.dice, xml) for xml in self.guests(4000)]
        with Guests(files, [document]) as guests:
            results = guests.check("host0.xml", "--unknown")
        self.assertEqual(len(results), len(files))
        for number, content in enumerate(files):
            is_utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
            text = content.decode("utf-16" if is_utf16 else "utf-8-sig")
            lines = re.split("\r\n|\r|\n", text)
            for finding in results["guest%d.xml" % number]["findings"]:
                self.assertLessEqual(finding["endLine"], len(lines))
                self.assertEqual(finding["line"], finding["endLine"], finding)
                line = lines[finding["line"] - 1]
                self.assertLessEqual(finding["endColumn"], len(line) + 1)
                part = html.unescape(line[finding["column"] - 1:finding["endColumn"] - 1])
                last = finding["path"].rsplit("/", 1)[-1]
                kind = "attribute" if last[0] == "@" else "text" if last == "text()" else "name"
                kinds[kind] += 1
                if kind == "name":
                    self.assertEqual(part, re.sub(r"\[.*", "", last), finding)
                elif finding["value"] is not None:
                    self.assertEqual(part, finding["value"], finding)
        for kind in ("attribute", "text", "name"):
            self.assertGreater(kinds[kind], 500)

    def test_threads_and_order_change_nothing(self):
        document = self.document()
        xmls = self.guests(400)
        shuffled = [bytes_of(self.dice, xml) for xml in xmls]
        with Guests(xmls, [document, self.document()]) as guests:
            formats = ("text", "json", "jsonl", "sarif", "junit", "github")
            for name in formats:
                command = ("check", "--caps", "host0.xml", "--caps", "host1.xml", "--format", name)
                once = guests.run(*command, "--jobs", "1", *guests.guests)
                for jobs in ("2", "3", "16"):
                    again = guests.run(*command, "--jobs", jobs, *guests.guests)
                    self.assertEqual(again, once, name)
            whole = guests.check("host0.xml")
            order = list(guests.guests)
            self.dice.shuffle(order)
            self.assertEqual(guests.check("host0.xml", guests=order), whole)
        with Guests(shuffled, [document]) as guests:
            other = guests.check("host0.xml")
        for name, result in whole.items():
            self.assertEqual(without_places(other[name]), without_places(result), name)

    def test_a_fix_makes_no_new_finding(self):
        fixed = 0
        for _ in range(30):
            files = [bytes_of(self.dice, xml) for xml in self.guests(90)]
            with Guests(files, [self.document()]) as guests:
                before = guests.check("host0.xml")
                guests.run("fix", "--unsafe", "--caps", "host0.xml", *guests.guests)
                after = guests.check("host0.xml")
                again = {name: (guests.path / name).read_bytes() for name in guests.guests}
                guests.run("fix", "--unsafe", "--caps", "host0.xml", *guests.guests)
                for name in guests.guests:
                    self.assertEqual((guests.path / name).read_bytes(), again[name])
            for name in before:
                old, new = where_found(before[name]), where_found(after[name])
                self.assertEqual(new - old, collections.Counter(), name)
                fixed += sum((old - new).values())
        self.assertGreater(fixed, 200)


def main():
    Shared.domcheck = str(pathlib.Path(sys.argv[1]).resolve())
    Shared.texts = generate.captured(sys.argv[2])
    Shared.words = generate.vocabulary(Shared.texts)
    Shared.seed = sys.argv[3] if len(sys.argv) > 3 else "20261123"
    explained = subprocess.run([Shared.domcheck, "explain", "--all", "--format", "json"], check=True,
                               stdout=subprocess.PIPE, encoding="utf-8").stdout
    Shared.rules = json.loads(explained)["rules"]
    unittest.main(argv=sys.argv[:1])


if __name__ == "__main__":
    main()
