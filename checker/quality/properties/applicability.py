"""Decides whether a document is about a guest, for the second opinion."""

from stated import QEMU_TYPES, UNSUPPORTED, family_of, text_of

IDENTITY = ("domain-type", "os-arch", "os-machine", "emulator-path")

X86, ARM, POWER, RISCV = ("i686", "x86_64"), ("aarch64", "armv7l"), ("ppc64", "ppc64le"), (
    "riscv32", "riscv64")
DEFAULTS = {"pc": X86, "virt": (*ARM, *RISCV, "loongarch64"), "pseries": POWER,
            "s390-ccw-virtio": ("s390x",)}
FAMILIES = {**DEFAULTS, **dict.fromkeys(("q35", "isapc", "microvm", "xenfv", "xenpv"), X86),
            "powernv": POWER}
KNOWN = {arch for archs in FAMILIES.values() for arch in archs}


def is_impossible(machine, arch):
    """Returns whether no emulator for `arch` has such machines."""
    archs = FAMILIES.get(family_of(machine))
    return archs is not None and arch in KNOWN and arch not in archs


def default_differs(guest, capabilities):
    """Returns whether libvirt's default machine for the guest is not of the document's family."""
    kind = guest.root.find("os/type")
    if kind is None or kind.get("machine") is not None or not capabilities.machine:
        return False
    if capabilities.domain not in QEMU_TYPES:
        return False
    return any(capabilities.arch in archs and family != family_of(capabilities.machine)
               for family, archs in DEFAULTS.items())


def arch_of(guest):
    kind = guest.root.find("os/type")
    return None if kind is None else kind.get("arch")


def names_another_emulator(guest, capabilities):
    """Returns whether the guest states its emulator and no architecture, and it is another one."""
    emulator = text_of(guest.root.find("devices/emulator"))
    return not arch_of(guest) and emulator not in ("", capabilities.path)


def applicability_of(guest, capabilities, answer):
    """Returns 'same', 'similar', 'other', or 'open' if the document answers nothing else."""
    found = "other" if default_differs(guest, capabilities) else "same"
    for asked in guest.asked:
        rule = asked.rule["id"]
        if rule not in IDENTITY or answer(asked)[:2] != (UNSUPPORTED, "error"):
            continue
        if rule == "os-machine" and family_of(capabilities.machine) == family_of(asked.value):
            continue  # the same computer, of another QEMU
        is_open = asked.value == "" or rule == "os-machine" and is_impossible(
            asked.value, arch_of(guest) or capabilities.arch)
        types = {asked.value, capabilities.domain}
        if not is_open and (rule != "domain-type" or not types.issubset(QEMU_TYPES)):
            return "other"
        if rule == "domain-type" and names_another_emulator(guest, capabilities):
            return "other"
        found = "other" if found == "other" else "open" if is_open else "similar"
    return found
