// Writes the machines that several hosts share as a capabilities document. A folder with it and the
// domain capabilities that they share (common_capabilities.h) is one host for `check --caps`.
#ifndef CHECKER_FLEET_COMMON_COMMON_MACHINES_H_
#define CHECKER_FLEET_COMMON_COMMON_MACHINES_H_

#include <string>
#include <vector>

#include "capsmodel/host_machines.h"

namespace domcheck {

// Returns the text that capsmodel/host_machines.h reads: each machine that all hosts have for
// guests of a type and architecture, deprecated if one host states that. Leaves out an alias's
// machine, and the emulator, if they differ. Returns "" if the machines of a host are unknown (it
// is null), or no machine is on all hosts. `hosts` must not be empty.
std::string CommonMachines(const std::vector<const HostMachines*>& hosts);

}  // namespace domcheck

#endif  // CHECKER_FLEET_COMMON_COMMON_MACHINES_H_
