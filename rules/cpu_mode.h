// What the rules about a guest's CPU have in common.
#ifndef RULES_CPU_MODE_H_
#define RULES_CPU_MODE_H_

#include <string_view>
#include <vector>

#include "capsmodel/capabilities.h"
#include "capsmodel/document.h"

namespace domcheck {

// Returns the block of the guest's CPU mode if it is unsupported, or else null. The rule cpu-mode
// reports it, which covers everything in the block.
const Capability* ModeThatSaysNo(Element cpu, const Capabilities& capabilities);

// Whether libvirt compares the CPU with the host's before or after the guest starts. `domain_type`
// is that of the document.
bool IsChecked(Element cpu, std::string_view domain_type);

// Whether the guest takes away a feature, with the policy disable or forbid.
bool Disables(Element cpu, std::string_view feature);

// Returns the features that the guest does not take away.
std::vector<std::string_view> NotDisabled(Element cpu,
                                          const std::vector<std::string_view>& features);

}  // namespace domcheck

#endif  // RULES_CPU_MODE_H_
