// Rules for guests whose memory the host cannot read: SEV, TDX, SGX, Secure Execution.
#include <cstdint>
#include <optional>
#include <string>

#include "capsmodel/whole_number.h"
#include "rules/areas.h"

namespace domcheck {
namespace {

constexpr std::string_view kLink = "https://libvirt.org/formatdomain.html#launch-security";

// The processor determines the number; a guest with another one does not start.
Verdict AnswerFixedNumber(const AskedValue& asked, const Capabilities& capabilities) {
  if (capabilities.AskBlock(asked.capability).support == Support::kUnsupported)
    return AnswerFromDocument(asked, capabilities);
  const auto stated = capabilities.Value(asked.capability);
  if (!stated) return {};
  if (WholeOrHexNumber(*stated) == WholeOrHexNumber(*asked.value)) return Supported();
  Verdict verdict =
      Unsupported(asked, std::string(asked.rule->noun) + " " + Quoted(*asked.value) +
                             " is not that of this host's processor, " + Quoted(*stated));
  verdict.lack = "a processor with " + Noun(asked);
  verdict.stated_at = capabilities.Find(asked.capability)->element;
  verdict.allowed = {*stated};
  verdict.suggestion = std::string(*stated);
  return verdict;
}

// Returns the size in KiB, or nullopt if the number or its unit is not known.
std::optional<uint64_t> KibibytesOf(Element size) {
  struct Unit {
    std::string_view name;
    unsigned shift;  // from KiB
  };
  constexpr Unit kUnits[] = {{"KiB", 0},  {"k", 0},  {"MiB", 10}, {"M", 10},
                             {"GiB", 20}, {"G", 20}, {"TiB", 30}, {"T", 30}};
  const auto number = WholeOrHexNumber(size.Text());
  const std::string_view name = size.AttributeOr("unit", "KiB");
  for (const Unit& unit : kUnits)
    if (number && unit.name == name && *number < 1ULL << 30) return *number << unit.shift;
  return std::nullopt;
}

Verdict AnswerSgxSize(const Requirement& requirement, const Capabilities& capabilities) {
  if (capabilities.AskBlock(requirement.capability).support == Support::kUnsupported)
    return AnswerFromDocument(requirement, capabilities);
  const Capability* stated = capabilities.Find(requirement.capability);
  if (stated == nullptr) return {};
  const Element section = capabilities.document().at(stated->element);
  const auto most = KibibytesOf(section), asked = KibibytesOf(requirement.place.element);
  if (!most || !asked) return {};
  if (*asked <= *most) return Supported();
  Verdict verdict = Unsupported(requirement, "an enclave page cache of " + std::to_string(*asked) +
                                                 " KiB is more than this host has, which is " +
                                                 std::to_string(*most) + " KiB");
  verdict.lack = "an enclave page cache of " + std::to_string(*asked) + " KiB";
  verdict.stated_at = stated->element;
  return verdict;
}

// Documents since libvirt 10.5 state a kind twice: as a block of its own, and here. Where both say
// no it is told once, as that of the block.
Verdict AnswerLaunchSecurity(const AskedValue& asked, const Capabilities& capabilities) {
  Verdict verdict = AnswerFromDocument(asked, capabilities);
  if (verdict.support != Support::kUnsupported) return verdict;
  const std::string_view kind = *asked.value == "sev-snp" ? "sev" : *asked.value;
  const Answer own = capabilities.AskBlock("features/" + std::string(kind));
  if (own.support == Support::kUnsupported) verdict.block = own.because;
  return verdict;
}

// QEMU takes 1 to 63 bits, and only warns of others than the processor's.
Verdict AnswerReducedPhysBits(const AskedValue& asked, const Capabilities& capabilities) {
  Verdict verdict = AnswerFixedNumber(asked, capabilities);
  const auto bits = WholeOrHexNumber(*asked.value);
  const bool can_be = bits && *bits >= 1 && *bits <= 63;
  if (verdict.support == Support::kUnsupported && verdict.block == nullptr && can_be)
    verdict.severity = Severity::kWarning;
  if (can_be || verdict.block != nullptr || verdict.support == Support::kUnknown) return verdict;
  verdict = Unsupported(asked, std::string(asked.rule->noun) + " " + Quoted(*asked.value) +
                                   " is not in the range of 1 to 63 that QEMU takes");
  return verdict;
}

constexpr Rule kRules[] = {
    {.id = "launch-security",
     .noun = "launch security type",
     .summary = "A kind of launch security that the host does not offer",
     .explanation =
         "<launchSecurity> asks for a guest whose memory is protected from the host: sev "
         "and sev-snp on AMD, tdx on Intel, s390-pv on IBM Z.",
     .example = "<launchSecurity type='sev'>...</launchSecurity>",
     .link = kLink,
     .since = "10.5",
     .element = "launchSecurity",
     .value_path = "@type",
     .capability = "features/launchSecurity/sectype",
     .answer = AnswerLaunchSecurity},
    {.id = "sev",
     .noun = "guests protected by SEV",
     .summary = "SEV on a host without it",
     .explanation = "AMD's Secure Encrypted Virtualization needs the processor, the firmware, the "
                    "kernel and the emulator to support it.",
     .example = "<launchSecurity type='sev'>...</launchSecurity>",
     .link = kLink,
     .element = "launchSecurity[@type='sev'] | launchSecurity[@type='sev-snp']",
     .capability = "features/sev"},
    {.id = "sev-cbitpos",
     .noun = "SEV encryption bit (cbitpos)",
     .summary = "Another encryption bit than the host's processor has",
     .explanation =
         "The bit of a page's address that says that the page is encrypted. The processor "
         "fixes it.",
     .advice = "Leave <cbitpos> out, so that libvirt takes the host's.",
     .example = "<launchSecurity type='sev'><cbitpos>47</cbitpos>...</launchSecurity>",
     .link = kLink,
     .element = "launchSecurity[@type='sev'] | launchSecurity[@type='sev-snp']",
     .value_path = "cbitpos/text()",
     .capability = "features/sev/cbitpos",
     .answer = AnswerFixedNumber},
    {.id = "sev-reduced-phys-bits",
     .noun = "SEV address reduction (reducedPhysBits)",
     .summary = "Another reduction of the physical address than the host's processor has",
     .explanation = "How many bits of physical address encryption takes away. QEMU refuses what is "
                    "not in 1 to 63; another number than the processor's only wastes addresses.",
     .advice = "Leave <reducedPhysBits> out, so that libvirt takes the host's.",
     .example =
         "<launchSecurity type='sev'><reducedPhysBits>1</reducedPhysBits>...</launchSecurity>",
     .link = kLink,
     .element = "launchSecurity[@type='sev'] | launchSecurity[@type='sev-snp']",
     .value_path = "reducedPhysBits/text()",
     .capability = "features/sev/reducedPhysBits",
     .answer = AnswerReducedPhysBits},
    {.id = "tdx",
     .noun = "guests protected by TDX",
     .summary = "TDX on a host without it",
     .explanation = "Intel's Trust Domain Extensions need the processor, the firmware, the kernel "
                    "and the emulator to support them.",
     .example = "<launchSecurity type='tdx'>...</launchSecurity>",
     .link = kLink,
     .since = "11.6",
     .element = "launchSecurity[@type='tdx']",
     .capability = "features/tdx"},
    {.id = "s390-pv",
     .noun = "guests protected by Secure Execution (s390-pv)",
     .summary = "Secure Execution on a host without it",
     .explanation = "IBM Z's Secure Execution needs the machine, the kernel and the emulator to "
                    "support it.",
     .example = "<launchSecurity type='s390-pv'/>",
     .link = kLink,
     .since = "7.6",
     .element = "launchSecurity[@type='s390-pv']",
     .capability = "features/s390-pv"},
    {.id = "sgx",
     .noun = "SGX enclaves",
     .summary = "SGX memory on a host without it",
     .explanation = "A memory device of model sgx-epc gives the guest a part of the processor's "
                    "enclave page cache.",
     .example = "<memory model='sgx-epc'><target><size unit='MiB'>16</size></target></memory>",
     .link = "https://libvirt.org/formatdomain.html#memory-devices",
     .since = "8.10",
     .element = "devices/memory[@model='sgx-epc']",
     .capability = "features/sgx"},
    {.id = "sgx-size",
     .severity = Severity::kWarning,
     .noun = "size of the enclave page cache",
     .summary = "More SGX memory than the host has",
     .explanation =
         "The processor has a fixed amount of enclave page cache, which all guests share.",
     .example = "<memory model='sgx-epc'><target><size unit='MiB'>16</size></target></memory>",
     .link = "https://libvirt.org/formatdomain.html#memory-devices",
     .since = "8.10",
     .element = "devices/memory[@model='sgx-epc']",
     .value_path = "target/size/text()",
     .capability = "features/sgx/section_size",
     .answer = AnswerSgxSize},
};

}  // namespace

RuleRange ConfidentialRules() { return RangeOf(kRules); }

}  // namespace domcheck
