// Finds what changed between the machines of two hosts.
#ifndef CHECKER_FLEET_DIFF_MACHINES_DIFF_H_
#define CHECKER_FLEET_DIFF_MACHINES_DIFF_H_

#include <string>
#include <vector>

#include "capsmodel/host.h"
#include "checker/fleet/common/capabilities_match.h"
#include "checker/fleet/diff/change.h"

namespace domcheck {

struct MachineChange {
  Change change = Change::kLost;  // kStatedNow, kNoLongerStated: there are, or were, capabilities
  std::string domain_type, arch, machine;
  std::string before, after;  // kChanged: the machines that the alias stands for
};

// Returns the changes by type, architecture and machine: those lost, those gained, then those that
// both hosts have. `matches` are the capabilities that are compared; their machines are not
// mentioned.
std::vector<MachineChange> DiffMachines(const Host& old_host, const Host& new_host,
                                        const std::vector<CapabilitiesMatch>& matches);

}  // namespace domcheck

#endif  // CHECKER_FLEET_DIFF_MACHINES_DIFF_H_
