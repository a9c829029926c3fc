// Rules for resources: virtual CPUs, I/O threads, and the backing of memory.
#include <string>

#include "capsmodel/whole_number.h"
#include "rules/areas.h"

namespace domcheck {
namespace {

Verdict AnswerVcpuMax(const AskedValue& asked, const Capabilities& capabilities) {
  const auto stated = capabilities.Value(asked.capability);
  const auto most = WholeNumberOrMost(stated.value_or(""));
  if (!most) return {};
  const auto wanted = WholeNumberOrMost(*asked.value);
  if (wanted && *wanted <= *most) return Supported();
  const std::string value(*asked.value);
  const bool is_number = wanted || value.empty();
  Verdict verdict = Unsupported(
      asked, is_number ? value + " virtual CPUs are more than the " + std::string(*stated) +
                             " that this host gives one guest" + ForMachine(capabilities)
                       : "the number of virtual CPUs, '" + value + "', is not a whole number");
  if (wanted) verdict.lack = value + " virtual CPUs for one guest";
  verdict.stated_at = capabilities.Find(asked.capability)->element;
  verdict.allowed = {*stated};
  if (wanted) verdict.suggestion = std::string(*stated);
  return verdict;
}

// I/O threads are asked for by <iothreads>4</iothreads> or by a disk bound to one; 0 asks for none.
void AskIothreads(const Question& question, std::vector<Requirement>* requirements) {
  const Element element = question.element;
  if (element.name() == "driver") {
    if (element.FindAttribute("iothread"))
      Require(question, {element, Place::Part::kAttribute, "iothread"}, std::nullopt, requirements);
  } else if (element.Text().find_first_not_of('0') != std::string_view::npos) {
    Require(question, {element, Place::Part::kText}, std::nullopt, requirements);
  }
}

constexpr Rule kRules[] = {
    {.id = "vcpu-max",
     .noun = "number of virtual CPUs",
     .summary = "More virtual CPUs than the host gives one guest",
     .explanation =
         "The emulator and the machine type limit the number of virtual CPUs. What counts "
         "is the maximum, the text of <vcpu>, not the number that is plugged in at start "
         "(its attribute 'current').",
     .advice = "Lower the text of <vcpu>, or choose a machine type with a higher limit (on x86_64, "
               "q35 in place of pc).",
     .example = "<vcpu>4</vcpu>",
     .link = "https://libvirt.org/formatdomain.html#cpu-allocation",
     .element = "vcpu",
     .value_path = "text()",
     .capability = "vcpu/max",
     .answer = AnswerVcpuMax},
    {.id = "iothreads",
     .noun = "I/O threads",
     .summary = "I/O threads on a host that has none",
     .explanation =
         "I/O threads let disks do their work beside the emulator's main loop. The guest "
         "asks for them with <iothreads>, or by binding a disk to one.",
     .example = "<iothreads>2</iothreads>",
     .link = "https://libvirt.org/formatdomain.html#iothreads-allocation",
     .element = "iothreads | devices/disk/driver",
     .value_path = "text() | @iothread",
     .capability = "iothreads",
     .ask = AskIothreads},
    {.id = "memory-source",
     .noun = "memory source",
     .summary = "Memory backed by something that the host does not offer",
     .explanation =
         "The guest's memory can come from a file, from anonymous memory or from a memfd. "
         "Sharing memory with a device backend (virtiofs, vhost-user) needs file or memfd.",
     .example = "<memoryBacking><source type='memfd'/></memoryBacking>",
     .link = "https://libvirt.org/formatdomain.html#memory-backing",
     .since = "7.6",
     .element = "memoryBacking/source",
     .value_path = "@type",
     .capability = "memoryBacking/sourceType"},
};

}  // namespace

RuleRange ResourceRules() { return RangeOf(kRules); }

}  // namespace domcheck
