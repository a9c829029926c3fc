#include "rules/applicability.h"

#include "capsmodel/machine.h"
#include "capsmodel/placeholder.h"

namespace domcheck {
namespace {

Verdict AnswerOf(const Requirement& requirement, const Capabilities& capabilities) {
  return IsPlaceholder(requirement) ? Verdict{}
                                    : requirement.rule->answer(requirement, capabilities);
}

}  // namespace

bool IsPlaceholder(const AskedValue& asked) { return asked.value && HasPlaceholder(*asked.value); }

Applicability ApplicabilityOf(const std::vector<Requirement>& requirements,
                              const Capabilities& capabilities) {
  Applicability applicability = Applicability::kSame;
  for (const Requirement& requirement : requirements) {
    if (!requirement.rule->identifies_document) continue;
    const Verdict verdict = AnswerOf(requirement, capabilities);
    if (verdict.support != Support::kUnsupported || verdict.severity != Severity::kError) continue;
    // A machine that the host lacks is an error; the family's document says what the rest is.
    if (requirement.capability == "machine" &&
        MachineFamily(*requirement.value) == MachineFamily(capabilities.machine()))
      continue;
    const bool is_similar = requirement.capability == "domain" && IsQemuType(*requirement.value) &&
                            IsQemuType(capabilities.domain_type());
    if (!is_similar) return Applicability::kOther;
    applicability = Applicability::kSimilar;
  }
  return applicability;
}

Verdict AnswerWithin(Applicability applicability, const Requirement& requirement,
                     const Capabilities& capabilities) {
  const Rule& rule = *requirement.rule;
  Verdict verdict;
  if (applicability == Applicability::kSame || rule.identifies_document ||
      (applicability == Applicability::kSimilar && !rule.depends_on_domain_type))
    verdict = AnswerOf(requirement, capabilities);
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
