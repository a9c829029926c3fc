// Rules for the mode of the guest's CPU, and for what depends on it.
#include <string>

#include "capsmodel/whole_number.h"
#include "rules/areas.h"
#include "rules/cpu_mode.h"

namespace domcheck {
namespace {

constexpr std::string_view kMaximumMigratable = "cpu/maximum/maximumMigratable";

void AskCpuMode(const Question& question, std::vector<Requirement>* requirements) {
  const auto mode = CpuMode(question.element);
  if (!mode) return;
  const Place place = mode->implied ? Place{question.element}
                                    : Place{question.element, Place::Part::kAttribute, "mode"};
  Require(question, place, mode->value, requirements).implied = mode->implied;
}

void AskMigratable(const Question& question, std::vector<Requirement>* requirements) {
  const Element cpu = question.element;
  const auto migratable = cpu.FindAttribute("migratable");
  const bool is_maximum = cpu.AttributeIs("mode", "maximum");
  if (!migratable || (!is_maximum && !cpu.AttributeIs("mode", "host-passthrough"))) return;
  Requirement& requirement =
      Require(question, {cpu, Place::Part::kAttribute, "migratable"}, *migratable, requirements);
  if (is_maximum) requirement.capability = kMaximumMigratable;
}

Verdict AnswerCpuMode(const Requirement& requirement, const Capabilities& capabilities) {
  Verdict verdict = AnswerFromDocument(requirement, capabilities);
  if (verdict.support != Support::kUnsupported) return verdict;
  verdict.block = ModeThatSaysNo(requirement.asker, capabilities);
  if (verdict.allowed.empty())
    verdict.message += "; leave <cpu> out";
  else if (requirement.value == "custom" && verdict.suggestion.empty())
    verdict.message += "; mode='" + std::string(verdict.allowed.front()) + "' is";
  return verdict;
}

Verdict AnswerMaxphysaddr(const Requirement& requirement, const Capabilities& capabilities) {
  // The limit applies in every mode, so check whether the guest's own mode is unsupported.
  if (const Capability* mode = ModeThatSaysNo(requirement.asker, capabilities)) {
    Verdict verdict = Unsupported(requirement, "the CPU's mode is not supported by this host");
    verdict.lack = "the CPU's mode, " + Quoted(CpuMode(requirement.asker)->value);
    verdict.stated_at = mode->element;
    verdict.block = mode;
    return verdict;
  }
  const auto stated = capabilities.Value("cpu/host-model/maxphysaddr/limit");
  if (!stated) return {};
  const auto number = [](std::string_view text) { return WholeNumber(text).value_or(0); };
  if (number(*requirement.value) <= number(*stated)) return Supported();
  Verdict verdict = Unsupported(requirement, std::string(*requirement.value) +
                                                 " bits of physical address are more than the " +
                                                 std::string(*stated) + " of this host's CPU");
  verdict.lack = "CPUs with " + std::string(*requirement.value) + " bits of physical address";
  verdict.stated_at = capabilities.Find(requirement.capability)->element;
  verdict.allowed = {*stated};
  verdict.suggestion = std::string(*stated);
  return verdict;
}

constexpr Rule kRules[] = {
    {.id = "cpu-mode",
     .noun = "CPU mode",
     .summary = "A CPU mode that the host does not support",
     .explanation =
         "The mode says where the guest's CPU comes from: custom (a named model), "
         "host-model (the named model nearest to the host's CPU), host-passthrough (the "
         "host's CPU itself, KVM only) or maximum (all that the emulator can do). A <cpu> "
         "with a <model> and no mode is custom; one that describes only the topology asks "
         "for nothing.",
     .example = "<cpu mode='host-model'/>",
     .link = "https://libvirt.org/formatdomain.html#cpu-model-and-topology",
     .element = "cpu",
     .value_path = "@mode",
     .capability = "cpu/mode",
     .also_answered_by = {"cpu/host-passthrough", "cpu/host-model", "cpu/maximum", "cpu/custom"},
     .preferences = {{"host-passthrough", "maximum"},
                     {"host-passthrough", "host-model"},
                     {"host-model", "maximum"},
                     {"host-model", "host-passthrough"},
                     {"maximum", "host-passthrough"},
                     {"maximum", "host-model"}},
     .depends_on_domain_type = true,
     .ask = AskCpuMode,
     .answer = AnswerCpuMode},
    {.id = "cpu-migratable",
     .noun = "CPU setting migratable",
     .summary = "A setting of the CPU's 'migratable' that the host does not offer",
     .explanation = "With the modes host-passthrough and maximum, 'migratable' hides the features "
                    "that would keep the guest from moving to another host. Not every emulator can "
                    "do so.",
     .example = "<cpu mode='host-passthrough' migratable='off'/>",
     .link = "https://libvirt.org/formatdomain.html#cpu-model-and-topology",
     .since = "6.5",
     .element = "cpu",
     .value_path = "@migratable",
     .capability = "cpu/host-passthrough/hostPassthroughMigratable",
     .also_answered_by = {kMaximumMigratable},
     .depends_on_domain_type = true,
     .ask = AskMigratable},
    {.id = "cpu-maxphysaddr",
     .severity = Severity::kWarning,
     .noun = "number of physical address bits",
     .summary = "More physical address bits than the host's CPU has",
     .explanation =
         "<maxphysaddr> says how wide the guest's physical addresses are. With more bits "
         "than the host's CPU has, the guest may misbehave or fail to start.",
     .example = "<cpu mode='host-passthrough'><maxphysaddr mode='emulate' bits='42'/></cpu>",
     .link = "https://libvirt.org/formatdomain.html#cpu-model-and-topology",
     .since = "9.5",
     .element = "cpu | cpu",
     .value_path = "maxphysaddr/@bits | maxphysaddr/@limit",
     .capability = "cpu/host-model/maxphysaddr",
     .depends_on_domain_type = true,
     .answer = AnswerMaxphysaddr},
};

}  // namespace

RuleRange CpuRules() { return RangeOf(kRules); }

}  // namespace domcheck
