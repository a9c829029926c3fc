// Matches the capabilities of several hosts that are for the same guests: of the same type,
// architecture and machine.
//
// Two hosts seldom have the same versions of a machine. Where they share none of a family, such as
// q35, each host's own choice for the family's name is compared: a guest that asks for just 'q35'
// gets that one.
#ifndef CHECKER_FLEET_COMMON_CAPABILITIES_MATCH_H_
#define CHECKER_FLEET_COMMON_CAPABILITIES_MATCH_H_

#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/host.h"

namespace domcheck {

// Points into the hosts, which outlive it.
struct CapabilitiesMatch {
  std::vector<const Capabilities*> capabilities;  // one of each host, in the order of the hosts
  // Their machine, or the family's name where they differ; empty where one does not state it.
  std::string machine;
};

// Returns the capabilities that have their like on every host, in the order of the first host.
// Where each host has a single document, one that does not state its machine matches any. `hosts`
// is not empty.
std::vector<CapabilitiesMatch> MatchCapabilities(const std::vector<const Host*>& hosts);

// The same for one machine only. A family's name that no machine has, such as q35, stands for what
// each host itself takes for it.
std::vector<CapabilitiesMatch> MatchCapabilities(const std::vector<const Host*>& hosts,
                                                 std::string_view machine);

// Returns "kvm x86_64 pc-q35-7.2", without the parts that are not stated.
std::string DescribeCapabilities(const Capabilities& capabilities);

}  // namespace domcheck

#endif  // CHECKER_FLEET_COMMON_CAPABILITIES_MATCH_H_
