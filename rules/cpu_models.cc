// Rules for the named model of the guest's CPU. What real libvirt does with each kind of model was
// tried on 9.0, 11.3 and 12.8.
#include <algorithm>
#include <string>
#include <utility>

#include "capsmodel/cpu_map.h"
#include "capsmodel/machine.h"
#include "rules/areas.h"
#include "rules/cpu_mode.h"
#include "rules/cpu_suggestion.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

constexpr size_t kMostNamed = 8;  // the most features in one message
constexpr std::string_view kLink = "https://libvirt.org/formatdomain.html#cpu-model-and-topology";

// libvirt ignores a model in a mode other than custom.
void AskCpuModel(const Question& question, std::vector<Requirement>* requirements) {
  const auto mode = CpuMode(question.element);
  if (mode && mode->value == "custom") AskValue(question, requirements);
}

std::string Named(const AskedValue& asked) { return "CPU model " + Quoted(*asked.value); }

bool DisablesSome(Element cpu) {
  for (Element feature = cpu.Child("feature"); feature; feature = feature.NextNamed("feature"))
    if (feature.AttributeIs("policy", "disable") || feature.AttributeIs("policy", "forbid"))
      return true;
  return false;
}

// Whether libvirt replaces the model by the host's own CPU, of which it takes all, so that the
// guest starts whatever the model is.
bool TakesTheHostsCpu(const Requirement& requirement, const Capabilities& capabilities) {
  const Element cpu = requirement.asker;
  return IsX86(capabilities.arch()) && cpu.AttributeIs("match", "minimum") &&
         CpuCheck(cpu, capabilities.domain_type()) != "partial";
}

// Returns a violation with the models to take instead. `vendor` is that of the model asked for,
// or empty.
Verdict Refusal(const Requirement& requirement, const Capabilities& capabilities,
                std::string_view vendor, std::string message) {
  Verdict verdict = Unsupported(requirement, std::move(message));
  verdict.allowed = UsableModels(capabilities, vendor);
  verdict.suggestion = std::string(BetterModel(*requirement.value, verdict.allowed, capabilities));
  verdict.message += OwnModelOfHost(capabilities);
  return verdict;
}

// Returns the verdict for a host that lacks features of the model, of which the guest does not
// disable all that are known.
Verdict Unusable(const Requirement& requirement, const Capabilities& capabilities,
                 const CpuModel& model) {
  const Element cpu = requirement.asker;
  const bool starts = !IsChecked(cpu, capabilities.domain_type()) && capabilities.arch() != "s390x";
  // Documents before libvirt 10.9 do not list the missing features. The guest may disable them all.
  const bool may_start = model.blockers.empty() && DisablesSome(cpu);
  std::string message = Named(requirement) + " is not usable on this host";
  std::string lack = "features of " + Named(requirement);
  if (!model.blockers.empty()) {
    const std::string features = JoinedFirst(NotDisabled(cpu, model.blockers), kMostNamed);
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
  Verdict verdict =
      Refusal(requirement, capabilities, model.vendor == "unknown" ? "" : model.vendor, message);
  verdict.lack = std::move(lack);
  verdict.stated_at = model.element;
  return starts || may_start ? Warning(std::move(verdict)) : verdict;
}

// Returns the verdict for a name that this host's libvirt does not have in its CPU map; nothing if
// it may.
std::optional<Verdict> NotInMap(const Requirement& requirement, const Capabilities& capabilities,
                                const CpuMap& map) {
  const LibvirtBounds libvirt = capabilities.libvirt();
  const CpuMapModel* const known = map.models.Find(*requirement.value);
  if (known == nullptr) {
    if (libvirt.at_least && LastCpuMapRelease() < libvirt.at_least) return std::nullopt;
    return Refusal(requirement, capabilities, "", "libvirt does not know " + Named(requirement));
  }
  if (!libvirt.Lacks(known->since)) return std::nullopt;
  return Refusal(requirement, capabilities, known->vendor,
                 "this host's libvirt does not know " + Named(requirement) + ", which came " +
                     ArrivalText(known->since));
}

Verdict Unlisted(const Requirement& requirement, const Capabilities& capabilities) {
  const std::string_view arch = capabilities.arch(), name = *requirement.value;
  const bool is_ppc = arch.substr(0, 5) == "ppc64" || arch == "ppc";
  if (is_ppc && (name == "g3" || name == "ppc64"))
    return Warning(Unsupported(
        requirement, Named(requirement) + " is libvirt's own choice where a guest names none; "
                                          "this host does not list it"));
  const bool is_emulated = capabilities.domain_type() == "qemu";
  if (name == "host" && !IsX86(arch) && !is_emulated)
    return Warning(Unsupported(
        requirement, Named(requirement) + " stands for the host's own; mode='host-passthrough' "
                                          "says so"));
  if (TakesTheHostsCpu(requirement, capabilities)) return Supported();
  const CpuMap* const map = CpuMapFor(arch);
  if (map != nullptr)
    if (auto refused = NotInMap(requirement, capabilities, *map)) return std::move(*refused);
  const bool may_start =
      IsX86(arch) && !requirement.place.element.AttributeIs("fallback", "forbid");
  const std::string rest = may_start ? "; libvirt may replace it by another" : "";
  const CpuMapModel* const known = map == nullptr ? nullptr : map->models.Find(name);
  Verdict verdict = Refusal(requirement, capabilities, known == nullptr ? "" : known->vendor,
                            Named(requirement) + " is not known to this host" + rest);
  verdict.lack = Named(requirement) + rest;
  return may_start ? Warning(std::move(verdict)) : verdict;
}

Verdict AnswerCpuModel(const Requirement& requirement, const Capabilities& capabilities) {
  if (ModeThatSaysNo(requirement.asker, capabilities) != nullptr)
    return AnswerFromDocument(requirement, capabilities);
  if (capabilities.cpu_models().empty()) return {};
  const CpuModel* model = capabilities.FindCpuModel(*requirement.value);
  if (model == nullptr) {
    Verdict verdict = Unlisted(requirement, capabilities);
    if (verdict.support == Support::kUnsupported) {
      verdict.stated_at = capabilities.Find(requirement.capability)->element;
      if (verdict.lack.empty()) verdict.lack = Named(requirement);
    }
    return verdict;
  }
  if (model->usable != "no") return Supported();
  if (!model->blockers.empty() && NotDisabled(requirement.asker, model->blockers).empty())
    return Supported();
  if (TakesTheHostsCpu(requirement, capabilities)) return Supported();
  return Unusable(requirement, capabilities, *model);
}

Verdict AnswerCpuDeprecated(const Requirement& requirement, const Capabilities& capabilities) {
  if (ModeThatSaysNo(requirement.asker, capabilities) != nullptr)
    return AnswerFromDocument(requirement, capabilities);
  const CpuModel* model = capabilities.FindCpuModel(*requirement.value);
  if (model == nullptr) return {};
  if (!model->deprecated) return Supported();
  Verdict verdict =
      Unsupported(requirement, Named(requirement) +
                                   " is deprecated: a later version of the emulator may drop it");
  verdict.stated_at = model->element;
  return verdict;
}

constexpr Rule kRules[] = {
    {.id = "cpu-model",
     .noun = "CPU model",
     .summary = "A CPU model that the host does not know or cannot provide",
     .explanation =
         "A model that the host lists as not usable has features that the host lacks (its "
         "'blockers', from libvirt 10.9). libvirt refuses the guest, unless it disables all of "
         "them, takes more than the model by match='minimum', or does not check the CPU "
         "(check='none', and the default under emulation), when it starts without them. A name "
         "that is not in libvirt's CPU map, such as 'host' or 'max', is refused. A model that is "
         "in the map and that the host does not list may be replaced by libvirt on x86 if "
         "'fallback' allows it; elsewhere it is refused.",
     .advice = "Choose a usable model of the same vendor, use mode='host-model', or disable the "
               "features that the host lacks.",
     .example = "<cpu mode='custom' match='exact'><model fallback='forbid'>EPYC</model></cpu>",
     .link = kLink,
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
};

}  // namespace

RuleRange CpuModelRules() { return RangeOf(kRules); }

}  // namespace domcheck
