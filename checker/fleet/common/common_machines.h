// Writes the machines that several hosts share as a capabilities document. A folder of it and of
// the domain capabilities that they share (common_capabilities.h) is one host to `check --caps`.
#ifndef CHECKER_FLEET_COMMON_COMMON_MACHINES_H_
#define CHECKER_FLEET_COMMON_COMMON_MACHINES_H_

#include <string>
#include <vector>

#include "capsmodel/host_machines.h"

namespace domcheck {

// Returns the text that capsmodel/host_machines.h reads: each machine that all hosts have for
// guests of a type and architecture, deprecated where one host states so. Leaves out what an alias
// stands for, and the emulator, where they differ. Returns "" where the machines of a host are not
// known (it is null), or no machine is on all hosts. `hosts` is not empty.
std::string CommonMachines(const std::vector<const HostMachines*>& hosts);

}  // namespace domcheck

#endif  // CHECKER_FLEET_COMMON_COMMON_MACHINES_H_
