"""Collects what a guest asks, for the second opinion."""

import re
import xml.etree.ElementTree as ElementTree

from stated import family_of, text_of

X86 = ("x86_64", "i686")


class Asked:
    """One thing that a guest asks: by a rule, for an element, at a place."""

    def __init__(self, rule, element, place, part="", value=None, capability=None):
        self.rule, self.element, self.place, self.part = rule, element, place, part
        self.value = value
        self.capability = capability or rule["capability"]


def follow(element, setting):
    """Returns the (element, part, value) at the end of a guest path."""
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
    """Returns an attribute of the first child of that name."""
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
        """Returns the XPath, with numbers where siblings share a name, and always at a device."""
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

    ask_firmware_enrolled_keys = ask_firmware_secure_boot

    def ask_hostdev_iommufd(self, element, setting):
        devices = self.root.find("devices")
        takers = [device for device in ([] if devices is None else devices)
                  if (device.tag == "hostdev" and device.get("type") == "pci") or
                  (device.tag == "interface" and device.get("type") == "hostdev")]
        if element.tag == "iommufd" and all(sub(taker, "driver", "iommufd") for taker in takers):
            return []
        return [found for found in follow(element, setting) if found[2] == "yes"]

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

    def ask_cpu_feature(self, element, setting):
        mode = cpu_mode(element)
        if mode is None:
            return []
        found = follow(element, setting)
        if mode == "custom" and element.get("check") == "partial":
            found.append((element, "/@check", "partial", "cpu/host-model"))
        return found

    def ask_console_type(self, element, setting):
        devices = self.parents[element]
        is_first = element is devices.find("console")
        is_serial = sub(element, "target", "type", "serial") == "serial"
        is_second_name = is_first and is_serial and devices.find("serial") is not None
        return [] if is_second_name else follow(element, setting)

    def ask_panic_model(self, element, setting):
        if element.get("model") is not None:
            return follow(element, setting)
        kind = self.root.find("os/type")
        machine = "" if kind is None else kind.get("machine", "")
        is_arm = self.arch == "aarch64" or self.arch.startswith("armv")
        model = ("isa" if self.arch in X86 else "pseries" if self.arch.startswith("ppc64") else
                 "s390" if self.arch.startswith("s390") else
                 "pvpanic" if is_arm and family_of(machine) == "virt" else None)
        return [(element, "", model)] if model else []

    def ask_ps2(self, element, setting):
        return [(element, "/@bus", None)] if element.tag == "input" else follow(element, setting)

    def ask_disk_device(self, element, setting):
        return follow(element, setting) or [(element, "", "disk")]

    def ask_disk_model(self, element, setting):
        buses = [value for _, _, value, *_ in self.ask_disk_bus(element, None)]
        return [found for found in follow(element, setting)
                if buses == ["virtio"] or found[2].startswith("virtio")]

    def ask_disk_bus(self, element, setting):
        target = element.find("target")
        is_floppy = element.get("device") == "floppy"
        if target is not None and target.get("bus") is not None:
            bus = target.get("bus")
            return [] if is_floppy and bus == "fdc" else [(target, "/@bus", bus)]
        if is_floppy:
            return []
        place = element if target is None else target
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
