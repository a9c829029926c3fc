// Whether a document speaks of a guest, and what it then answers.
#ifndef RULES_APPLICABILITY_H_
#define RULES_APPLICABILITY_H_

#include <vector>

#include "rules/rule.h"

namespace domcheck {

enum class Applicability {
  kSame,
  kSimilar,  // of the same emulator, with KVM in place of without or the other way round
  kOther,    // of another computer: what it says decides nothing about this guest
};

// `requirements` are all of one guest.
Applicability ApplicabilityOf(const std::vector<Requirement>& requirements,
                              const Capabilities& capabilities);

// What a document that fits the guest so says of the requirement.
Verdict AnswerWithin(Applicability applicability, const Requirement& requirement,
                     const Capabilities& capabilities);

// Whether the value stands for one that is not known until the guest, a template, is rendered.
bool IsPlaceholder(const AskedValue& asked);

}  // namespace domcheck

#endif  // RULES_APPLICABILITY_H_
