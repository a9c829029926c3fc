// What changed between two hosts, or between two captures of one: what an upgrade takes and brings.
//
// All of it is values; nothing points into the hosts.
#ifndef CHECKER_FLEET_DIFF_HOST_DIFF_H_
#define CHECKER_FLEET_DIFF_HOST_DIFF_H_

#include <string>
#include <vector>

#include "capsmodel/host.h"
#include "checker/fleet/diff/capabilities_diff.h"
#include "checker/fleet/diff/machines_diff.h"

namespace domcheck {

// Capabilities that were compared, as "kvm x86_64 pc-q35-7.2".
struct ComparedPair {
  std::string before, after;
};

struct HostDiff {
  std::string old_name, new_name;
  std::vector<ComparedPair> pairs;
  std::vector<MachineChange> machines;
  std::vector<CapabilityChange> changes;  // their `pairs` are indices in `pairs`
};

// Compares the capabilities that checker/fleet/common/capabilities_match.h pairs up. Two hosts of
// one document each are compared whatever these are for.
HostDiff DiffHosts(const Host& old_host, const Host& new_host);

}  // namespace domcheck

#endif  // CHECKER_FLEET_DIFF_HOST_DIFF_H_
