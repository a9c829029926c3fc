// Matches the capabilities of several hosts that are for the same guests: those of the same type,
// architecture and machine.
//
// Two hosts seldom have the same versions of a machine. If they share none of a family, such as
// q35, the machines that each host chooses for the family's name are matched: a guest that asks for
// just 'q35' gets those.
#ifndef CHECKER_FLEET_COMMON_CAPABILITIES_MATCH_H_
#define CHECKER_FLEET_COMMON_CAPABILITIES_MATCH_H_

#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/host.h"

namespace domcheck {

// Points into the hosts, which must outlive it.
struct CapabilitiesMatch {
  std::vector<const Capabilities*> capabilities;  // one for each host, in their order
  // Their machine, or the family's name if they differ; empty if one does not state it.
  std::string machine;
};

// Returns the capabilities that have a match on every host, in the order of the first host. If each
// host has a single document, one that does not state its machine matches any. `hosts` must not be
// empty.
std::vector<CapabilitiesMatch> MatchCapabilities(const std::vector<const Host*>& hosts);

// The same for one machine only. A family's name that is not itself a machine, such as q35, stands
// for the machine that each host chooses for it.
std::vector<CapabilitiesMatch> MatchCapabilities(const std::vector<const Host*>& hosts,
                                                 std::string_view machine);

// Returns "kvm x86_64 pc-q35-7.2", without the parts that are not stated.
std::string DescribeCapabilities(const Capabilities& capabilities);

}  // namespace domcheck

#endif  // CHECKER_FLEET_COMMON_CAPABILITIES_MATCH_H_
