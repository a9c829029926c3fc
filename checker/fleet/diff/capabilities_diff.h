// Finds what changed between the capabilities of two hosts.
//
// What capabilities leave out is unknown. So what only one host states is neither lost nor gained,
// but no longer stated, or stated now. The same change in several pairs is one change.
#ifndef CHECKER_FLEET_DIFF_CAPABILITIES_DIFF_H_
#define CHECKER_FLEET_DIFF_CAPABILITIES_DIFF_H_

#include <cstddef>
#include <string>
#include <vector>

#include "capsmodel/capabilities.h"
#include "checker/fleet/diff/change.h"

namespace domcheck {

struct CapabilityChange {
  Change change = Change::kLost;
  std::string capability;  // path
  // The values that were lost, gained, no longer stated or stated now. Empty for a block that was
  // lost or gained: its path names it.
  std::vector<std::string> values;
  std::string before, after;       // kChanged
  std::vector<std::string> lacks;  // kNotUsable, kNotUsableStatedNow: features, if known
  std::vector<size_t> pairs;       // numbers of the pairs that have it, ascending
};

// The old and the new host's capabilities for the same guests.
struct CapabilitiesPair {
  const Capabilities* before;
  const Capabilities* after;
};

// Returns the changes by capability, in the order of the capabilities. The result does not point
// into them.
std::vector<CapabilityChange> DiffCapabilities(const std::vector<CapabilitiesPair>& pairs);

}  // namespace domcheck

#endif  // CHECKER_FLEET_DIFF_CAPABILITIES_DIFF_H_
