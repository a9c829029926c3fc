"""Compares the verdicts of domcheck and libvirt on the same guests and the same host.

libvirt accepts a guest if it defines it, translates it for QEMU and, if this machine can, starts it
(paused, by emulation). domcheck checks it against the documents that it fetched from that libvirt.
verdicts/guest_table.py reads the guests.
"""
import collections
import concurrent.futures
import json
import os
import re
import shutil
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree

import libvirt

from private_libvirtd import PrivateLibvirtd, without_memory
from verdicts import furnish, guest_table, libvirt_verdict

DOMCHECK = os.path.abspath("checker/domcheck")
DATA = os.path.abspath("checker/libvirt/test/verdicts")
SCRATCH = "/run/verdicts"  # in memory, and removed with the namespace: see in_namespace.sh
HOST = f"{SCRATCH}/host"
GUESTS = f"{SCRATCH}/guests"
ASKED = "asked"  # the guest as it was written

# Rules that report other guests with another libvirt: which CPU models it completes, what it knows.
DECIDED_BY_THE_LIBVIRT = ("cpu-model", "cpu-feature", "newer-than-host")

REFUSING = ("incompatible", "invalid")
FEWEST_COMPARED = 150


def run(*command):
    """Runs a command, which must succeed, and returns its standard output."""
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout


def read(path):
    with open(path, "rb") as file:
        return file.read()


def read_entries(name):
    """Returns the entries of one of this test's lists. Each has an indented reason below it."""
    text = re.sub(r"^#.*", "", read(f"{DATA}/{name}").decode(), flags=re.MULTILINE)
    entries = re.findall(r"^(\S.*)\n((?: +\S.*\n)+)", text, flags=re.MULTILINE)
    rest = text
    for line, reason in entries:
        rest = rest.replace(line + "\n" + reason, "")
    assert not rest.strip(), f"{name}: no entry with a reason: {rest.strip()}"
    return [line for line, _ in entries]


def domcheck_all(paths):
    """Returns domcheck's results for the guests, in the same order."""
    checked = subprocess.run(
        [DOMCHECK, "check", "--caps", HOST, "--format", "json", "--files-from", "-"],
        input="\n".join(paths).encode(), stdout=subprocess.PIPE,
    )
    assert checked.returncode == 2, checked.returncode  # some are not guests
    return json.loads(checked.stdout)["guests"]


class Case:
    """A guest with both verdicts."""

    def __init__(self, guest, xml, verdict):
        self.guest = guest
        self.xml = xml
        self.libvirt = verdict
        self.domcheck = {}  # the results for the guest as written and as completed, by occasion

    def write(self):
        """Writes the guest as written and as completed; returns the paths by occasion."""
        folder = f"{GUESTS}/{self.guest.file_name}"
        os.makedirs(folder)
        paths = {}
        for occasion, xml in {ASKED: self.xml, **self.libvirt.completed}.items():
            paths[occasion] = f"{folder}/{occasion}.xml"
            with open(paths[occasion], "w", encoding="utf-8") as file:
                file.write(xml)
        return paths

    @property
    def verdict(self):
        return self.domcheck[ASKED]["verdict"]

    def findings(self, occasion):
        """Returns the rules and severities of warnings and errors."""
        return {(found["rule"], found["severity"]) for found in self.domcheck[occasion]["findings"]}

    @property
    def outcome(self):
        """Returns domcheck's outcome for the guest's rule, as in the guests' table."""
        by_rule = {
            severity
            for rule, severity in self.findings(ASKED)
            if self.guest.rule in (rule, guest_table.WHOLE)
        }
        if "error" in by_rule and self.verdict in REFUSING:
            return "bad"
        if self.verdict != "compatible":
            return f"{self.verdict} by {self.findings(ASKED)}"
        return "warn" if by_rule else "ok"

    @property
    def is_compared(self):
        return self.verdict != "unknown"

    @property
    def agrees(self):
        return self.libvirt.accepts == (self.verdict == "compatible")


class VerdictsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        libvirt.registerErrorHandler(lambda *_: None, None)
        os.mkdir(SCRATCH)
        furnish.furnish_host()
        daemon = PrivateLibvirtd(SCRATCH)
        daemon.start()
        cls.addClassCleanup(daemon.stop)
        cls.libvirt = libvirt.open("qemu:///system")
        cls.addClassCleanup(cls.libvirt.close)
        run(DOMCHECK, "fetch", "--connect", "qemu:///system", "--out", HOST)
        cls.index = json.loads(read(f"{HOST}/index.json"))
        cls.machines = cls.machines_of_the_host()
        # The needs of guests that the machine meets.
        cls.present = {part for arch, virttype, _ in cls.machines for part in (arch, virttype)}
        cls.present.add("libvirt-" + ".".join(cls.index["libvirt"].split(".")[:2]))
        if all(map(shutil.which, ("swtpm", "swtpm_setup"))):
            cls.present.add("swtpm")
        guests = guest_table.read_guests(f"{DATA}/guests")
        with concurrent.futures.ThreadPoolExecutor(4) as threads:
            cls.cases = list(threads.map(cls.ask_libvirt, guests))
        paths = [case.write() for case in cls.cases]
        results = iter(domcheck_all(path for of_case in paths for path in of_case.values()))
        for case, of_case in zip(cls.cases, paths):
            case.domcheck = {occasion: next(results) for occasion in of_case}

    @classmethod
    def machines_of_the_host(cls):
        """Returns all (architecture, virtualization type, machine) of the host, without aliases."""
        found = set()
        for arch in ElementTree.fromstring(cls.libvirt.getCapabilities()).iter("arch"):
            for domain in arch.findall("domain"):
                machines = domain.findall("machine") or arch.findall("machine")
                for machine in machines:
                    name = machine.get("canonical", machine.text)
                    found.add((arch.get("name"), domain.get("type"), name))
        return found

    @classmethod
    def ask_libvirt(cls, guest):
        xml = guest.xml(furnish.words(guest))
        return Case(guest, xml, libvirt_verdict.verdict_of(cls.libvirt, guest, xml))

    def is_possible(self, case):
        """Returns whether the machine has what the guest needs."""
        return case.guest.needs <= self.present

    # Fetching

    def test_fetches_every_machine(self):
        documents = [(d["arch"], d["virttype"], d["machine"]) for d in self.index["documents"]]
        self.assertEqual(set(documents), self.machines)
        self.assertEqual(len(documents), len(self.machines))
        self.assertEqual(self.index["problems"], [])
        self.assertIn(("x86_64", "qemu", "pc-q35-7.2"), self.machines)

    def test_fetches_what_libvirt_returns(self):
        self.assertEqual(without_memory(read(f"{HOST}/capabilities.xml")),
                         without_memory(self.libvirt.getCapabilities().encode()))
        for document in self.index["documents"]:
            returned = self.libvirt.getDomainCapabilities(
                None, document["arch"], document["machine"], document["virttype"]
            )
            self.assertEqual(read(f"{HOST}/{document['file']}").decode(), returned, document)

    def test_fetches_what_virsh_prints(self):
        virsh = ("virsh", "--connect", "qemu:///system")
        # virsh adds empty lines at the end.
        stored = read(f"{HOST}/capabilities.xml")
        self.assertEqual(without_memory(run(*virsh, "capabilities").rstrip(b"\n")),
                         without_memory(stored.rstrip(b"\n")))
        documents = {(d["arch"], d["virttype"], d["machine"]): d for d in self.index["documents"]}
        asked = [(arch, machine) for arch, machine in (
            ("x86_64", "pc-q35-7.2"),
            ("x86_64", "pc-i440fx-2.0"),
            ("x86_64", "microvm"),
            ("i686", "pc-i440fx-7.2"),
            ("i686", "isapc"),
        ) if (arch, "qemu", machine) in documents]
        self.assertGreaterEqual(len(asked), 4)
        for arch, machine in asked:
            stored = read(f"{HOST}/{documents[arch, 'qemu', machine]['file']}")
            printed = run(*virsh, "domcapabilities", "--virttype", "qemu", "--arch", arch,
                          "--machine", machine)
            self.assertEqual(printed.rstrip(b"\n"), stored.rstrip(b"\n"), (arch, machine))

    def test_names_the_versions(self):
        qemu = run("qemu-system-x86_64", "--version").decode()
        daemon = run("/usr/sbin/libvirtd", "--version").decode()
        self.assertEqual(self.index["hypervisor"], re.search(r"version ([0-9.]+)", qemu)[1])
        self.assertEqual(self.index["libvirt"], re.search(r"([0-9.]+)$", daemon.strip())[1])
        self.assertEqual(self.index["driver"], "QEMU")
        self.assertEqual(self.index["host"], self.libvirt.getHostname())

    # Verdicts

    @classmethod
    def is_of_the_tables(cls):
        """Returns whether the host has the libvirt and QEMU that the tables were written with."""
        return (cls.index["libvirt"], cls.index["hypervisor"][:4]) == ("9.0.0", "7.2.")

    def check_that_nothing_is_refused_that_starts(self):
        """What holds with every libvirt, whatever it offers."""
        count = 0
        for case in self.cases:
            if not case.libvirt.refused_at:
                count += 1
                with self.subTest(case.guest.title):
                    self.assertNotEqual(case.verdict, "incompatible")
        self.assertGreater(count, 100)

    def test_domcheck_reports_what_the_table_expects(self):
        if not self.is_of_the_tables():
            self.check_that_nothing_is_refused_that_starts()
            return
        for case in self.cases:
            with self.subTest(case.guest.title):
                if self.is_possible(case):
                    self.assertEqual(case.outcome, case.guest.outcome)
                else:
                    self.assertEqual(case.verdict, "incompatible")

    def test_libvirt_agrees(self):
        if not self.is_of_the_tables():
            self.skipTest("the list is of another libvirt and QEMU")
        listed = self.listed_disagreements()
        for case in self.cases:
            if not case.is_compared:
                continue
            with self.subTest(case.guest.title):
                found = (case.verdict, case.libvirt.refused_at)
                is_listed = case.guest.title in listed
                if case.agrees:
                    self.assertFalse(is_listed, "they agree; take it off the list")
                    continue
                self.assertTrue(is_listed, f"not on the list: {found} {case.libvirt.error}")
                verdict, stage, error = listed[case.guest.title]
                self.assertEqual(found, (verdict, stage))
                self.assertIn(error, case.libvirt.error)
        self.assertLessEqual(set(listed), {case.guest.title for case in self.cases})

    def listed_disagreements(self):
        """Returns domcheck's verdict, and libvirt's stage and message of refusal, by title."""
        line_of = re.compile(r"(\S+): (\w+), (?:refused at (\w+): (.+)|accepted)")
        listed = {}
        for line in read_entries("disagreements.txt"):
            match = line_of.fullmatch(line)
            self.assertTrue(match, line)
            title, verdict, stage, error = match.groups()
            listed[title] = (verdict, stage or "", error or "")
        return listed

    def test_enough_is_compared(self):
        compared = [case for case in self.cases if case.is_compared]
        self.assertGreaterEqual(len(compared), FEWEST_COMPARED)
        for verdict in ("compatible", "incompatible"):
            self.assertGreater([case.verdict for case in compared].count(verdict), 100)
        self.assertGreater(sum(case.libvirt.started for case in compared), 100)

    def test_decides_by_every_rule(self):
        """Each rule has a good guest and a bad one, or is listed with the reason."""
        decided = {
            (case.guest.rule, "good" if case.outcome == "ok" else "bad")
            for case in self.cases
            if self.is_possible(case) and case.is_compared
            and (case.agrees or case.outcome == "warn")
        }
        rules = json.loads(run(DOMCHECK, "explain", "--all", "--format", "json"))["rules"]
        wanted = {(rule["id"], side) for rule in rules for side in ("good", "bad")}
        undecided, listed = wanted - decided, self.undecided_rules()
        self.assertLessEqual(undecided, listed)
        if self.is_of_the_tables():
            self.assertEqual(undecided, listed)

    def undecided_rules(self):
        line_of = re.compile(r"(.+) (good|bad|any)(?: without (\S+))?")
        listed = set()
        for line in read_entries("undecided.txt"):
            match = line_of.fullmatch(line)
            self.assertTrue(match, line)
            rules, side, need = match.groups()
            if need not in self.present:
                sides = ("good", "bad") if side == "any" else (side,)
                listed |= {(rule, side) for rule in rules.split() for side in sides}
        return listed

    # How libvirt completes guests

    def test_no_false_alarm_on_what_libvirt_completed(self):
        for case in self.cases:
            for occasion in case.libvirt.completed:
                with self.subTest(case.guest.title, occasion=occasion):
                    self.assertEqual(case.domcheck[occasion]["verdict"], "compatible")

    def test_reports_the_same_of_what_libvirt_completed(self):
        listed = dict(line.split(" ") for line in read_entries("completed.txt"))
        self.assertLessEqual(set(listed), {case.guest.title for case in self.cases})
        for case in self.cases:
            if case.verdict != "compatible":
                continue
            asked = case.findings(ASKED)
            found = set()
            for occasion in case.libvirt.completed:
                completed = case.findings(occasion)
                found |= {f"+{rule}" for rule, _ in completed - asked}
                found |= {f"-{rule}" for rule, _ in asked - completed}
            change = listed.get(case.guest.title)
            if not self.is_of_the_tables():
                found = {one for one in found if not one.endswith(DECIDED_BY_THE_LIBVIRT)}
                change = None if change and change.endswith(DECIDED_BY_THE_LIBVIRT) else change
            with self.subTest(case.guest.title):
                if change and change.startswith("+?"):
                    self.assertLessEqual(found, {change.replace("?", "")})
                else:
                    self.assertEqual(found, {change} if change else set())

    @classmethod
    def tearDownClass(cls):
        def counted(values):
            counts = collections.Counter(values).most_common()
            return ", ".join(f"{count} {value}" for value, count in counts)

        cases = cls.cases
        print(f"{len(cls.index['documents'])} documents fetched")
        print(f"{len(cases)} guests: domcheck says", counted(case.verdict for case in cases))
        print("libvirt:", counted(
            f"refused at {case.libvirt.refused_at}" if case.libvirt.refused_at
            else "started" if case.libvirt.started else "accepted, not started"
            for case in cases))
        print(sum(case.is_compared for case in cases), "compared;",
              sum(case.is_compared and not case.agrees for case in cases), "disagree")
        print("guests completed by libvirt:", sum(len(case.libvirt.completed) for case in cases))
        print("by rule:", counted(case.guest.rule for case in cases))


if __name__ == "__main__":
    unittest.main()
