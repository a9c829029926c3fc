"""Holds the hosts that ship inside to what cut.py makes of the captures, and cut.py to its promises."""

import pathlib
import re
import sys
import unittest

FOLDER = pathlib.Path(__file__).parent
sys.path.insert(0, str(FOLDER))
import cut  # pylint: disable=wrong-import-position

TESTDATA = pathlib.Path("testdata")


class CutTest(unittest.TestCase):
    def test_shipped_hosts_are_what_it_makes(self):
        self.assertGreaterEqual(len(cut.HOSTS), 3)
        for host in cut.HOSTS:
            shipped = {path.name: path.read_text(encoding="utf-8")
                       for path in (FOLDER / host["name"]).iterdir()}
            made = cut.make(host, TESTDATA)
            self.assertEqual(sorted(made), sorted(shipped), host["name"])
            for name, content in made.items():
                self.assertEqual(content, shipped[name], f"{host['name']}/{name}")

    def test_every_line_but_the_cut_ones_stays(self):
        for host in cut.HOSTS:
            for folder in host["captures"]:
                for path in (TESTDATA / folder).glob("*-*.xml"):
                    captured = cut.USABLE.sub("unknown", path.read_text(encoding="utf-8"))
                    rest = iter(captured.splitlines())
                    for line in cut.cut_document(captured).splitlines():
                        self.assertIn(line, rest, path)

    def test_nothing_of_the_machine_is_left(self):
        for host in cut.HOSTS:
            for name, text in cut.make(host, TESTDATA).items():
                for word in ("<blockers", "usable='no'", "usable='yes'", "pciBackend", "<sev",
                             "<sgx", "<tdx", "<uuid", "<topology", "feature policy="):
                    self.assertNotIn(word, text, f"{host['name']}/{name}")
                if "-kvm-" in name:
                    self.assertNotIn("<vcpu", text, name)
                    self.assertNotIn("<hyperv", text, name)

    # Why the kvm documents of hosts that were captured without KVM may be made.
    def test_a_made_kvm_document_is_what_a_captured_one_is(self):
        compared = 0
        for path in (TESTDATA / "hosts/debian-12").glob("x86_64-qemu-*.xml"):
            captured = path.with_name(path.name.replace("qemu", "kvm"))
            self.assertEqual(cut.cut_document(cut.as_kvm(path.read_text(encoding="utf-8"))),
                             cut.cut_document(captured.read_text(encoding="utf-8")), path.name)
            compared += 1
        self.assertEqual(compared, 3)

    def test_a_row_cuts_an_element_with_all_in_it(self):
        text = ("<domainCapabilities>\n  <domain>kvm</domain>\n  <vcpu max='8'/>\n  <features>\n"
                "    <sev supported='yes'>\n      <cbitpos>47</cbitpos>\n    </sev>\n"
                "    <genid supported='yes'/>\n  </features>\n</domainCapabilities>\n")
        self.assertEqual(
            cut.cut_document(text),
            "<domainCapabilities>\n  <domain>kvm</domain>\n  <features>\n"
            "    <genid supported='yes'/>\n  </features>\n</domainCapabilities>\n")
        self.assertIn("<vcpu", cut.cut_document(text.replace("kvm", "qemu")))

    def test_kvm_is_a_type_of_the_machines_once(self):
        for host in cut.HOSTS:
            text = cut.make(host, TESTDATA)["capabilities.xml"]
            for arch in re.findall(r"<arch name='(i686|x86_64)'>(.*?)</arch>", text, re.S):
                self.assertEqual(arch[1].count("<domain type='kvm'"), 1, host["name"])


if __name__ == "__main__":
    unittest.main()
