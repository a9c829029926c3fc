// Reads the hosts of a fleet from folders, and groups them into classes: hosts that offer the same
// are checked once.
#ifndef CHECKER_FLEET_CHECK_FLEET_HOSTS_H_
#define CHECKER_FLEET_CHECK_FLEET_HOSTS_H_

#include <memory>
#include <string>
#include <vector>

#include "capsmodel/host.h"
#include "checker/fleet/check/fleet_report.h"
#include "checker/hosts/load_host.h"

namespace domcheck {

struct FleetHosts {
  HostClasses classes;
  std::vector<std::unique_ptr<const Host>> host_of;  // one host of each class, by class number
};

// Reads the hosts in `folders`. In each of these, a folder is a host with the folder's name, and an
// *.xml file is a host with that one document and the file's name without its extension. Names are
// escaped for a terminal. Two hosts are of one class if their documents have the same bytes and
// their machines are the same. Each file is read at most once; meanwhile one content for each class
// is in memory.
//
// Leaves out hosts that cannot be read, and all hosts that share a name. Adds each to `problems`,
// and as a sentence to classes.problems for the report.
FleetHosts ReadFleetHosts(const std::vector<std::string>& folders,
                          std::vector<InputProblem>* problems);

}  // namespace domcheck

#endif  // CHECKER_FLEET_CHECK_FLEET_HOSTS_H_
