"""Gives a second opinion on a guest and a capabilities document.

It shares no code with domcheck, only the table of CPUs, and ignores speed, places and wording. It reads both documents with
ElementTree (asked.py, stated.py), and the rules from `domcheck explain --all --format json`. A
function implements each odd rule from the same facts of libvirt; the row alone defines the others.
One document answers a guest: hosts of several documents are not covered.
"""

import re
import sys

from applicability import IDENTITY, applicability_of
from asked import X86, cpu_mode
from stated import QEMU_TYPES, SUPPORTED, UNKNOWN, UNSUPPORTED, family_of, text_of, version_of

BY_DOMAIN_TYPE = ("cpu-mode", "cpu-migratable", "cpu-model", "cpu-model-deprecated",
                  "cpu-maxphysaddr", "cpu-feature", "gic", "gic-version", "hyperv", "hyperv-feature")

sys.path.append("schemas")
import cpu_map  # noqa: E402

with open("schemas/cpu_map.txt", encoding="utf-8") as table:
    CPU_MAPS = cpu_map.Table(table.read())


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
    """The answers of one document to one guest: (support, severity, block that states no)."""

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
        if not host:
            return self.unknown()
        if host == asked.value or asked.value == family_of(asked.value):
            return self.decide(asked, True)
        if host == family_of(host):
            return self.unknown()
        of_rhel, numbers, distribution = version_of(asked.value)
        host_rhel, host_numbers, host_distribution = version_of(host)
        if of_rhel != host_rhel:
            return self.decide(asked, False)
        if distribution and distribution != host_distribution:
            return self.decide(asked, False, "warning")
        if any(host_numbers) and numbers > host_numbers:
            return self.decide(asked, False, "warning")
        return self.unknown()

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
        check = cpu.get("check", "none" if host.domain == "qemu" else "partial")
        takes_host = host.arch in X86 and cpu.get("match") == "minimum" and check != "partial"
        if known is None:
            if host.arch.startswith("ppc") and asked.value in ("g3", "ppc64"):
                return self.decide(asked, False, "warning")
            if asked.value == "host" and host.arch not in X86 and host.domain != "qemu":
                return self.decide(asked, False, "warning")
            if takes_host:
                return self.decide(asked, True)
            cpus = self.cpus()
            if cpus and self.is_unknown(cpus.models[asked.value].since
                                        if asked.value in cpus.models else None):
                return self.decide(asked, False)
            place = next(m for m in cpu.findall("model") if text_of(m) == asked.value)
            may_start = place.get("fallback") != "forbid" and host.arch in X86
            return self.decide(asked, False, "warning" if may_start else None)
        model, blockers = known
        disabled = {feature.get("name") for feature in cpu.findall("feature")
                    if feature.get("policy") in ("disable", "forbid")}
        if model.get("usable") != "no" or (blockers and disabled.issuperset(blockers)):
            return self.decide(asked, True)
        if takes_host:
            return self.decide(asked, True)
        starts = check == "none" and host.arch != "s390x"
        may_start = not blockers and len(disabled) > 0
        return self.decide(asked, False, "warning" if starts or may_start else None)

    def cpus(self):
        """Returns the CPU map for the document's architecture, or None."""
        return next((one for one in CPU_MAPS.maps if self.capabilities.arch in one.architectures),
                    None)

    def is_unknown(self, since):
        """Whether the host's libvirt does not know a name of its CPU map; `since` is None for one
        that no map has."""
        at_least, before = self.capabilities.libvirt()
        if since is None:
            return at_least is None or at_least <= CPU_MAPS.releases[-1]
        if since.by is None or before is None:
            return False
        year, month = since.after
        following = (year, month + 1) if month < 10 else (year + 1, 0)
        return following >= before

    def answer_cpu_feature(self, asked):
        host, cpu = self.capabilities, asked.element
        if self.mode_that_says_no(cpu):
            return self.unknown()
        if asked.capability == "cpu/host-model":
            is_unknown = host.domain == "qemu" and host.ask_block(asked.capability) == UNSUPPORTED
            return self.decide(asked, not is_unknown)
        cpus = self.cpus()
        if host.arch in X86 and self.is_unknown(cpus.features.get(asked.value)):
            return self.decide(asked, False)
        mode = cpu_mode(cpu)
        if mode not in ("custom", "host-model"):
            return self.decide(asked, True)
        is_partial = host.domain != "qemu" or mode == "host-model"
        is_checked = cpu.get("check", "partial" if is_partial else "none") != "none"
        feature = next(one for one in cpu.findall("feature") if one.get("name") == asked.value)
        policy = feature.get("policy", "require")
        model = cpus.models.get(host.host_model) if cpus else None
        has = asked.value not in host.lacking and (
            asked.value in host.provided or (model is not None and asked.value in model.features()))
        if policy == "require" and asked.value in host.lacking:
            return self.decide(asked, False, None if is_checked else "warning")
        if policy == "require":
            return self.decide(asked, True) if has else self.unknown()
        if policy == "forbid" and is_checked:
            return self.decide(asked, False) if has else self.unknown()
        return self.decide(asked, True)

    def answer_controller_bus(self, asked):
        at_least, _ = self.capabilities.libvirt()
        if asked.value == "nvme" and (at_least is None or at_least < (11, 5)):
            return self.unknown()
        return self.from_row(asked)

    def answer_spice_device(self, asked):
        host = self.capabilities
        of_list = host.ask_value("devices/channel/type", asked.value)
        if asked.element.tag == "channel" and of_list == UNSUPPORTED:
            return self.unknown()
        support = host.ask_value(asked.capability, "spice")
        return support, asked.rule["severity"], None

    def answer_ps2(self, asked):
        support, severity, block = self.from_row(asked)
        is_fixed = family_of(self.capabilities.machine) in ("pc", "q35", "isapc", "xenfv")
        if support == UNSUPPORTED and asked.element.tag == "input" and is_fixed:
            return self.decide(asked, True)
        return support, severity, block

    def answer_launch_security(self, asked):
        support, severity, block = self.from_row(asked)
        own = "features/" + ("sev" if asked.value == "sev-snp" else asked.value)
        if support == UNSUPPORTED:
            block = self.capabilities.block_that_says_no(own) or block
        return support, severity, block

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

    def answer_sev_reduced_phys_bits(self, asked):
        support, severity, block = self.answer_sev_cbitpos(asked)
        if block or support == UNKNOWN:
            return support, severity, block
        if not 1 <= (libvirt_number(asked.value) or 0) <= 63:
            return self.decide(asked, False)
        return support, "warning", block

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


def check(guest, capabilities):
    """Returns the verdict, the numbers asked and left open, and each finding's rule, severity, value
    and place, sorted."""
    answers = Answers(guest, capabilities)
    applicability = applicability_of(guest, capabilities, answers.answer)
    findings, reported, open_questions, is_answered, is_described = [], {}, 0, False, True
    if applicability == "other":
        return ("unknown", len(guest.asked), len(guest.asked),
                [("no-document", "error", None, "/domain")])
    for asked in guest.asked:
        rule = asked.rule["id"]
        support, severity, block = answers.answer(asked)
        if (applicability == "open" and rule not in IDENTITY or
                applicability == "similar" and rule in BY_DOMAIN_TYPE):
            support = UNKNOWN
        open_questions += support == UNKNOWN
        is_answered |= support != UNKNOWN and rule not in IDENTITY
        if support != UNSUPPORTED:
            continue
        if rule == "domain-type" and {asked.value, capabilities.domain}.issubset(QEMU_TYPES):
            rule, is_described = "no-document", False
        # A block that states 'no' is reported once for an element, and again only if the finding is
        # worse.
        earlier = reported.setdefault(asked.element, [])
        if block and (block, severity) in earlier or block and (block, "error") in earlier:
            continue
        if block:
            earlier.append((block, severity))
        findings.append((rule, severity, asked.value, asked.place + asked.part))
    is_wrong = any(severity == "error" and rule != "no-document"
                   for rule, severity, _, _ in findings)
    is_fine = is_answered and is_described
    verdict = "incompatible" if is_wrong else "compatible" if is_fine else "unknown"
    return verdict, len(guest.asked), open_questions, sorted(findings, key=repr)
