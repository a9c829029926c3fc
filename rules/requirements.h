// The one walk over a guest that finds out what it requires of a host.
#ifndef RULES_REQUIREMENTS_H_
#define RULES_REQUIREMENTS_H_

#include <vector>

#include "capsmodel/guest.h"
#include "rules/rule.h"

namespace domcheck {

// What all rules ask of this guest, in the order of the elements that ask; of one element, in the
// order of the catalog. Valid as long as the guest's document.
std::vector<Requirement> CollectRequirements(const Guest& guest);

}  // namespace domcheck

#endif  // RULES_REQUIREMENTS_H_
