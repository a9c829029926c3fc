// The hosts of a fleet: from a folder that has a host an entry.
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

// Reads the hosts in `folders`: each folder in one of them is a host, called as the folder is, and
// each *.xml file a host of that one document, called as the file is without its ending (what a
// terminal would not show is escaped in names). Hosts are of one class where their documents have
// the same bytes and their machines are the same.
//
// A host that cannot be read, or several of one name, are told in `problems` and left out, and
// classes.problems repeats that for the report.
FleetHosts ReadFleetHosts(const std::vector<std::string>& folders,
                          std::vector<InputProblem>* problems);

}  // namespace domcheck

#endif  // CHECKER_FLEET_CHECK_FLEET_HOSTS_H_
