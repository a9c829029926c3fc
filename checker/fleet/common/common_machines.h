// The machines that several hosts share, as a capabilities document: with the domain capabilities
// that they share (common_capabilities.h) it makes a folder that is one host to `check --caps`.
#ifndef CHECKER_FLEET_COMMON_COMMON_MACHINES_H_
#define CHECKER_FLEET_COMMON_COMMON_MACHINES_H_

#include <string>
#include <vector>

#include "capsmodel/host_machines.h"

namespace domcheck {

// The text, of what capsmodel/host_machines.h reads: each machine that all hosts have for guests of
// a type and architecture, deprecated where one host says so. What an alias stands for, and the
// emulator, are left out where they differ. Empty where the machines of a host are not known (it is
// null) or there is none that all have. There is at least one host.
std::string CommonMachines(const std::vector<const HostMachines*>& hosts);

}  // namespace domcheck

#endif  // CHECKER_FLEET_COMMON_COMMON_MACHINES_H_
