// Whether a capabilities document is about a guest at all, and what it answers then.
#ifndef RULES_APPLICABILITY_H_
#define RULES_APPLICABILITY_H_

#include <vector>

#include "rules/rule.h"

namespace domcheck {

enum class Applicability {
  kSame,
  kSimilar,  // of the same emulator, with KVM in place of without or the other way round
  kOther,    // of another computer: what it states decides nothing about this guest
};

// `requirements` are all of one guest.
Applicability ApplicabilityOf(const std::vector<Requirement>& requirements,
                              const Capabilities& capabilities);

// The answer of a document that applies to the guest so.
Verdict AnswerWithin(Applicability applicability, const Requirement& requirement,
                     const Capabilities& capabilities);

// Whether the value stands for one that is not known until the guest, a template, is rendered.
bool IsPlaceholder(const AskedValue& asked);

}  // namespace domcheck

#endif  // RULES_APPLICABILITY_H_
