// The rule for the features that a guest's CPU adds to its model or takes from it. What real
// libvirt does was tried on 9.0, 11.3 and 12.8: it compares the CPU with the host's before the
// guest starts (check='partial') or after (check='full'), and refuses to start it where they
// differ.
#include <algorithm>
#include <string>
#include <utility>

#include "capsmodel/cpu_map.h"
#include "capsmodel/machine.h"
#include "rules/areas.h"
#include "rules/cpu_mode.h"
#include "rules/suggestion.h"

namespace domcheck {
namespace {

constexpr std::string_view kHostModel = "cpu/host-model";

std::string Named(std::string_view feature) { return "CPU feature " + Quoted(feature); }

void AskCpuFeature(const Question& question, std::vector<Requirement>* requirements) {
  const auto mode = CpuMode(question.element);
  if (!mode) return;
  AskValue(question, requirements);
  if (mode->value == "custom" && question.element.AttributeIs("check", "partial"))
    Require(question, {question.element, Place::Part::kAttribute, "check"}, "partial", requirements)
        .capability = kHostModel;
}

// Under emulation libvirt compares with the host's CPU only if it knows what that is.
Verdict AnswerUnknownHostCpu(const Requirement& requirement, const Capabilities& capabilities) {
  const Answer answer = capabilities.AskBlock(kHostModel);
  if (capabilities.domain_type() != "qemu" || answer.support != Support::kUnsupported)
    return Supported();
  Verdict verdict = Unsupported(
      requirement,
      "check='partial' compares the guest's CPU with the host's, which libvirt does not "
      "know for architecture " +
          Quoted(capabilities.arch()));
  verdict.lack = "a CPU known to libvirt for architecture " + Quoted(capabilities.arch());
  verdict.stated_at = answer.because->element;
  verdict.allowed = {"none", "full"};
  verdict.suggestion = "none";
  return verdict;
}

// Returns the verdict for a name that the host's libvirt does not know; nothing if it may know it.
std::optional<Verdict> UnknownName(const Requirement& requirement,
                                   const Capabilities& capabilities) {
  const CpuMap* const map = IsX86(capabilities.arch()) ? CpuMapFor(capabilities.arch()) : nullptr;
  if (map == nullptr) return std::nullopt;
  const std::string_view name = *requirement.value;
  const LibvirtBounds libvirt = capabilities.libvirt();
  const CpuFeature* const known = map->features.Find(name);
  if (known == nullptr) {
    if (libvirt.at_least && LastCpuMapRelease() < libvirt.at_least) return std::nullopt;
    std::vector<std::string_view> names;
    for (const CpuFeature& feature : map->features)
      if (!libvirt.Lacks(feature.since)) names.push_back(feature.name);
    Verdict verdict = Unsupported(requirement, "libvirt does not know " + Named(name));
    verdict.suggestion = std::string(NearestSpelling(name, names));
    return verdict;
  }
  if (!libvirt.Lacks(known->since)) return std::nullopt;
  Verdict verdict = Unsupported(requirement, "this host's libvirt does not know " + Named(name) +
                                                 ", which came " + ArrivalText(known->since));
  verdict.lack = "libvirt " + ReleaseText(known->since.by) + " for " + Named(name);
  return verdict;
}

// Returns the element that states that the host has the feature, or kNoElement.
ElementNumber FindProvided(std::string_view feature, const Capabilities& capabilities) {
  const HostCpu& host = capabilities.host_cpu();
  if (host.FindLacking(feature) != kNoElement) return kNoElement;
  const ElementNumber required = host.FindRequired(feature);
  if (required != kNoElement) return required;
  const CpuMap* const map = CpuMapFor(capabilities.arch());
  const CpuMapModel* const model = map == nullptr ? nullptr : map->models.Find(host.model);
  return model != nullptr && model->Has(feature) ? host.model_element : kNoElement;
}

Verdict AnswerRequired(const Requirement& requirement, const Capabilities& capabilities,
                       bool is_checked) {
  const std::string_view name = *requirement.value;
  const ElementNumber lacking = capabilities.host_cpu().FindLacking(name);
  if (lacking == kNoElement)
    return FindProvided(name, capabilities) == kNoElement ? Verdict() : Supported();
  Verdict verdict = Unsupported(requirement, "this host cannot provide " + Named(name) +
                                                 (is_checked ? ", which the guest requires"
                                                             : "; the guest starts without it"));
  verdict.lack = Named(name) + (is_checked ? "" : "; the guest starts without it");
  if (!is_checked) verdict.severity = Severity::kWarning;
  verdict.is_removable = is_checked;
  verdict.stated_at = lacking;
  if (capabilities.host_cpu().IsBlocker(name)) verdict.capability = "cpu/custom/blockers";
  return verdict;
}

Verdict AnswerForbidden(const Requirement& requirement, const Capabilities& capabilities,
                        bool is_checked) {
  const ElementNumber provided = FindProvided(*requirement.value, capabilities);
  if (!is_checked) return Supported();
  if (provided == kNoElement) return {};
  Verdict verdict =
      Unsupported(requirement, "this host provides " + Named(*requirement.value) +
                                   ", which the guest forbids; policy='disable' turns "
                                   "it off");
  verdict.lack = "a CPU without " + Named(*requirement.value) + ", which the guest forbids";
  verdict.stated_at = provided;
  return verdict;
}

Verdict AnswerCpuFeature(const Requirement& requirement, const Capabilities& capabilities) {
  const Element cpu = requirement.asker;
  if (ModeThatSaysNo(cpu, capabilities) != nullptr) return {};
  if (requirement.capability == kHostModel) return AnswerUnknownHostCpu(requirement, capabilities);
  if (auto unknown = UnknownName(requirement, capabilities)) return std::move(*unknown);
  const std::string_view mode = CpuMode(cpu)->value;
  if (mode != "custom" && mode != "host-model") return Supported();
  const bool is_checked = IsChecked(cpu, capabilities.domain_type());
  const std::string_view policy = requirement.place.element.AttributeOr("policy", "require");
  if (policy == "require") return AnswerRequired(requirement, capabilities, is_checked);
  if (policy == "forbid") return AnswerForbidden(requirement, capabilities, is_checked);
  return Supported();
}

constexpr Rule kRules[] = {
    {.id = "cpu-feature",
     .noun = "CPU feature",
     .summary = "A CPU feature that the host cannot provide, or that the guest forbids",
     .explanation =
         "A guest adds features to its CPU model (policy='require', or none) or refuses to run on "
         "a host that has them ('forbid'). The host lacks the features that its document has under "
         "<blockers> and those that its host-model disables; it has those that host-model requires "
         "and those of host-model's model. libvirt compares them before the guest starts "
         "(check='partial', the default with KVM and for host-model) or after (check='full'); "
         "without a check the guest starts without what the host lacks. A name that is not in "
         "libvirt's CPU map is refused.",
     .advice = "Leave the feature out, make it policy='optional' or 'disable', or use a host that "
               "has it.",
     .example = "<cpu><model>Nehalem</model><feature policy='require' name='svm'/></cpu>",
     .link = "https://libvirt.org/formatdomain.html#cpu-model-and-topology",
     .element = "cpu",
     .value_path = "feature/@name",
     .capability = "cpu/host-model/feature",
     .depends_on_domain_type = true,
     .ask = AskCpuFeature,
     .answer = AnswerCpuFeature},
};

}  // namespace

RuleRange CpuFeatureRules() { return RangeOf(kRules); }

}  // namespace domcheck
