// Rules for the guest's <features>: what the machine offers besides its devices.
#include <string>

#include "capsmodel/machine.h"
#include "rules/areas.h"

namespace domcheck {
namespace {

constexpr std::string_view kLink = "https://libvirt.org/formatdomain.html#hypervisor-features";

bool IsOff(Element feature) { return feature.AttributeIs("state", "off"); }

void AskUnlessOff(const Question& question, std::vector<Requirement>* requirements) {
  if (!IsOff(question.element)) AskValue(question, requirements);
}

void AskIfEnabled(const Question& question, std::vector<Requirement>* requirements) {
  if (question.element.AttributeIs("enabled", "yes")) AskValue(question, requirements);
}

// An input device of the bus ps2 needs the controller. The oldest machines have one that cannot be
// switched, of which the document says 'no' too.
void AskPs2(const Question& question, std::vector<Requirement>* requirements) {
  if (question.element.name() == "ps2") return AskValue(question, requirements);
  Require(question, {question.element, Place::Part::kAttribute, "bus"}, std::nullopt, requirements);
}

Verdict AnswerPs2(const Requirement& requirement, const Capabilities& capabilities) {
  Verdict verdict = AnswerFromDocument(requirement, capabilities);
  if (requirement.asker.name() == "ps2" || verdict.support != Support::kUnsupported) return verdict;
  const std::string_view family = MachineFamily(capabilities.machine());
  for (const std::string_view has_fixed : {"pc", "q35", "isapc", "xenfv"})
    if (family == has_fixed) return Supported();
  verdict.message = "input bus 'ps2' is not supported by this host" + ForMachine(capabilities) +
                    "; bus='usb' or 'virtio' is";
  verdict.lack = "support for input bus 'ps2'";
  return verdict;
}

// `host` means whatever version the host has.
Verdict AnswerGicVersion(const AskedValue& asked, const Capabilities& capabilities) {
  if (asked.value == "host" && capabilities.AskBlock("features/gic").support == Support::kSupported)
    return Supported();
  return AnswerFromDocument(asked, capabilities);
}

// Calls visit(element) for each enlightenment that is not off. mode='passthrough' uses what the
// host has, so it asks for nothing.
template <typename Visit>
void ForEachEnlightenment(Element hyperv, Visit visit) {
  if (hyperv.AttributeIs("mode", "passthrough")) return;
  for (Element child = hyperv.first_child(); child; child = child.next_sibling())
    if (!IsOff(child)) visit(child);
}

void AskHyperv(const Question& question, std::vector<Requirement>* requirements) {
  bool any = false;
  ForEachEnlightenment(question.element, [&](Element) { any = true; });
  if (any) AskValue(question, requirements);
}

void AskHypervFeatures(const Question& question, std::vector<Requirement>* requirements) {
  ForEachEnlightenment(question.element, [&](Element feature) {
    Require(question, {feature}, feature.name(), requirements);
  });
}

// Emulation (TCG) supports some enlightenments that it does not list, so this is only a warning.
Verdict AnswerHypervFeature(const AskedValue& asked, const Capabilities& capabilities) {
  Verdict verdict = AnswerFromDocument(asked, capabilities);
  if (capabilities.domain_type() == "qemu" && verdict.block == nullptr)
    verdict.severity = Severity::kWarning;
  return verdict;
}

constexpr Rule kRules[] = {
    {.id = "gic",
     .noun = "interrupt controllers of kind GIC",
     .summary = "A GIC on a host or machine that has none",
     .explanation = "The Generic Interrupt Controller exists on Arm machines only.",
     .example = "<features><gic version='3'/></features>",
     .link = kLink,
     .element = "features/gic",
     .capability = "features/gic",
     .depends_on_domain_type = true},
    {.id = "gic-version",
     .noun = "GIC version",
     .summary = "A GIC version that the host does not offer",
     .explanation =
         "With KVM the version depends on the host's own hardware. 'host' takes whatever "
         "that is.",
     .advice = "Write version='host', or leave the version out.",
     .example = "<features><gic version='3'/></features>",
     .link = kLink,
     .element = "features/gic",
     .value_path = "@version",
     .capability = "features/gic/version",
     .depends_on_domain_type = true,
     .answer = AnswerGicVersion},
    {.id = "vmcoreinfo",
     .noun = "crash dump notes (vmcoreinfo)",
     .summary = "vmcoreinfo on a host that does not support it",
     .explanation = "vmcoreinfo lets the guest's kernel leave notes that make a memory dump "
                    "readable.",
     .advice = "Leave <vmcoreinfo> out.",
     .example = "<features><vmcoreinfo state='on'/></features>",
     .link = kLink,
     .since = "4.4",
     .element = "features/vmcoreinfo",
     .capability = "features/vmcoreinfo",
     .ask = AskUnlessOff},
    {.id = "genid",
     .noun = "generation ids (genid)",
     .summary = "A generation id on a host that does not support it",
     .explanation =
         "<genid> tells the guest that it was cloned or went back to a snapshot. It needs "
         "ACPI, and so x86 machines.",
     .advice = "Leave <genid> out.",
     .example = "<genid/>",
     .link = "https://libvirt.org/formatdomain.html#general-metadata",
     .element = "genid",
     .capability = "features/genid"},
    {.id = "async-teardown",
     .noun = "asynchronous teardowns of memory",
     .summary = "async-teardown on a host that does not support it",
     .explanation = "The memory of a large guest is given back in the background after it stopped.",
     .advice = "Leave <async-teardown> out, or set enabled='no'.",
     .example = "<features><async-teardown enabled='yes'/></features>",
     .link = kLink,
     .since = "9.6",
     .element = "features/async-teardown",
     .capability = "features/async-teardown",
     .ask = AskIfEnabled},
    {.id = "ps2",
     .noun = "settings of the PS/2 controller (ps2)",
     .summary = "A setting of ps2 on a host where it cannot be set",
     .explanation =
         "<ps2> switches the PS/2 controller on or off. Where the emulator or the machine "
         "type cannot, libvirt refuses the element whichever way it is set. A machine without "
         "the controller has no input devices of the bus ps2.",
     .advice = "Leave <ps2> out; give input devices the bus usb or virtio.",
     .example = "<features><ps2 state='off'/></features>",
     .link = kLink,
     .since = "10.7",
     .element = "features/ps2 | devices/input[@bus='ps2']",
     .capability = "features/ps2",
     .ask = AskPs2,
     .answer = AnswerPs2},
    {.id = "hyperv",
     .noun = "Hyper-V enlightenments",
     .summary = "Hyper-V enlightenments on a host that supports none",
     .explanation = "Enlightenments are what Microsoft's hypervisor offers to its guests; Windows "
                    "runs faster with them.",
     .example = "<features><hyperv><relaxed state='on'/></hyperv></features>",
     .link = kLink,
     .since = "9.0",
     .element = "features/hyperv",
     .capability = "features/hyperv",
     .depends_on_domain_type = true,
     .ask = AskHyperv},
    {.id = "hyperv-feature",
     .noun = "Hyper-V enlightenment",
     .summary = "A Hyper-V enlightenment that the host does not offer",
     .explanation = "Each enlightenment needs support in the kernel and in the emulator. Under "
                    "emulation without KVM (type qemu) some work though they are not listed, so "
                    "that is a warning. mode='passthrough' takes what there is and asks for "
                    "nothing.",
     .advice = "Set the enlightenment to state='off' or leave it out.",
     .example = "<features><hyperv><synic state='on'/></hyperv></features>",
     .link = kLink,
     .since = "9.0",
     .element = "features/hyperv",
     .capability = "features/hyperv/features",
     .depends_on_domain_type = true,
     .ask = AskHypervFeatures,
     .answer = AnswerHypervFeature},
};

}  // namespace

RuleRange FeatureRules() { return RangeOf(kRules); }

}  // namespace domcheck
