// Which CPU model to take instead of one that a host does not have.
#ifndef RULES_CPU_SUGGESTION_H_
#define RULES_CPU_SUGGESTION_H_

#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/capabilities.h"

namespace domcheck {

// Sorts names of models of an architecture, the newest first, by the order of libvirt's CPU map.
void SortNewestFirst(std::string_view arch, std::vector<std::string_view>* models);

// Returns the usable models of `vendor`, or those of all vendors if it is empty or has none: the
// newest first.
std::vector<std::string_view> UsableModels(const Capabilities& capabilities,
                                           std::string_view vendor);

// Returns the one of `usable`, which are from UsableModels, to take instead of `asked`: the one of
// which it may be a misspelling, or else the newest of its vendor. Empty if its vendor is not known
// or has none. Models of a version, such as EPYC-v2, are for those who ask for one.
std::string_view BetterModel(std::string_view asked, const std::vector<std::string_view>& usable,
                             const Capabilities& capabilities);

// Returns what mode='host-model' is on the host, as the end of a sentence; empty if the document
// does not state it.
std::string OwnModelOfHost(const Capabilities& capabilities);

}  // namespace domcheck

#endif  // RULES_CPU_SUGGESTION_H_
