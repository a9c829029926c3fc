#include "rules/applicability.h"

#include <algorithm>
#include <string>

#include "capsmodel/machine.h"
#include "capsmodel/placeholder.h"

namespace domcheck {
namespace {

Applicability OfMachine(std::string_view machine, const Capabilities& capabilities) {
  const HostMachines* const machines = capabilities.machines();
  const bool is_known =
      machines != nullptr &&
      machines->Find(capabilities.arch(), capabilities.domain_type(), machine) != nullptr;
  const bool differs =
      !is_known && MatchMachine(machine, capabilities.machine()) == MachineMatch::kDiffers;
  return differs ? Applicability::kOther : Applicability::kSame;
}

// Returns what a requirement of a rule with identifies_document decides.
Applicability OfRequirement(const Requirement& requirement, const Capabilities& capabilities) {
  const std::string_view path = requirement.capability, value = *requirement.value;
  if (path == "domain" && !capabilities.domain_type().empty()) {
    const TypeMatch match = MatchType(value, capabilities.domain_type());
    return match == TypeMatch::kSame      ? Applicability::kSame
           : match == TypeMatch::kSimilar ? Applicability::kSimilar
                                          : Applicability::kOther;
  }
  if (path == "arch" && !capabilities.arch().empty() &&
      MatchArch(value, capabilities.arch()) == ArchMatch::kDiffers)
    return Applicability::kOther;
  if (path == "machine" && !capabilities.machine().empty()) return OfMachine(value, capabilities);
  return Applicability::kSame;
}

// A word does not depend on whom the document is about.
Verdict AnswerWord(const Requirement& requirement, const Capabilities& capabilities) {
  // Nothing is asked within an element that the host's libvirt ignores.
  if (requirement.since.after && capabilities.libvirt().Lacks(requirement.since))
    return Supported();
  const bool is_offered =
      !requirement.capability.empty() &&
      capabilities.AskValue(requirement.capability, *requirement.value).support ==
          Support::kSupported;
  return is_offered || IsPlaceholder(requirement)
             ? Supported()
             : requirement.rule->answer(requirement, capabilities);
}

}  // namespace

bool IsPlaceholder(const AskedValue& asked) { return asked.value && HasPlaceholder(*asked.value); }

Applicability ApplicabilityOf(const std::vector<Requirement>& requirements,
                              const Capabilities& capabilities) {
  Applicability applicability = Applicability::kSame;
  for (const Requirement& requirement : requirements)
    if (requirement.rule->identifies_document && !IsPlaceholder(requirement))
      applicability = std::max(applicability, OfRequirement(requirement, capabilities));
  return applicability;
}

Verdict AnswerWithin(Applicability applicability, const Requirement& requirement,
                     const Capabilities& capabilities) {
  const Rule& rule = *requirement.rule;
  if (rule.subject == Rule::Subject::kWord) return AnswerWord(requirement, capabilities);
  const bool answers = applicability == Applicability::kSame || rule.identifies_document ||
                       (applicability == Applicability::kSimilar && !rule.depends_on_domain_type);
  if (!answers || IsPlaceholder(requirement)) return {};
  Verdict verdict = rule.answer(requirement, capabilities);
  if (applicability == Applicability::kSimilar && !rule.identifies_document &&
      verdict.support == Support::kUnsupported) {
    const std::string doubt = " (uncertain: those are the capabilities of " +
                              Quoted(capabilities.domain_type()) + " guests)";
    verdict.message += doubt;
    if (!verdict.lack.empty()) verdict.lack += doubt;
  }
  return verdict;
}

}  // namespace domcheck
