"""Tests domcheck check with a live host, a private libvirtd: checks files and its own guests."""
import json
import os
import re
import signal
import subprocess
import tempfile
import time
import unittest
import xml.etree.ElementTree as ElementTree

import jsonschema
import libvirt
from private_libvirtd import PrivateLibvirtd

DOMCHECK = os.path.abspath("checker/domcheck")
SYSTEM = "qemu:///system"

# Under TCG no host has all features of this CPU, so libvirt refuses the guest.
REFUSED = "<cpu mode='custom' check='full'><model>EPYC-Milan</model></cpu>"
# The host's emulator by another name: libvirt starts the guest, and domcheck warns that the document
# is of another one.
RENAMED_EMULATOR = "<devices><emulator>{}</emulator></devices>"
GUEST = """<domain type='qemu'>
  <name>{name}</name><uuid>{uuid}</uuid><memory unit='MiB'>64</memory>
  <vcpu>1</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os>{more}
</domain>
"""
UUID = "abcdef00-0000-4000-8000-0000000000{:02x}"
COMES = "comes with the next start (what runs now is without it): "
ENDS = "ends with the next start (the stored definition is without it): "
ALTHOUGH = "runs although domcheck says that it cannot (emulator-path): the host has changed since the " \
    "guest started, or domcheck is wrong"


def check(*arguments, folder=None):
    return subprocess.run([DOMCHECK, "check", *arguments], capture_output=True, text=True,
                          check=False, cwd=folder, timeout=100)


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


class CheckDomainTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        libvirt.registerErrorHandler(lambda *_: None, None)
        cls.folder = tempfile.TemporaryDirectory()
        emulator = f"{cls.folder.name}/qemu-of-another-name"
        os.symlink("/usr/bin/qemu-system-x86_64", emulator)
        cls.renamed = RENAMED_EMULATOR.format(emulator)
        cls.daemon = PrivateLibvirtd(cls.folder.name)
        cls.daemon.start()
        cls.host = libvirt.open(SYSTEM)

    @classmethod
    def tearDownClass(cls):
        cls.host.close()
        cls.daemon.stop()
        cls.folder.cleanup()

    def setUp(self):
        self.guests = 0

    def tearDown(self):
        for guest in self.host.listAllDomains():
            if guest.isActive():
                guest.destroy()
        for guest in self.host.listAllDomains():
            guest.undefine()

    def text(self, name, more=""):
        try:
            uuid = self.host.lookupByName(name).UUIDString()
        except libvirt.libvirtError:
            self.guests += 1
            uuid = UUID.format(self.guests)
        return GUEST.format(name=name, uuid=uuid, more=more)

    def define(self, name, more=""):
        return self.host.defineXML(self.text(name, more))

    def start(self, name, more=""):
        guest = self.define(name, more)
        guest.createWithFlags(libvirt.VIR_DOMAIN_START_PAUSED)
        return guest

    def lines(self, *arguments, status=None, err="", folder=None):
        run = check("--format", "jsonl", *arguments, folder=folder)
        if status is not None:
            self.assertEqual((run.returncode, run.stderr), (status, err), run.stdout)
        return [json.loads(line) for line in run.stdout.splitlines()]

    def verdicts(self, *arguments, **more):
        return {line["domain"]: line["verdict"] for line in self.lines(*arguments, **more)}

    def remarks(self, *arguments):
        return [line.get("remarks", []) for line in self.lines("--connect", SYSTEM, *arguments)]

    def test_all_guests(self):
        self.define("refused", REFUSED)
        self.start("b fits")
        self.define("a-fits")
        for arguments in (("--connect", SYSTEM, "--all"), ("--all",)):
            lines = self.lines(*arguments, status=1)
            self.assertEqual([(line["domain"], line["verdict"]) for line in lines],
                             [("a-fits", "compatible"), ("b fits", "compatible"),
                              ("refused", "incompatible")])
        with self.assertRaises(libvirt.libvirtError):
            self.host.lookupByName("refused").create()

    def test_by_name_and_uuid(self):
        self.define("fits")
        uuid = self.define("refused", REFUSED).UUIDString()
        self.assertEqual(self.verdicts("--domain", "fits", status=0), {"fits": "compatible"})
        for name in (uuid, uuid.upper(), uuid.replace("-", "")):
            self.assertEqual(self.verdicts("--domain", name, status=1), {"refused": "incompatible"})
        lines = self.lines("--domain", "refused", "--domain", "fits", status=1)
        self.assertEqual([line["domain"] for line in lines], ["refused", "fits"])

    def test_a_wrong_name_stops_no_other(self):
        self.define("fits")
        hint = f" ('virsh -c {SYSTEM} list --all' lists them)\n"
        err = f"{SYSTEM}: error: has no guest 'fists'; did you mean 'fits'?" + hint
        arguments = ("--domain", "fists", "--domain", "fits")
        self.assertEqual(self.verdicts(*arguments, status=2, err=err), {"fits": "compatible"})
        err = f"{SYSTEM}: error: has no guest 'nothing of the kind'" + hint
        self.assertEqual(self.lines("--domain", "nothing of the kind", status=2, err=err), [])

    def machine(self):
        """Returns the machine type that q35 stands for."""
        capabilities = ElementTree.fromstring(self.host.getCapabilities())
        (name,) = {machine.get("canonical") for machine in capabilities.iter("machine")
                   if machine.text == "q35"}
        return name

    def test_a_host_without_guests(self):
        self.lines("--all", status=2, err=f"{SYSTEM}: error: has no guest\n")

    def test_places_are_those_of_the_stored_definition(self):
        guest = self.define("refused", REFUSED)
        (line,) = self.lines("--domain", "refused", status=1)
        (finding,) = line["findings"]
        text = guest.XMLDesc(libvirt.VIR_DOMAIN_XML_INACTIVE).splitlines()[finding["line"] - 1]
        self.assertEqual(text[finding["column"] - 1:finding["endColumn"] - 1], "EPYC-Milan")
        # This line has another number in the running guest's text.
        self.define("refused")
        guest.createWithFlags(libvirt.VIR_DOMAIN_START_PAUSED)
        self.define("refused", REFUSED)
        self.assertEqual(self.lines("--domain", "refused")[0]["findings"], [finding])

    def test_a_definition_changed_for_the_worse_while_it_runs(self):
        self.start("changed")
        self.assertEqual(self.remarks("--all"), [[]])
        self.define("changed", REFUSED)
        # A newer libvirt's documents say also which features the host lacks.
        message = r"CPU model 'EPYC-Milan' is not usable on this host(, which lacks .*)?" \
            r"; mode='host-model' takes this host's own, '.*' \[cpu-model\]"
        ((remark,),) = self.remarks("--all")
        self.assertRegex(remark, "^" + re.escape(COMES) + message + "$")
        run = check("--all")
        self.assertEqual(run.returncode, 1)
        self.assertRegex(run.stdout, "\nchanged: note: " + re.escape(COMES) + message + "\n")
        self.define("changed")
        self.assertEqual(self.remarks("--all"), [[]])

    def test_a_definition_changed_for_the_better_while_it_runs(self):
        self.start("changed", self.renamed)
        # A warning is not a difference, since the guest did start.
        self.define("changed")
        self.assertEqual(self.remarks("--all"), [[]])
        as_error = ("--severity", "emulator-path=error")
        ((ends, although),) = self.remarks("--all", *as_error)
        self.assertTrue(ends.startswith(ENDS + "the capabilities are those of the emulator"), ends)
        self.assertEqual(although, ALTHOUGH)
        self.assertEqual(self.verdicts("--all", *as_error, status=0), {"changed": "compatible"})

    def test_a_guest_that_runs_in_spite_of_errors(self):
        as_error = ("--severity", "emulator-path=error")
        self.start("runs", self.renamed)
        self.assertEqual(self.remarks("--all", *as_error), [[ALTHOUGH]])
        self.assertEqual(self.remarks("--all"), [[]])
        # The remark is only about the host that the guest runs on.
        both = self.lines("--all", "--caps", "@debian-12", *as_error)
        self.assertEqual([(line["capabilities"][:5], "remarks" in line) for line in both],
                         [("@debi", False), ("qemu:", True)])

    def test_libvirts_additions_are_no_difference(self):
        disk = f"{self.folder.name}/disk"
        with open(disk, "wb") as file:
            file.truncate(1 << 20)
        devices = "<devices><graphics type='vnc'/><video/><console type='pty'/>" \
            f"<disk type='file'><source file='{disk}'/><target dev='vda'/><readonly/></disk>" \
            "<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng></devices>"
        for cpu in ("host-model", "maximum"):
            self.start(cpu, f"<cpu mode='{cpu}'/>" + devices)
        lines = self.lines("--all", status=0)
        self.assertGreaterEqual(len(lines), 2)
        for line in lines:
            self.assertEqual((line["verdict"], line["findings"], line.get("remarks")),
                             ("compatible", [], None))

    def test_a_transient_guest_is_checked_as_it_runs(self):
        self.host.createXML(self.text("passing", self.renamed), libvirt.VIR_DOMAIN_START_PAUSED)
        arguments = ("--domain", "passing", "--severity", "emulator-path=error")
        (line,) = self.lines(*arguments, status=1)
        self.assertEqual(line["remarks"], [ALTHOUGH])
        text = self.host.lookupByName("passing").XMLDesc().splitlines()
        (finding,) = line["findings"]
        self.assertIn("qemu-of-another-name", text[finding["line"] - 1])

    def test_files_against_the_live_host(self):
        self.define("fits")
        with tempfile.TemporaryDirectory() as folder:
            for name, more in (("good.xml", ""), ("bad.xml", REFUSED)):
                with open(f"{folder}/{name}", "w", encoding="utf-8") as file:
                    file.write(self.text("of-a-file", more))
            verdicts = {"good.xml": "compatible", "bad.xml": "incompatible"}
            self.assertEqual(
                self.verdicts("--connect", SYSTEM, "good.xml", "bad.xml", folder=folder, status=1),
                verdicts)
            self.assertEqual(self.verdicts("good.xml", "bad.xml", "--all", folder=folder, status=1),
                             {**verdicts, "fits": "compatible"})
            # The live host replaces the configuration's, as --caps does.
            with open(f"{folder}/.domcheck.cfg", "w", encoding="utf-8") as config:
                config.write("caps = nothing.xml\nexclude = un*\n[fi*]\nseverity = vcpu-max=note\n")
            self.define("unwanted", REFUSED)
            self.assertEqual(self.verdicts("--all", folder=folder, status=0), {"fits": "compatible"})
            both = self.lines("--connect", SYSTEM, "--caps", "@debian-12", "good.xml",
                              folder=folder, status=0)
            self.assertEqual([line["capabilities"] for line in both],
                             ["@debian-12/x86_64-qemu-q35.xml",
                              f"{SYSTEM} (qemu x86_64 {self.machine()})"])

    def test_only_read(self):
        self.define("fits")
        self.assertEqual(self.verdicts("--all", "--syntax-only", status=0), {"fits": "unknown"})

    def test_formats(self):
        self.start("a guest")
        self.define("a guest", REFUSED)
        line_schema = load("schemas/report-line.schema.json")
        report_schema = load("schemas/report.schema.json")
        resolver = jsonschema.RefResolver("", report_schema,
                                          store={"report-line.schema.json": line_schema})
        report = json.loads(check("--all", "--format", "json").stdout)
        jsonschema.Draft7Validator(report_schema, resolver=resolver).validate(report)
        self.assertEqual(len(report["guests"][0]["remarks"]), 1)

        log = json.loads(check("--all", "--format", "sarif").stdout)
        jsonschema.Draft7Validator(
            load("checker/report/testdata/sarif-2.1.0-subset.schema.json")).validate(log)
        (result,) = (result for result in log["runs"][0]["results"] if result.get("kind") != "open")
        self.assertEqual(result["locations"][0]["physicalLocation"]["artifactLocation"],
                         {"uri": "a%20guest", "uriBaseId": "%SRCROOT%"})
        self.assertNotIn("relatedLocations", result)

        suites = ElementTree.fromstring(check("--all", "--format", "junit").stdout)
        self.assertEqual([suite.get("name") for suite in suites], ["a guest"])
        self.assertEqual([case.get("name") for case in suites.iter("testcase")
                          if case.find("failure") is not None], ["cpu-model"])

    def test_a_baseline_holds_from_any_folder(self):
        self.define("refused", REFUSED)
        with tempfile.TemporaryDirectory() as folder:
            baseline = f"{folder}/baseline.json"
            self.assertEqual(check("--all", "--write-baseline", baseline).returncode, 0)
            self.assertEqual(load(baseline)["findings"][0]["domain"], f"{SYSTEM}#refused")
            os.mkdir(f"{folder}/other")
            for where in (folder, f"{folder}/other"):
                run = check("--all", "--baseline", baseline, folder=where)
                self.assertEqual((run.returncode, run.stderr), (0, ""), run.stdout)

    def test_no_daemon(self):
        uri = "qemu+unix:///system?socket=/run/nobody"
        for arguments in (("--all",), ("--domain", "a"), ("testdata/guests/web-server.xml",)):
            run = check("--connect", uri, *arguments)
            self.assertEqual(run.returncode, 2)
            self.assertTrue(run.stderr.startswith(f"{uri}: error: cannot be connected to: "), run)
            self.assertIn(f"see whether 'virsh -c {uri} list' works", run.stderr)
            self.assertEqual(run.stderr.count("\n"), 1)

    # Runs last, by its name, because it replaces the daemon.
    def test_z_the_daemon_dies_while_it_is_asked(self):
        self.define("fits")
        self.daemon.libvirtd.send_signal(signal.SIGSTOP)
        asking = subprocess.Popen([DOMCHECK, "check", "--all"], stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, text=True)
        time.sleep(1)
        self.assertIsNone(asking.poll())
        killed = time.monotonic()
        self.daemon.libvirtd.kill()
        _, err = asking.communicate(timeout=30)
        self.assertEqual(asking.returncode, 2)
        self.assertRegex(err, rf"\A{SYSTEM}: error: .*\n\Z")
        self.assertLess(time.monotonic() - killed, 10)
        self.host.close()
        self.daemon.restart_libvirtd()
        type(self).host = libvirt.open(SYSTEM)
        self.assertEqual(self.verdicts("--all", status=0), {"fits": "compatible"})


if __name__ == "__main__":
    unittest.main(verbosity=1)
