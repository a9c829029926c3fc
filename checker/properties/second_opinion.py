"""A second opinion on a guest and a capabilities document.

It shares no code with domcheck and takes no care of speed, places or wording: it reads both
documents with ElementTree, and what the rules are from `domcheck explain --all --format json`. Where
a rule is odd, a function here says how, from the same facts of libvirt; a rule without one is asked
and answered by its row alone. One document answers a guest; a host of several is not its concern.
"""

import re
import xml.etree.ElementTree as ElementTree

SPACE = " \t\r\n"
QEMU_TYPES = ("kvm", "qemu", "hvf", "hyperv")
X86 = ("x86_64", "i686")
IDENTITY = ("domain-type", "os-arch", "os-machine", "emulator-path")
BY_DOMAIN_TYPE = ("cpu-mode", "cpu-migratable", "cpu-model", "cpu-model-deprecated",
                  "cpu-maxphysaddr", "gic", "gic-version", "hyperv", "hyperv-feature")
SUPPORTED, UNSUPPORTED, UNKNOWN = "supported", "unsupported", "unknown"


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


class Capabilities:
    """What a document states: blocks, lists and values by their path."""

    def __init__(self, xml):
        root = ElementTree.fromstring(xml)
        self.domain, self.arch, self.machine, self.path = (
            text_of(root.find(name)) for name in ("domain", "arch", "machine", "path"))
        self.says = {}    # of a block, by path: what it says of itself
        self.lists = {}   # values by path; of a single value, a list of one
        self.elements = {}
        self.models = {}  # of custom CPUs: name -> (element, names of what blocks it)
        self.add_children(root, "")

    def is_filled_in(self, path):
        """Only QEMU's driver fills in these; the others print them with 'no'."""
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
        elif name in ("feature", "blockers"):
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
        if name == "custom":
            for blockers in element.findall("blockers"):
                if blockers.get("model") in self.models:
                    self.models[blockers.get("model")][1].extend(
                        feature.get("name", "") for feature in blockers.findall("feature"))

    def block_that_says_no(self, path):
        """The outermost one around what is stated there, or itself."""
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

    def value(self, path):
        return (self.lists.get(path) or [None])[0]

    def model(self, name):
        if name in self.models:
            return self.models[name]
        return next((known for known in self.models.values()
                     if known[0].get("canonical", "") == name), None)


class Asked:
    """One thing that a guest asks: by a rule, for an element, at a place."""

    def __init__(self, rule, element, place, part="", value=None, capability=None):
        self.rule, self.element, self.place, self.part = rule, element, place, part
        self.value = value
        self.capability = capability or rule["capability"]


def follow(element, setting):
    """The (element, part, value) at the end of a setting's path."""
    if not setting:
        return [(element, "", None)]
    if setting.startswith("@"):
        value = element.get(setting[1:])
        return [] if value is None else [(element, "/" + setting, value)]
    if setting == "text()":
        return [(element, "/text()", text_of(element))] if text_of(element) else []
    name, _, rest = setting.partition("/")
    return [found for child in element.findall(name) for found in follow(child, rest)]


def cpu_mode(cpu):
    if cpu.get("mode") is not None:
        return cpu.get("mode")
    return "custom" if text_of(cpu.find("model")) else None


def sub(element, path, attribute, absent=None):
    """An attribute of the first child of that name."""
    child = element.find(path)
    return absent if child is None else child.get(attribute, absent)


class Guest:
    def __init__(self, xml, rules):
        self.root = ElementTree.fromstring(xml)
        self.parents = {child: parent for parent in self.root.iter() for child in parent}
        self.type = self.root.get("type", "")
        kind = self.root.find("os/type")
        self.arch = "" if kind is None else kind.get("arch", "")
        self.asked = list(self.ask_all(rules))

    def ask_all(self, rules):
        ways = {}
        for rule in rules:
            if rule.get("element") is None:
                continue
            elements, settings = rule["element"].split(" | "), rule["setting"].split(" | ")
            for number, element in enumerate(elements):
                path, condition = re.fullmatch(r"([^\[]*)(?:\[@(.*)\])?", element).groups()
                setting = settings[number if len(settings) > 1 else 0]
                ways.setdefault(path, []).append((rule, setting, condition))
        for element in self.root.iter():
            for rule, setting, condition in ways.get(self.names_to(element), []):
                if condition:
                    name, value = condition.rstrip("'").split("='")
                    if element.get(name) != value:
                        continue
                yield from self.ask(rule, element, setting)

    def names_to(self, element):
        names = []
        while element is not self.root:
            names.insert(0, element.tag)
            element = self.parents[element]
        return "/".join(names)

    def place_of(self, element):
        """As XPath; a number where siblings share the name, and always at a device."""
        steps = []
        while element is not self.root:
            parent = self.parents[element]
            same = parent.findall(element.tag)
            is_device = parent.tag == "devices" and self.parents.get(parent) is self.root
            number = "[%d]" % (same.index(element) + 1) if len(same) > 1 or is_device else ""
            steps.insert(0, element.tag + number)
            element = parent
        return "/".join(["/domain"] + steps)

    def ask(self, rule, element, setting):
        function = getattr(self, "ask_" + rule["id"].replace("-", "_"), None)
        found = function(element, setting) if function else follow(element, setting)
        for place, part, value, *capability in found:
            yield Asked(rule, element, self.place_of(place), part, value, *capability)

    # Odd rules: each returns the (element, part, value) that it asks for.

    def ask_iothreads(self, element, setting):
        found = follow(element, setting)
        return [(place, part, None) for place, part, value in found
                if element.tag == "driver" or value.strip("0")]

    def ask_firmware_secure_boot(self, element, setting):
        return [found for found in follow(element, setting) if found[2] == "yes"]

    ask_firmware_enrolled_keys = ask_hostdev_iommufd = ask_firmware_secure_boot

    def ask_cpu_mode(self, element, setting):
        mode = cpu_mode(element)
        part = "/@mode" if "mode" in element.attrib else ""
        return [] if mode is None else [(element, part, mode)]

    def ask_cpu_migratable(self, element, setting):
        mode, value = element.get("mode"), element.get("migratable")
        if value is None or mode not in ("maximum", "host-passthrough"):
            return []
        path = {"maximum": "cpu/maximum/maximumMigratable"}.get(mode)
        return [(element, "/@migratable", value, path)]

    def ask_cpu_model(self, element, setting):
        return follow(element, setting) if cpu_mode(element) == "custom" else []

    ask_cpu_model_deprecated = ask_cpu_model

    def ask_disk_device(self, element, setting):
        return follow(element, setting) or [(element, "", "disk")]

    def ask_disk_bus(self, element, setting):
        target = element.find("target")
        if target is not None and target.get("bus") is not None:
            return [(target, "/@bus", target.get("bus"))]
        place = element if target is None else target
        if element.get("device") == "floppy":
            return [(place, "", "fdc")]
        device = re.sub("^ioemu:", "", "" if target is None else target.get("dev", ""))
        buses = {"hd": "ide", "sd": "scsi", "vd": "virtio", "xvd": "xen", "ubd": "uml", "fd": "fdc"}
        return [(place, "", bus) for prefix, bus in buses.items() if device.startswith(prefix)]

    def ask_backing_store(self, element, setting):
        has_content = len(element) > 0 or text_of(element) or element.attrib
        return follow(element, setting) if has_content else []

    def ask_video(self, element, setting):
        return [] if sub(element, "model", "type") == "none" else follow(element, setting)

    def ask_video_model(self, element, setting):
        is_asked = sub(element, "model", "type") not in ("none", "default")
        return follow(element, setting) if is_asked else []

    def ask_hostdev_mode(self, element, setting):
        return follow(element, setting) or [(element, "", "subsystem")]

    def ask_hostdev_type(self, element, setting):
        return follow(element, setting) if element.get("mode", "subsystem") == "subsystem" else []

    def ask_hostdev_capability(self, element, setting):
        return follow(element, setting) if element.get("mode") == "capabilities" else []

    def ask_hostdev_driver(self, element, setting):
        if sub(element, "driver", "name") is not None:
            return follow(element, setting)
        is_pci = element.get("mode", "subsystem") == "subsystem" and element.get("type") == "pci"
        return [(element, "", None)] if element.tag == "interface" or is_pci else []

    def tpm_model(self, tpm):
        return tpm.get("model", "tpm-spapr" if self.arch.startswith("ppc64") else "tpm-tis")

    def ask_tpm_model(self, element, setting):
        return [(element, "/@model" if "model" in element.attrib else "", self.tpm_model(element))]

    def ask_tpm_version(self, element, setting):
        backend = element.find("backend")
        if backend is None or backend.get("type") != "emulator":
            return []
        if backend.get("version") is not None:
            return [(backend, "/@version", backend.get("version"))]
        is_tis = self.arch in X86 and self.tpm_model(element) == "tpm-tis"
        return [(backend, "", "1.2" if is_tis else "2.0")]

    def ask_vmcoreinfo(self, element, setting):
        return [] if element.get("state") == "off" else follow(element, setting)

    def ask_async_teardown(self, element, setting):
        return follow(element, setting) if element.get("enabled") == "yes" else []

    def enlightenments(self, hyperv):
        if hyperv.get("mode") == "passthrough":
            return []
        return [child for child in hyperv if child.get("state") != "off"]

    def ask_hyperv(self, element, setting):
        return follow(element, setting) if self.enlightenments(element) else []

    def ask_hyperv_feature(self, element, setting):
        return [(child, "", child.tag) for child in self.enlightenments(element)]


def whole_number(text, pattern=r"\d+", base=10):
    return int(text, base) if text is not None and re.fullmatch(pattern, text, re.ASCII) else None


def libvirt_number(text):
    if text is not None and re.match("0[xX]", text):
        return whole_number(text[2:], "[0-9a-fA-F]+", 16)
    return whole_number(text)


def kibibytes(element, text):
    shift = {"KiB": 0, "k": 0, "MiB": 10, "M": 10, "GiB": 20, "G": 20, "TiB": 30, "T": 30}.get(
        element.get("unit", "KiB"))
    number = libvirt_number(text)
    return None if number is None or shift is None or number >= 1 << 30 else number << shift


class Answers:
    """Of one document to one guest: each (support, severity, block that says no)."""

    def __init__(self, guest, capabilities):
        self.guest, self.capabilities = guest, capabilities

    def answer(self, asked):
        function = getattr(self, "answer_" + asked.rule["id"].replace("-", "_"), self.from_row)
        return function(asked)

    def from_row(self, asked):
        capabilities, path = self.capabilities, asked.capability
        if asked.value is None:
            support = capabilities.ask_block(path)
        else:
            support = capabilities.ask_value(path, asked.value)
        block = capabilities.block_that_says_no(path)
        is_accepted = asked.value in asked.rule["acceptedUnlisted"].split()
        if support == UNSUPPORTED and not block and is_accepted:
            support = UNKNOWN
        return support, asked.rule["severity"], block

    def decide(self, asked, is_fine, severity=None):
        return (SUPPORTED if is_fine else UNSUPPORTED), severity or asked.rule["severity"], None

    def unknown(self):
        return UNKNOWN, None, None

    def answer_domain_type(self, asked):
        if not self.capabilities.domain:
            return self.unknown()
        return self.decide(asked, self.capabilities.domain == asked.value)

    def answer_os_arch(self, asked):
        host = self.capabilities.arch
        if not host:
            return self.unknown()
        runs = (asked.value, host) in (
            ("i686", "x86_64"), ("armv7l", "aarch64"), ("ppc64le", "ppc64"))
        return self.decide(asked, asked.value == host, "warning" if runs else None)

    def answer_os_machine(self, asked):
        host = self.capabilities.machine
        if host and host != asked.value and family_of(host) != family_of(asked.value):
            return self.decide(asked, False)
        return self.decide(asked, True) if host and host == asked.value else self.unknown()

    def answer_emulator_path(self, asked):
        host = self.capabilities.path
        return self.decide(asked, host == asked.value) if host else self.unknown()

    def answer_vcpu_max(self, asked):
        most = whole_number(self.capabilities.value(asked.capability))
        if most is None:
            return self.unknown()
        count = whole_number(asked.value)
        return self.decide(asked, count is not None and count <= most)

    def answer_firmware_secure_boot(self, asked):
        answer = self.from_row(asked)
        is_doubtful = self.capabilities.ask_value("os/loader/secure", "yes") == UNSUPPORTED
        if answer[0] == UNKNOWN and is_doubtful:
            return self.decide(asked, False, "warning")
        return answer

    def mode_that_says_no(self, cpu):
        mode = cpu_mode(cpu)
        return mode and self.capabilities.block_that_says_no("cpu/" + mode)

    def answer_cpu_mode(self, asked):
        support, severity, block = self.from_row(asked)
        if support == UNSUPPORTED:
            block = self.mode_that_says_no(asked.element)
        return support, severity, block

    def answer_cpu_model(self, asked):
        if self.mode_that_says_no(asked.element):
            return self.from_row(asked)
        host, cpu = self.capabilities, asked.element
        if not host.models:
            return self.unknown()
        known = host.model(asked.value)
        if known is None:
            place = next(m for m in cpu.findall("model") if text_of(m) == asked.value)
            is_replaceable = host.arch in X86 or host.domain == "qemu"
            may_start = place.get("fallback") != "forbid" and is_replaceable
            return self.decide(asked, False, "warning" if may_start else None)
        model, blockers = known
        disabled = {feature.get("name") for feature in cpu.findall("feature")
                    if feature.get("policy") in ("disable", "forbid")}
        if model.get("usable") != "no" or (blockers and disabled.issuperset(blockers)):
            return self.decide(asked, True)
        check = cpu.get("check", "none" if host.domain == "qemu" else "partial")
        starts = check == "none" and host.arch != "s390x"
        may_start = not blockers and len(disabled) > 0
        return self.decide(asked, False, "warning" if starts or may_start else None)

    def answer_cpu_model_deprecated(self, asked):
        if self.mode_that_says_no(asked.element):
            return self.from_row(asked)
        known = self.capabilities.model(asked.value)
        if known is None:
            return self.unknown()
        return self.decide(asked, known[0].get("deprecated") != "yes")

    def answer_cpu_maxphysaddr(self, asked):
        block = self.mode_that_says_no(asked.element)
        if block:
            return UNSUPPORTED, asked.rule["severity"], block
        limit = self.capabilities.value("cpu/host-model/maxphysaddr/limit")
        if limit is None:
            return self.unknown()
        return self.decide(asked, (whole_number(asked.value) or 0) <= (whole_number(limit) or 0))

    def answer_disk_bus(self, asked):
        support, severity, block = self.from_row(asked)
        return support, "warning" if asked.value == "sd" and not block else severity, block

    def answer_hostdev_driver(self, asked):
        if self.capabilities.lists.get(asked.capability) == [] and \
                not self.capabilities.block_that_says_no(asked.capability):
            return self.decide(asked, False)
        return self.from_row(asked)

    def answer_gic_version(self, asked):
        if asked.value == "host" and self.capabilities.ask_block("features/gic") == SUPPORTED:
            return self.decide(asked, True)
        return self.from_row(asked)

    def answer_hyperv_feature(self, asked):
        support, severity, block = self.from_row(asked)
        is_emulated = self.capabilities.domain == "qemu" and not block
        return support, "warning" if is_emulated else severity, block

    def answer_sev_cbitpos(self, asked):
        if self.capabilities.ask_block(asked.capability) == UNSUPPORTED:
            return self.from_row(asked)
        stated = self.capabilities.value(asked.capability)
        if stated is None:
            return self.unknown()
        return self.decide(asked, libvirt_number(stated) == libvirt_number(asked.value))

    answer_sev_reduced_phys_bits = answer_sev_cbitpos

    def answer_sgx_size(self, asked):
        if self.capabilities.ask_block(asked.capability) == UNSUPPORTED:
            return self.from_row(asked)
        section = self.capabilities.elements.get(asked.capability)
        if section is None:
            return self.unknown()
        size = next(e for e in asked.element.findall("target/size") if text_of(e) == asked.value)
        most, wanted = kibibytes(section, text_of(section)), kibibytes(size, asked.value)
        if most is None or wanted is None:
            return self.unknown()
        return self.decide(asked, wanted <= most)

    def fit(self):
        """Whether the document is about such a guest: 'same', 'similar' or 'other'."""
        fit = "same"
        for asked in self.guest.asked:
            if asked.rule["id"] not in IDENTITY:
                continue
            support, severity, _ = self.answer(asked)
            if support != UNSUPPORTED or severity != "error":
                continue
            host = self.capabilities.domain
            if asked.rule["id"] != "domain-type" or not {asked.value, host}.issubset(QEMU_TYPES):
                return "other"
            fit = "similar"
        return fit


def check(guest, capabilities):
    """The verdict, how much was asked and left open, and each finding's rule, severity, value and
    place, sorted."""
    answers = Answers(guest, capabilities)
    fit = answers.fit()
    findings, told, open_questions, is_answered = [], {}, 0, False
    for asked in guest.asked:
        rule = asked.rule["id"]
        support, severity, block = answers.answer(asked)
        if rule not in IDENTITY and (fit == "other" or (fit == "similar" and rule in BY_DOMAIN_TYPE)):
            support = UNKNOWN
        open_questions += support == UNKNOWN
        is_answered |= support != UNKNOWN and rule not in IDENTITY
        if support != UNSUPPORTED:
            continue
        # An element is told once of a block that says no, but again if that is worse.
        earlier = told.setdefault(asked.element, [])
        if block and (block, severity) in earlier or block and (block, "error") in earlier:
            continue
        if block:
            earlier.append((block, severity))
        findings.append((rule, severity, asked.value, asked.place + asked.part))
    is_wrong = any(severity == "error" for _, severity, _, _ in findings)
    verdict = "incompatible" if is_wrong else "compatible" if is_answered else "unknown"
    return verdict, len(guest.asked), open_questions, sorted(findings, key=repr)
