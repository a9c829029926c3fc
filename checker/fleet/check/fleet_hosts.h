// Reads the hosts of a fleet from folders, and sorts them into classes: hosts that offer the same
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
  std::vector<std::unique_ptr<const Host>> host_of;  // by host class: one of its hosts
};

// Reads the hosts in `folders`. In each, a folder is a host with the folder's name, and an *.xml
// file is a host of that one document, with the file's name less its ending. Names are escaped for
// a terminal. Hosts are of one class where their documents have the same bytes and their machines
// are the same. Each file is read at most once; one content for each class is in memory meanwhile.
//
// Leaves out a host that cannot be read, and all hosts that share a name. Adds each to `problems`,
// and, in words, to classes.problems for the report.
FleetHosts ReadFleetHosts(const std::vector<std::string>& folders,
                          std::vector<InputProblem>* problems);

}  // namespace domcheck

#endif  // CHECKER_FLEET_CHECK_FLEET_HOSTS_H_
