// Rules that decide whether the document applies to this guest. If not, its other answers mean
// nothing for the guest.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "capsmodel/machine.h"
#include "rules/areas.h"
#include "rules/suggestion.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

constexpr std::string_view kRestUnchecked = ": the rest was not checked";
constexpr std::string_view kRestUncertain = ": other findings are uncertain";

// Returns the verdict that the document's value differs from the guest's. In a sentence about
// several hosts, they lack a document for such guests.
Verdict Differs(const AskedValue& asked, const Capabilities& capabilities, std::string message) {
  const Capability* stated = capabilities.Find(asked.capability);
  Verdict verdict = Unsupported(asked, std::move(message));
  verdict.lack = "a document for " + Noun(asked);
  verdict.stated_at = stated->element;
  verdict.allowed = stated->values;
  return verdict;
}

using MachinePart = std::string_view HostMachine::*;

// Returns the verdict that no machine of the host has the value, or nullopt if one has it or the
// machines are not known. `rest` completes the message with what that means for the guest's other
// findings.
std::optional<Verdict> LackedByHost(const AskedValue& asked, const Capabilities& capabilities,
                                    MachinePart part, std::string_view rest) {
  if (capabilities.machines() == nullptr) return std::nullopt;
  std::vector<std::string_view> values;
  const auto has = [&values](std::string_view value) {
    return std::find(values.begin(), values.end(), value) != values.end();
  };
  for (const HostMachine& machine : capabilities.machines()->all())
    if (!has(machine.*part)) values.push_back(machine.*part);
  if (values.empty() || has(*asked.value)) return std::nullopt;
  Verdict verdict =
      Unsupported(asked, Noun(asked) + " is not one that this host has" + std::string(rest));
  verdict.lack = Noun(asked);
  verdict.allowed = std::move(values);
  verdict.suggestion = std::string(Suggest(*asked.value, verdict.allowed, *asked.rule));
  return verdict;
}

Verdict AnswerDomainType(const AskedValue& asked, const Capabilities& capabilities) {
  const std::string_view stated = capabilities.domain_type();
  if (stated.empty()) return {};
  const TypeMatch match = MatchType(*asked.value, stated);
  if (match == TypeMatch::kSame) return Supported();
  const bool is_similar = match == TypeMatch::kSimilar;
  const std::string_view rest = is_similar ? kRestUncertain : kRestUnchecked;
  if (auto lacked = LackedByHost(asked, capabilities, &HostMachine::domain_type, rest))
    return std::move(*lacked);
  const std::string message = "this guest is of type " + Quoted(*asked.value) +
                              ", but the capabilities are those of " + Quoted(stated) + " guests";
  if (!is_similar) return Differs(asked, capabilities, message + std::string(rest));
  Verdict verdict = Differs(
      asked, capabilities,
      message + ": whether it starts is unknown; " +
          DomcapabilitiesCommand(*asked.value, capabilities.arch(), capabilities.machine()) +
          " on the host prints its document");
  verdict.reported_by = "no-document";
  return verdict;
}

Verdict AnswerArch(const AskedValue& asked, const Capabilities& capabilities) {
  const std::string_view stated = capabilities.arch();
  if (stated.empty()) return {};
  switch (MatchArch(*asked.value, stated)) {
    case ArchMatch::kSame:
      return Supported();
    case ArchMatch::kRuns: {
      const std::string runs =
          "architecture " + Quoted(*asked.value) + " runs on the emulator for " + Quoted(stated);
      Verdict verdict = Warning(
          Differs(asked, capabilities,
                  runs + ", but the capabilities are those of " + Quoted(stated) + " guests"));
      verdict.lack += "; it runs on the emulator for " + Quoted(stated);
      return verdict;
    }
    case ArchMatch::kDiffers:
      break;
  }
  if (auto lacked = LackedByHost(asked, capabilities, &HostMachine::arch, kRestUnchecked))
    return std::move(*lacked);
  return Differs(asked, capabilities,
                 "architecture " + Quoted(*asked.value) + " is not that of this host's " +
                     "capabilities, " + Quoted(stated) + ": the rest was not checked");
}

// REQUIRES: the host's machines are known, so the answer is exact.
Verdict AnswerKnownMachine(const AskedValue& asked, const Capabilities& capabilities) {
  const HostMachines& machines = *capabilities.machines();
  const std::string_view arch = capabilities.arch(), type = capabilities.domain_type();
  const HostMachine* const machine = machines.Find(arch, type, *asked.value);
  if (machine == nullptr) {
    Verdict verdict = Unsupported(
        asked, "machine type " + Quoted(*asked.value) + " is not one that this host has");
    verdict.lack = Noun(asked);
    verdict.allowed = machines.Names(arch, type);
    verdict.suggestion = std::string(NearestMachine(*asked.value, verdict.allowed));
    return verdict;
  }
  if (machine->is_deprecated)
    return Warning(Unsupported(asked, "machine type " + Quoted(*asked.value) +
                                          " is deprecated: a later version of the emulator "
                                          "may not have it"));
  return machine->real_name() == capabilities.machine() ? Supported() : Verdict{};
}

// Returns the violation that the machine is of another kind of QEMU than that of the document.
Verdict OfOtherQemu(const AskedValue& asked, const Capabilities& capabilities, std::string what) {
  const Capability* stated = capabilities.Find(asked.capability);
  Verdict verdict = Unsupported(
      asked,
      "machine type " + Quoted(*asked.value) + " is " + what + " this host's, " +
          Quoted(capabilities.machine()) +
          "; 'virsh capabilities' lists all, in a file capabilities.xml beside the document");
  verdict.lack = Noun(asked);
  verdict.stated_at = stated->element;
  verdict.allowed = stated->values;
  verdict.suggestion = std::string(capabilities.machine());
  return verdict;
}

// An alias of the document's machine type is there where that is. Whether another version of it is
// there is unknown: the document does not list the host's machines, only the one for which it was
// printed.
Verdict AnswerOfFamily(const AskedValue& asked, const Capabilities& capabilities) {
  if (IsMachineAlias(*asked.value)) return Supported();
  switch (CompareVersions(*asked.value, capabilities.machine())) {
    case MachineVersions::kOtherVendor:
      return OfOtherQemu(asked, capabilities, "of another vendor's QEMU than");
    case MachineVersions::kOtherDistribution:
      return Warning(OfOtherQemu(asked, capabilities, "of another distribution's QEMU than"));
    case MachineVersions::kNewer:
      return Warning(OfOtherQemu(asked, capabilities, "newer than"));
    case MachineVersions::kUnknown:
      break;
  }
  return {};
}

Verdict AnswerMachine(const AskedValue& asked, const Capabilities& capabilities) {
  const std::string_view stated = capabilities.machine();
  if (stated.empty()) return {};
  if (capabilities.machines() != nullptr) return AnswerKnownMachine(asked, capabilities);
  const MachineMatch match = MatchMachine(*asked.value, stated);
  if (match == MachineMatch::kSame) return Supported();
  if (match == MachineMatch::kFamily) return AnswerOfFamily(asked, capabilities);
  if (!MayBeOfArch(*asked.value, capabilities.arch())) {
    Verdict verdict =
        Differs(asked, capabilities,
                "machine type " + Quoted(*asked.value) + " is not one of " +
                    std::string(capabilities.arch()) + ": no emulator of that architecture has it");
    verdict.lack = Noun(asked);
    return verdict;
  }
  Verdict verdict = Differs(asked, capabilities,
                            "machine type " + Quoted(*asked.value) +
                                " is of another family than that of this host's capabilities, " +
                                Quoted(stated) + ": the rest was not checked");
  verdict.lack = "a document for the family of machine type " + Quoted(*asked.value);
  return verdict;
}

Verdict AnswerEmulator(const AskedValue& asked, const Capabilities& capabilities) {
  const std::string_view stated = capabilities.emulator();
  if (stated.empty()) return {};
  if (stated == asked.value) return Supported();
  return Differs(asked, capabilities,
                 "the capabilities are those of the emulator " + Quoted(stated) + ", not of " +
                     Quoted(*asked.value));
}

constexpr Rule kRules[] = {
    {.id = "domain-type",
     .noun = "domain type",
     .summary = "The document is for guests of another virtualization type",
     .explanation =
         "The host's capabilities.xml lists no machine for guests of this type. kvm and qemu "
         "(emulation without KVM) are the same emulator, so that a guest's devices are "
         "checked even so. Where it is not known what types the host has, a guest of "
         "another type than the document's has no document (no-document).",
     .advice = "Check the guest against a document of its own type: virsh domcapabilities "
               "--virttype TYPE. Or give a folder with all documents of the host.",
     .example = "<domain type='kvm'>",
     .link = "https://libvirt.org/formatdomain.html#element-and-attribute-overview",
     .element = "",
     .value_path = "@type",
     .capability = "domain",
     .identifies_document = true,
     .answer = AnswerDomainType},
    {.id = "os-arch",
     .noun = "architecture",
     .summary = "The document is for guests of another architecture",
     .explanation = "A document speaks for one architecture. i686 on an x86_64 emulator, armv7l on "
                    "aarch64 and ppc64le on ppc64 do start; since the document is then not quite "
                    "the guest's own, that is a warning. A guest of any other architecture has no "
                    "document (no-document).",
     .advice = "Check the guest against a document of its own architecture: virsh domcapabilities "
               "--arch ARCH.",
     .example = "<type arch='x86_64' machine='q35'>hvm</type>",
     .link = "https://libvirt.org/formatdomain.html#bios-bootloader",
     .element = "os/type",
     .value_path = "@arch",
     .capability = "arch",
     .identifies_document = true,
     .answer = AnswerArch},
    {.id = "os-machine",
     .noun = "machine type",
     .summary = "The document is for another family of machine types",
     .explanation =
         "A document speaks for one machine type. An earlier version of the same family usually "
         "offers the same and is left undecided; a later one, or one of another distribution, may "
         "not be there, and one of Red Hat's QEMU (rhel) is only there. If the host's folder also "
         "has its capabilities.xml (what 'virsh capabilities' prints), which lists all machines, "
         "their aliases, and those that are deprecated, the answer is exact. Another family (pc, "
         "q35, virt, pseries, s390-ccw-virtio, microvm) is another computer, with other buses and "
         "devices: such a guest has no document (no-document).",
     .advice = "Check the guest against a document of its own machine type: virsh domcapabilities "
               "--machine MACHINE. Or give a folder with all documents of the host.",
     .example = "<type arch='x86_64' machine='pc-q35-9.1'>hvm</type>",
     .link = "https://libvirt.org/formatdomain.html#bios-bootloader",
     .element = "os/type",
     .value_path = "@machine",
     .capability = "machine",
     .identifies_document = true,
     .answer = AnswerMachine},
    {.id = "emulator-path",
     .severity = Severity::kWarning,
     .noun = "emulator",
     .summary = "The guest names another emulator than the document's",
     .explanation =
         "The document was made by asking one program. A guest that names another one "
         "may find other devices there, or may not start when the host does not have it.",
     .advice = "Leave <emulator> out, so that libvirt takes the host's own, or check against a "
               "document of that emulator: virsh domcapabilities --emulatorbin PATH.",
     .example = "<emulator>/usr/bin/qemu-system-x86_64</emulator>",
     .link = "https://libvirt.org/formatdomain.html#devices",
     .element = "devices/emulator",
     .value_path = "text()",
     .capability = "path",
     .identifies_document = true,
     .answer = AnswerEmulator},
};

}  // namespace

RuleRange IdentityRules() { return RangeOf(kRules); }

}  // namespace domcheck
