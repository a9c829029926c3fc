// Finds what changed between two hosts, or between two captures of one host: what an upgrade
// removes and adds.
//
// The result is all values and does not point into the hosts.
#ifndef CHECKER_FLEET_DIFF_HOST_DIFF_H_
#define CHECKER_FLEET_DIFF_HOST_DIFF_H_

#include <string>
#include <vector>

#include "capsmodel/host.h"
#include "checker/fleet/diff/capabilities_diff.h"
#include "checker/fleet/diff/machines_diff.h"

namespace domcheck {

// Capabilities that were compared, in the form "kvm x86_64 pc-q35-7.2".
struct ComparedPair {
  std::string before, after;
};

struct HostDiff {
  std::string old_name, new_name;
  std::vector<ComparedPair> pairs;
  std::vector<MachineChange> machines;
  std::vector<CapabilityChange> changes;  // their `pairs` are indices in `pairs`
};

// Compares the capabilities that checker/fleet/common/capabilities_match.h matches. Two hosts with
// one document each are compared whatever the documents are for.
HostDiff DiffHosts(const Host& old_host, const Host& new_host);

}  // namespace domcheck

#endif  // CHECKER_FLEET_DIFF_HOST_DIFF_H_
