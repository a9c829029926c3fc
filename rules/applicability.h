// Decides whether a capabilities document applies to a guest, and limits its answers accordingly.
#ifndef RULES_APPLICABILITY_H_
#define RULES_APPLICABILITY_H_

#include <vector>

#include "rules/rule.h"

namespace domcheck {

enum class Applicability {
  kSame,
  kSimilar,  // the document is for the same emulator, but one has KVM and the other does not
  kOther,    // the document is for another kind of guest and decides nothing about this one
};

// `requirements` must be all requirements of one guest.
Applicability ApplicabilityOf(const std::vector<Requirement>& requirements,
                              const Capabilities& capabilities);

// Returns the rule's answer, or kUnknown if `applicability` does not let the document decide it or
// the value is a placeholder.
Verdict AnswerWithin(Applicability applicability, const Requirement& requirement,
                     const Capabilities& capabilities);

// Whether the value has a placeholder, so that it is unknown until the template is rendered.
bool IsPlaceholder(const AskedValue& asked);

}  // namespace domcheck

#endif  // RULES_APPLICABILITY_H_
