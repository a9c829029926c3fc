"""Collects what a capabilities document states, for the second opinion."""

import re
import xml.etree.ElementTree as ElementTree

SPACE = " \t\r\n"
QEMU_TYPES = ("kvm", "qemu", "hvf", "hyperv")
SUPPORTED, UNSUPPORTED, UNKNOWN = "supported", "unsupported", "unknown"


# The first release of libvirt that prints each block.
BLOCKS = (("devices/rng", (5, 7)), ("devices/filesystem", (7, 4)), ("devices/tpm", (8, 0)),
          ("devices/channel", (8, 9)), ("devices/crypto", (9, 1)),
          ("features/async-teardown", (9, 6)), ("devices/interface", (10, 6)),
          ("features/ps2", (10, 7)), ("devices/panic", (10, 10)), ("devices/console", (11, 5)),
          ("os/varstore", (12, 1)))


def text_of(element):
    if element is None:
        return ""
    return ((element.text or "") + "".join(child.tail or "" for child in element)).strip(SPACE)


def family_of(machine):
    for prefix, family in (("pc-q35", "q35"), ("pc-i440fx", "pc"), ("pc", "pc"), ("rhel", "pc"),
                           ("q35", "q35"), ("isapc", "isapc"), ("microvm", "microvm"),
                           ("s390-ccw", "s390-ccw-virtio"), ("pseries", "pseries"),
                           ("virt", "virt"), ("xenfv", "xenfv"), ("xenpv", "xenpv")):
        if re.match(re.escape(prefix) + r"($|[-.0-9])", machine):
            return family
    version = re.match(r"(.*?)-[0-9]", machine)
    return version.group(1) if version else machine


def version_of(machine):
    """Returns whether a machine type is of Red Hat's QEMU, the numbers of its version, and its
    distribution."""
    match = re.match(r"(?:pc-q35|pc-i440fx|pc|q35|isapc|microvm|s390-ccw(?:-virtio)?|pseries|virt|"
                     r"xenfv|xenpv)(?:$|(?=[-.0-9]))|(?=rhel)", machine)
    if match:
        rest = machine[match.end():].lstrip("-")
    else:
        rest = machine[len(family_of(machine)) + 1:]
    is_rhel = rest.startswith("rhel")
    rest = rest[4:] if is_rhel else rest
    numbers = re.match(r"(\d+)?(?:\.(\d+)?)?(?:\.(\d+)?)?", rest)
    values = [int(number) if number else 0 for number in numbers.groups()]
    return is_rhel, values, rest[numbers.end():].lstrip("-")


class Capabilities:
    """What a document states: blocks, lists and values by their path."""

    def __init__(self, xml):
        root = ElementTree.fromstring(xml)
        self.domain, self.arch, self.machine, self.path = (
            text_of(root.find(name)) for name in ("domain", "arch", "machine", "path"))
        self.says = {}    # by path of a block: its own supported
        self.lists = {}   # values by path; a list of one for a single value
        self.elements = {}
        self.models = {}  # custom CPUs: name -> (element, names of its blockers)
        self.host_model, self.provided, self.lacking = "", set(), set()  # and features
        self.add_children(root, "")

    def is_filled_in(self, path):
        """Only QEMU's driver sets these; other drivers print 'no' for them."""
        is_qemu = self.domain in QEMU_TYPES + ("",)
        return is_qemu or not re.match("(cpu|features/sev|features/sgx)(/|$)", path)

    def add_children(self, element, path):
        for child in element:
            self.add(child, path)

    def add(self, element, around):
        name = {"iothread": "iothreads", "reduced-phys-bits": "reducedPhysBits"}.get(
            element.tag, element.tag)
        path = (around + "/" if around else "") + name
        if name == "enum":
            path = (around + "/" if around else "") + element.get("name", "enum")
            values = self.lists.setdefault(path, [])
            values += [text_of(value) for value in element.findall("value")]
        elif name == "mode" and around == "cpu":
            self.add_cpu_mode(element)
        elif name == "feature":
            if around == "cpu/host-model" and element.get("policy") != "disable":
                self.lists.setdefault(path, []).append(element.get("name", ""))
        elif name == "blockers":
            pass
        elif name == "value" or (name == "model" and around == "cpu/custom"):
            self.lists.setdefault(path, []).append(text_of(element))
            if name == "model":
                self.models.setdefault(text_of(element), (element, []))
        else:
            self.elements[path] = element
            if len(element) == 0 and text_of(element) and element.get("supported") is None:
                self.lists[path] = [text_of(element)]
            else:
                word = element.get("supported", "yes")
                says = {"yes": SUPPORTED, "no": UNSUPPORTED}.get(word, UNKNOWN)
                self.says[path] = says if self.is_filled_in(path) or says == SUPPORTED else UNKNOWN
            for attribute, value in element.attrib.items():
                if attribute != "supported":
                    self.lists[path + "/" + attribute] = [value]
            self.add_children(element, path)

    def add_cpu_mode(self, element):
        if not self.is_filled_in("cpu"):
            return
        name = element.get("name", "mode")
        says = {"yes": SUPPORTED, "no": UNSUPPORTED}.get(element.get("supported", "yes"), UNKNOWN)
        modes = self.lists.setdefault("cpu/mode", [])
        if says == SUPPORTED:
            modes.append(name)
        self.says["cpu/" + name] = says
        self.add_children(element, "cpu/" + name)
        if name == "host-model" and says == SUPPORTED:
            self.host_model = text_of(element.find("model"))
            for feature in element.findall("feature"):
                is_disabled = feature.get("policy") == "disable"
                (self.lacking if is_disabled else self.provided).add(feature.get("name", ""))
        if name == "custom":
            for blockers in element.findall("blockers"):
                self.lacking |= {feature.get("name", "") for feature in blockers.findall("feature")}
                if blockers.get("model") in self.models:
                    self.models[blockers.get("model")][1].extend(
                        feature.get("name", "") for feature in blockers.findall("feature"))

    def block_that_says_no(self, path):
        """Returns the outermost block around the statement at the path, or the path itself."""
        steps = path.split("/")
        arounds = ["/".join(steps[:count]) for count in range(1, len(steps) + 1)]
        return next((around for around in arounds if self.says.get(around) == UNSUPPORTED), None)

    def ask_block(self, path):
        if self.block_that_says_no(path):
            return UNSUPPORTED
        if path in self.lists:
            return SUPPORTED
        return self.says.get(path, UNKNOWN)

    def ask_value(self, path, value):
        if self.block_that_says_no(path):
            return UNSUPPORTED
        if path in self.lists:
            return SUPPORTED if value in self.lists[path] else UNSUPPORTED
        return UNSUPPORTED if path in self.says else UNKNOWN

    def libvirt(self):
        """Returns the release that the document is at least of, and one that it is older than; each
        may be None."""
        at_least, before = None, None
        is_whole = self.domain in ("kvm", "qemu", "hvf")
        for path, since in BLOCKS:
            if path in self.says:
                at_least, is_whole = since, is_whole and before is None
            elif before is None:
                before = since
        return at_least, before if is_whole and at_least else None

    def value(self, path):
        return (self.lists.get(path) or [None])[0]

    def model(self, name):
        if name in self.models:
            return self.models[name]
        return next((known for known in self.models.values()
                     if known[0].get("canonical", "") == name), None)
