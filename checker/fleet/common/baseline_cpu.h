// The <cpu> element with which a guest runs on each of several hosts, and can be moved between
// them.
#ifndef CHECKER_FLEET_COMMON_BASELINE_CPU_H_
#define CHECKER_FLEET_COMMON_BASELINE_CPU_H_

#include <optional>
#include <string>
#include <vector>

#include "checker/fleet/common/capabilities_match.h"

namespace domcheck {

// Returns the element, with a line break at its end: the newest model that all hosts state to be
// usable, or else the newest that all know, without the features that one of them lacks. A guest of
// the match's kind with this element has no error on any of the hosts. Returns nullopt if there is
// no such model.
std::optional<std::string> BaselineCpu(const std::vector<const Host*>& hosts,
                                       const CapabilitiesMatch& match);

}  // namespace domcheck

#endif  // CHECKER_FLEET_COMMON_BASELINE_CPU_H_
