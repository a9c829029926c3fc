// Rules for the guest's CPU: mode, model, migratability and width of addresses.
#include <algorithm>
#include <iterator>
#include <string>

#include "capsmodel/machine.h"
#include "capsmodel/whole_number.h"
#include "rules/areas.h"
#include "rules/suggestion.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

constexpr size_t kMostNamed = 8;  // the most features in one message
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

// libvirt ignores a model in a mode other than custom.
void AskCpuModel(const Question& question, std::vector<Requirement>* requirements) {
  const auto mode = CpuMode(question.element);
  if (mode && mode->value == "custom") AskValue(question, requirements);
}

// Returns the block of the guest's CPU mode if it is unsupported, or else null. The rule cpu-mode
// reports it, which covers everything in the block.
const Capability* ModeThatSaysNo(Element cpu, const Capabilities& capabilities) {
  const auto mode = CpuMode(cpu);
  if (!mode) return nullptr;
  const Answer answer = capabilities.AskBlock("cpu/" + std::string(mode->value));
  return answer.support == Support::kUnsupported ? answer.because : nullptr;
}

Verdict AnswerCpuMode(const Requirement& requirement, const Capabilities& capabilities) {
  Verdict verdict = AnswerFromDocument(requirement, capabilities);
  if (verdict.support == Support::kUnsupported)
    verdict.block = ModeThatSaysNo(requirement.asker, capabilities);
  return verdict;
}

// Returns the features that the guest does not disable.
std::vector<std::string_view> NotDisabled(Element cpu,
                                          const std::vector<std::string_view>& features) {
  const auto disables = [cpu](std::string_view name) {
    for (Element feature = cpu.Child("feature"); feature; feature = feature.NextNamed("feature")) {
      if (!feature.AttributeIs("name", name)) continue;
      if (feature.AttributeIs("policy", "disable") || feature.AttributeIs("policy", "forbid"))
        return true;
    }
    return false;
  };
  std::vector<std::string_view> rest;
  std::remove_copy_if(features.begin(), features.end(), std::back_inserter(rest), disables);
  return rest;
}

std::string Listed(const std::vector<std::string_view>& names) {
  return JoinedFirst(names, kMostNamed);
}

// Returns the usable models of `vendor`, or those of all vendors if it is unknown or has none.
std::vector<std::string_view> UsableModels(const Capabilities& capabilities,
                                           std::string_view vendor) {
  std::vector<std::string_view> all, same;
  for (const CpuModel& model : capabilities.cpu_models()) {
    if (model.usable != "yes") continue;
    all.push_back(model.name);
    if (model.vendor == vendor) same.push_back(model.name);
  }
  return vendor == "unknown" || same.empty() ? all : same;
}

// Returns the usable model with the longest common prefix with `asked`, since versions of a model
// share their first word; or else the nearest spelling.
std::string NearestModel(std::string_view asked, const std::vector<std::string_view>& usable) {
  std::string_view nearest = NearestSpelling(asked, usable);
  size_t longest = std::min<size_t>(asked.find('-'), asked.size());
  for (const std::string_view model : usable) {
    const auto differs = std::mismatch(asked.begin(), asked.end(), model.begin(), model.end());
    const auto common = static_cast<size_t>(differs.first - asked.begin());
    if (common < std::max<size_t>(longest, 3)) continue;
    nearest = model;
    longest = common + 1;
  }
  return std::string(nearest);
}

bool DisablesSome(Element cpu) {
  for (Element feature = cpu.Child("feature"); feature; feature = feature.NextNamed("feature"))
    if (feature.AttributeIs("policy", "disable") || feature.AttributeIs("policy", "forbid"))
      return true;
  return false;
}

// Returns the verdict for a host that lacks features of the model, of which the guest does not
// disable all that are known.
Verdict Unusable(const Requirement& requirement, const Capabilities& capabilities,
                 const CpuModel& model) {
  const Element cpu = requirement.asker;
  const bool checked = CpuCheck(cpu, capabilities.domain_type()) != "none";
  const bool starts = !checked && capabilities.arch() != "s390x";
  // Documents before libvirt 10.9 do not list the missing features. The guest may disable them all.
  const bool may_start = model.blockers.empty() && DisablesSome(cpu);
  const std::string name = "CPU model " + Quoted(*requirement.value);
  std::string message = name + " is not usable on this host";
  std::string lack = "features of " + name;
  if (!model.blockers.empty()) {
    const std::string features = Listed(NotDisabled(cpu, model.blockers));
    message += ", which lacks its features " + features;
    lack += ": " + features;
  }
  if (starts) {
    message += "; the guest starts without the features that the host lacks";
    lack += "; the guest starts without them";
  } else if (may_start) {
    message += ", unless the features that the guest disables are all that the host lacks";
    lack += ", unless these are but what the guest disables";
  }
  Verdict verdict = Unsupported(requirement, std::move(message));
  verdict.lack = std::move(lack);
  if (starts || may_start) verdict.severity = Severity::kWarning;
  verdict.stated_at = model.element;
  verdict.allowed = UsableModels(capabilities, model.vendor);
  verdict.suggestion = NearestModel(*requirement.value, verdict.allowed);
  return verdict;
}

Verdict Unlisted(const Requirement& requirement, const Capabilities& capabilities) {
  const bool forbids = requirement.place.element.AttributeIs("fallback", "forbid");
  const bool replaceable = IsX86(capabilities.arch()) || capabilities.domain_type() == "qemu";
  const bool may_start = !forbids && replaceable;
  const std::string name = "CPU model " + Quoted(*requirement.value);
  const std::string rest = may_start ? "; libvirt may replace it by another" : "";
  Verdict verdict = Unsupported(requirement, name + " is not known to this host" + rest);
  verdict.lack = name + rest;
  if (may_start) verdict.severity = Severity::kWarning;
  verdict.stated_at = capabilities.Find(requirement.capability)->element;
  verdict.allowed = UsableModels(capabilities, "unknown");
  verdict.suggestion = NearestModel(*requirement.value, verdict.allowed);
  return verdict;
}

Verdict AnswerCpuModel(const Requirement& requirement, const Capabilities& capabilities) {
  if (ModeThatSaysNo(requirement.asker, capabilities) != nullptr)
    return AnswerFromDocument(requirement, capabilities);
  if (capabilities.cpu_models().empty()) return {};
  const CpuModel* model = capabilities.FindCpuModel(*requirement.value);
  if (model == nullptr) return Unlisted(requirement, capabilities);
  if (model->usable != "no") return Supported();
  if (!model->blockers.empty() && NotDisabled(requirement.asker, model->blockers).empty())
    return Supported();
  return Unusable(requirement, capabilities, *model);
}

Verdict AnswerCpuDeprecated(const Requirement& requirement, const Capabilities& capabilities) {
  if (ModeThatSaysNo(requirement.asker, capabilities) != nullptr)
    return AnswerFromDocument(requirement, capabilities);
  const CpuModel* model = capabilities.FindCpuModel(*requirement.value);
  if (model == nullptr) return {};
  if (!model->deprecated) return Supported();
  Verdict verdict =
      Unsupported(requirement, "CPU model " + Quoted(*requirement.value) +
                                   " is deprecated: a later version of the emulator may drop it");
  verdict.stated_at = model->element;
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
     .depends_on_domain_type = true,
     .ask = AskMigratable},
    {.id = "cpu-model",
     .noun = "CPU model",
     .summary = "A CPU model that the host does not know or cannot provide",
     .explanation =
         "A model that the host lists as not usable has features that the host lacks (its "
         "'blockers', from libvirt 10.9). libvirt refuses the guest, unless it disables all of "
         "them, or does not check the CPU (check='none', and the default under emulation), when it "
         "starts without them. A model that is not listed may be replaced by libvirt on x86 and "
         "under emulation if 'fallback' allows it.",
     .advice = "Choose a usable model of the same vendor, use mode='host-model', or disable the "
               "features that the host lacks.",
     .example = "<cpu mode='custom' match='exact'><model fallback='forbid'>EPYC</model></cpu>",
     .link = "https://libvirt.org/formatdomain.html#cpu-model-and-topology",
     .element = "cpu",
     .value_path = "model/text()",
     .capability = "cpu/custom/model",
     .depends_on_domain_type = true,
     .ask = AskCpuModel,
     .answer = AnswerCpuModel},
    {.id = "cpu-model-deprecated",
     .severity = Severity::kWarning,
     .noun = "CPU model",
     .summary = "A CPU model that the emulator is going to drop",
     .explanation = "The emulator marks models that a later version of it may no longer have. The "
                    "guest starts today; it may not after an upgrade.",
     .example = "<cpu><model>Icelake-Client</model></cpu>",
     .link = "https://libvirt.org/formatdomaincaps.html#cpu-configuration",
     .since = "7.1",
     .element = "cpu",
     .value_path = "model/text()",
     .capability = "cpu/custom/model",
     .tells_deprecated = true,
     .depends_on_domain_type = true,
     .ask = AskCpuModel,
     .answer = AnswerCpuDeprecated},
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
