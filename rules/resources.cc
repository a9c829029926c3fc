// How much the guest asks for: virtual CPUs, I/O threads, and what backs its memory.
#include <algorithm>
#include <charconv>
#include <string>

#include "rules/areas.h"

namespace domcheck {
namespace {

enum class Count { kNone, kNotANumber, kNumber };

// The whole number in `text`; one too large for the type is as large as can be.
Count ParseCount(std::string_view text, unsigned long long* number) {
  if (text.empty()) return Count::kNone;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *number);
  if (end != text.data() + text.size() || error == std::errc::invalid_argument)
    return Count::kNotANumber;
  if (error == std::errc::result_out_of_range) *number = ~0ULL;
  return Count::kNumber;
}

Verdict AnswerVcpuMax(const Requirement& requirement, const Capabilities& capabilities) {
  const auto stated = capabilities.Value(requirement.capability);
  unsigned long long most = 0, asked = 0;
  if (!stated || ParseCount(*stated, &most) != Count::kNumber) return {};
  const Count count = ParseCount(*requirement.value, &asked);
  if (count == Count::kNumber && asked <= most) return Supported();
  const std::string value(*requirement.value);
  Verdict verdict = Unsupported(
      requirement, count == Count::kNotANumber
                       ? "the number of virtual CPUs, '" + value + "', is not a whole number"
                       : value + " virtual CPUs are more than the " + std::string(*stated) +
                             " that this host gives one guest" + ForMachine(capabilities));
  if (count == Count::kNumber) verdict.lack = value + " virtual CPUs for one guest";
  verdict.stated_at = capabilities.Find(requirement.capability)->element;
  verdict.allowed = {*stated};
  if (count == Count::kNumber) verdict.suggestion = std::string(*stated);
  return verdict;
}

// <iothreads>4</iothreads>, or a disk that is bound to a thread. None are asked for by a 0.
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
     .setting = "text()",
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
     .setting = "text() | @iothread",
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
     .setting = "@type",
     .capability = "memoryBacking/sourceType"},
};

}  // namespace

RuleRange ResourceRules() { return RangeOf(kRules); }

}  // namespace domcheck
