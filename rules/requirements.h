// Collects what a guest requires of a host, in one walk over its elements.
#ifndef RULES_REQUIREMENTS_H_
#define RULES_REQUIREMENTS_H_

#include <vector>

#include "capsmodel/guest.h"
#include "rules/rule.h"

namespace domcheck {

// Returns the requirements of all rules, sorted by the element that asks, and for one element in
// catalog order. They are valid until the guest's document is cleared or destroyed.
std::vector<Requirement> CollectRequirements(const Guest& guest);

// Returns the first of the guest's devices of each kind that no rule about a capability looks at,
// since no document states what a host offers of it.
std::vector<Element> UnaskedDevices(const Guest& guest);

}  // namespace domcheck

#endif  // RULES_REQUIREMENTS_H_
