"""Reads the guests in the *.txt files of guests/ and builds domain XML from them.

A file has a section for each rule, with a line for each guest. Indented lines continue a line:

    [RULE]
    OUTCOME BASE NAME: ELEMENTS
    OUTCOME BASE NAME (not started: WHY): ELEMENTS
    OUTCOME BASE NAME (not translated: WHY): ELEMENTS

OUTCOME is what RULE must report: `ok` nothing, `warn` a warning, `bad` an error. OUTCOME/NEED means
that the guest needs `kvm` or `swtpm` on the machine. If the machine lacks it, or the emulator for
BASE, some rule must refuse the guest.

BASE is one of BASES. Each element goes where domain XML has it: into <os> or <devices>, or below
<domain>, where it replaces the element with the same name. Children of <features> and attributes of
<domain> and <os> are added to those of the base. furnish.py defines the value of each $WORD.
"""
import dataclasses
import os
import re
import xml.etree.ElementTree as ElementTree

# The section of guests that no rule reports.
WHOLE = "whole"

# Leaves out the devices that libvirt adds to every guest, which need PCI.
BARE = "<controller type='usb' model='none'/><memballoon model='none'/>"
ACPI = "<features><acpi/></features>"

# name: virtualization type, architecture, machine, further elements
BASES = {
    "q35": ("qemu", "x86_64", "q35", ACPI),
    "pc": ("qemu", "x86_64", "pc", ACPI),
    "i686": ("qemu", "i686", "pc", ACPI),
    "isapc": ("qemu", "x86_64", "isapc", BARE),
    "microvm": ("qemu", "x86_64", "microvm", BARE),
    "arm": ("qemu", "aarch64", "virt", ""),
    "s390": ("qemu", "s390x", "s390-ccw-virtio", ""),
}
RAW = "raw"  # also a base: the elements are the whole document

IN_OS = {"type", "loader", "nvram", "firmware"}
IN_DOMAIN = {"vcpu", "iothreads", "maxMemory", "cpu", "memoryBacking", "genid", "launchSecurity",
             "clock", "on_crash", "on_reboot"}

HEAD = re.compile(
    r"(ok|warn|bad)(?:/(kvm|swtpm))? +(\w+) +([\w-]+)"
    r"(?: \(not (started|translated): [^)]+\))?: *(.*)"
)


@dataclasses.dataclass
class Guest:
    rule: str
    outcome: str
    needs: set  # what the machine must have: an emulator's architecture, and the table's NEED
    base: str
    name: str
    spared: str  # the step that libvirt does not perform: "started", "translated" or ""
    elements: str

    @property
    def title(self):
        return f"{self.rule}/{self.name}"

    @property
    def file_name(self):
        """The name of the guest's file, and of the guest."""
        return f"{self.rule}.{self.name}"

    def xml(self, words):
        """Returns the guest's definition, with each $WORD replaced by its value in `words`."""
        text = re.sub(r"\$(\w+)", lambda word: words[word[1]], self.elements)
        if self.base == RAW:
            return text
        domain_type, arch, machine, further = BASES[self.base]
        domain = ElementTree.fromstring(
            f"<domain type='{domain_type}'><name>{self.file_name}</name>"
            f"<memory unit='MiB'>64</memory><vcpu>1</vcpu>"
            f"<os><type arch='{arch}' machine='{machine}'>hvm</type></os>"
            f"<features/><devices/></domain>"
        )
        for element in ElementTree.fromstring(f"<elements>{further}{text}</elements>"):
            _put(domain, element)
        ElementTree.indent(domain)
        return ElementTree.tostring(domain, encoding="unicode") + "\n"


def _put(domain, element):
    if element.tag in ("domain", "os", "features"):
        target = domain if element.tag == "domain" else domain.find(element.tag)
        target.attrib.update(element.attrib)
        target.extend(element)
    elif element.tag in IN_OS or element.tag in IN_DOMAIN:
        parent = domain.find("os") if element.tag in IN_OS else domain
        for old in parent.findall(element.tag):
            parent.remove(old)
        parent.append(element)
    else:
        domain.find("devices").append(element)


def read_guests(folder):
    """Returns all guests of the folder, in the order of its files."""
    guests = []
    for file_name in sorted(os.listdir(folder)):
        if file_name.endswith(".txt"):
            with open(f"{folder}/{file_name}", encoding="utf-8") as file:
                guests += _parse(file_name, file.read())
    titles = [guest.title for guest in guests]
    twice = {title for title in titles if titles.count(title) > 1}
    assert not twice, f"two guests of one name: {twice}"
    return guests


def _parse(file_name, text):
    rule = None
    guests = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            rule = line.strip("[]")
        elif line.startswith(" "):
            guests[-1].elements += line.strip()
        else:
            head = HEAD.fullmatch(line)
            assert head and rule, f"{file_name}:{number}: not a guest: {line}"
            outcome, need, base, name, spared, elements = head.groups()
            needs = {need} if need else set()
            if base != RAW:
                needs.add(BASES[base][1])
            guests.append(Guest(rule, outcome, needs, base, name, spared or "", elements))
    return guests
