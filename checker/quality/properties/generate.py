"""Generates guests and capabilities documents from the rules' paths and from captured hosts.

The same seed gives the same documents. A guest asks by some rules, each at its own element, with
values that a host offers, values near those, and values that no host offers. A document is a
captured one with blocks, lists, values and models removed, added and reversed.
"""

import pathlib
import re
import xml.etree.ElementTree as ElementTree

SHARED = ("os", "cpu", "features", "devices", "memoryBacking", "type", "vcpu", "iothreads", "genid",
          "launchSecurity", "emulator")  # a guest has one of these
NEAR = ("yes", "no", "on", "off", "none", "default", "host", "0", "1", "4", "99999", "0x33", "word",
        "", "virtio", "sd", "mdev", "ide")
# What odd rules read beside their guest path: (path, attribute, values).
BESIDE = (
    ("devices/disk", "device", ("disk", "cdrom", "floppy", "lun")),
    ("devices/disk/target", "dev",
     ("hda", "sdb", "vdc", "xvda", "ubda", "fda", "ioemu:hdc", "nbd0")),
    ("devices/hostdev", "mode", ("subsystem", "capabilities")),
    ("devices/hostdev", "type", ("pci", "usb", "scsi", "mdev", "storage", "misc")),
    ("devices/interface", "type", ("hostdev", "user", "network")),
    ("devices/tpm", "model", ("tpm-tis", "tpm-crb", "tpm-spapr")),
    ("devices/tpm/backend", "type", ("emulator", "passthrough", "external")),
    ("features/vmcoreinfo", "state", ("on", "off")),
    ("features/async-teardown", "enabled", ("yes", "no")),
    ("features/hyperv", "mode", ("custom", "passthrough")),
    ("cpu", "mode", ("custom", "host-model", "host-passthrough", "maximum")),
    ("cpu", "check", ("none", "partial", "full")),
    ("cpu", "migratable", ("on", "off")),
    ("cpu/model", "fallback", ("allow", "forbid")),
    ("devices/memory/target/size", "unit", ("KiB", "MiB", "GiB", "parsec")),
)


WHOM = ("path", "domain", "machine", "arch")  # the guests that a document is about
TYPES = ("kvm", "qemu", "hvf", "hyperv", "xen", "lxc", "vz")
ARCHES = ("x86_64", "i686", "aarch64", "armv7l", "s390x", "ppc64", "ppc64le", "riscv64")


def captured(testdata):
    """Returns the texts of all captured and hand-made capabilities documents, sorted by name."""
    files = sorted(pathlib.Path(testdata).glob("hosts/*/*.xml")) + sorted(
        pathlib.Path(testdata).glob("rules/*/caps.xml"))
    texts = [file.read_text(encoding="utf-8") for file in files]
    return [text for text in texts if "<domainCapabilities" in text]


def vocabulary(texts):
    """Returns the values that documents list, by the last two steps of their paths and the last."""
    words = {}
    for text in texts:
        root = ElementTree.fromstring(text)
        for block in root.iter():
            for enum in block.findall("enum"):
                for value in enum.findall("value"):
                    for key in (block.tag + "/" + enum.get("name", ""), enum.get("name", "")):
                        words.setdefault(key, set()).add(value.text or "")
            if block.tag in ("model", "mode"):
                name = block.get("name") or block.text or ""
                key = {"model": "custom/model", "mode": "cpu/mode"}[block.tag]
                words.setdefault(key, set()).add(name)
            if len(block) == 0 and (block.text or "").strip():
                words.setdefault(block.tag, set()).add(block.text.strip())
    return {key: sorted(values) for key, values in words.items()}


def one_of(random, words):
    return words[random.randrange(len(words))]


def value_for(random, rule, words):
    path = rule["capability"]
    known = words.get("/".join(path.split("/")[-2:])) or words.get(path.rsplit("/", 1)[-1]) or []
    known = known + (rule["acceptedUnlisted"] or "").split()
    return one_of(random, known) if known and random.random() < 0.7 else one_of(random, NEAR)


def child(parent, name, is_shared):
    found = parent.find(name) if is_shared else None
    return ElementTree.SubElement(parent, name) if found is None else found


def walk_to(root, path):
    """Returns the element at the path; makes missing ones, and sets attributes of conditions."""
    element = root
    for step in filter(None, path.split("/")):
        name, attribute, value = re.fullmatch(r"([^\[]*)(?:\[@(.*)='(.*)'\])?", step).groups()
        is_device = element.tag == "devices"
        element = child(element, name, name in SHARED or not is_device)
        if attribute:
            element.set(attribute, value)
    return element


def ask(random, guest, rule, words):
    elements, settings = rule["element"].split(" | "), rule["setting"].split(" | ")
    number = random.randrange(len(elements))
    element = walk_to(guest, elements[number])
    path, _, last = settings[number if len(settings) > 1 else 0].rpartition("/")
    value = value_for(random, rule, words)
    for step in filter(None, path.split("/")):
        element = child(element, step, True)
    if last.startswith("@"):
        element.set(last[1:], value)
    elif last == "text()":
        element.text = value
    elif last:
        child(element, last, True)


def put_beside(random, guest):
    for path, attribute, values in BESIDE:
        *around, last = path.split("/")
        for parent in guest.findall("/".join(around)) if around else [guest]:
            for element in parent.findall(last):
                if random.random() < 0.5:
                    element.set(attribute, one_of(random, values))
    for disk in guest.findall("devices/disk"):
        if random.random() < 0.5:
            child(disk, "target", True).set("dev", one_of(random, BESIDE[1][2]))
    for store in guest.findall("devices/disk/backingStore"):
        if random.random() < 0.8:
            ElementTree.SubElement(store, "format", type="qcow2")
    for tpm in guest.findall("devices/tpm"):
        if random.random() < 0.5:
            child(tpm, "backend", True).set("type", one_of(random, BESIDE[6][2]))
    for cpu in guest.findall("cpu"):
        for name in ("pcid", "spec-ctrl", "avx512f", "erms", "invpcid", "rtm", "hle"):
            if random.random() < 0.3:
                feature = ElementTree.SubElement(cpu, "feature", name=name)
                if random.random() < 0.8:
                    feature.set("policy", one_of(random, ("disable", "forbid", "require")))
    for hyperv in guest.findall("features/hyperv"):
        for name in ("relaxed", "vapic", "spinlocks", "evmcs", "frobnicate"):
            if random.random() < 0.4:
                ElementTree.SubElement(hyperv, name).set("state", one_of(random, ("on", "off")))


def guest(random, rules, words):
    """Returns a guest's text."""
    asking = [rule for rule in rules if rule.get("element") is not None]
    is_odd = random.random() < 0.15  # few documents are about such a guest
    if not is_odd:
        asking = [rule for rule in asking if rule["capability"] not in WHOM]
    root = ElementTree.Element("domain", type=one_of(random, TYPES) if is_odd else "kvm")
    ElementTree.SubElement(root, "name").text = "guest"
    if random.random() < 0.7:
        kind = walk_to(root, "os/type")
        kind.text = "hvm"
        kind.set("arch", one_of(random, ARCHES) if is_odd else "x86_64")
        if is_odd:
            kind.set("machine", one_of(random, words["machine"] + ["pc", "virt", "pc-q35-4.0"]))
        elif random.random() < 0.8:
            kind.set("machine", "q35")  # as most documents
    for _ in range(random.randrange(1, 24)):
        ask(random, root, one_of(random, asking), words)
    put_beside(random, root)
    return ElementTree.tostring(root, encoding="unicode")


def blocks(root):
    """Returns the (parent, block) of all that a document states, except those in WHOM."""
    return [(parent, element) for parent in root.iter() for element in parent
            if not (parent is root and element.tag in WHOM)]


def turn_round(random, root, words):
    """Changes one thing."""
    choices = blocks(root)
    if not choices:
        return
    parent, element = one_of(random, choices)
    kind = random.randrange(7)
    if kind == 0:
        parent.remove(element)
    elif kind == 1:
        blocks_that_say = [block for block in root.iter() if block.get("supported")]
        if blocks_that_say:
            one_of(random, blocks_that_say).set(
                "supported", one_of(random, ("yes", "yes", "no", "maybe")))
    elif kind == 2 and element.tag == "enum":
        for value in list(element):
            if random.random() < 0.5:
                element.remove(value)
    elif kind == 3 and element.tag == "enum":
        known = {value.text for value in element}
        more = one_of(random, words.get(element.get("name"), NEAR) or NEAR)
        if more not in known:
            ElementTree.SubElement(element, "value").text = more
    elif kind == 4 and element.tag == "model":
        element.set("usable", one_of(random, ("yes", "no", "unknown")))
        if random.random() < 0.5:
            element.set("deprecated", one_of(random, ("yes", "no")))
    elif kind == 5 and element.tag == "mode" and element.get("name") == "custom":
        model = one_of(random, words["custom/model"])
        if all(known.get("model") != model for known in element.findall("blockers")):
            blockers = ElementTree.SubElement(element, "blockers", model=model)
            for name in ("pcid", "erms", "rtm"):
                if random.random() < 0.6:
                    ElementTree.SubElement(blockers, "feature", name=name)
    elif kind == 6 and len(element) == 0 and (element.text or "").strip():
        element.text = one_of(random, NEAR)


LISTED = ("value", "model", "mode")  # a list with values excludes all others


def graft(onto, other):
    """Adds the blocks and lists that only the other document states."""
    for block in other:
        same = [known for known in onto
                if known.tag == block.tag and known.get("name") == block.get("name")]
        if not same and not (block.tag in LISTED and onto.findall(block.tag)):
            onto.append(block)
        elif same and block.tag not in ("enum", "value", "model"):
            graft(same[0], block)


def document(random, texts, words):
    """Returns a capabilities document's text."""
    root = ElementTree.fromstring(one_of(random, texts))
    for _ in range(random.randrange(0, 30)):
        graft(root, ElementTree.fromstring(one_of(random, texts)))
    for name, words_for in (("domain", TYPES), ("arch", ARCHES), ("machine", words["machine"])):
        stated = root.find(name)
        if stated is None:
            stated = ElementTree.SubElement(root, name)
        dice = random.random()
        if dice < 0.1:
            root.remove(stated)
        elif dice < 0.15:
            stated.text = one_of(random, words_for)
        elif name != "machine":
            stated.text = {"domain": "qemu" if dice < 0.3 else "kvm", "arch": "x86_64"}[name]
    for _ in range(random.randrange(0, 40)):
        turn_round(random, root, words)
    return ElementTree.tostring(root, encoding="unicode")


def without_a_block(random, text):
    """Returns the document without one thing that it states; None where it states nothing."""
    root = ElementTree.fromstring(text)
    choices = [(parent, element) for parent, element in blocks(root)
               if element.tag not in ("value", "model", "feature", "mode")]
    if not choices:
        return None
    parent, element = one_of(random, choices)
    parent.remove(element)
    return ElementTree.tostring(root, encoding="unicode")
