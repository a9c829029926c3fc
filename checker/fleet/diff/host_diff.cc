#include "checker/fleet/diff/host_diff.h"

#include "checker/fleet/common/capabilities_match.h"

namespace domcheck {

HostDiff DiffHosts(const Host& old_host, const Host& new_host) {
  HostDiff diff;
  diff.old_name = old_host.name();
  diff.new_name = new_host.name();
  std::vector<CapabilitiesMatch> matches = MatchCapabilities({&old_host, &new_host});
  if (matches.empty() && old_host.capabilities().size() == 1 && new_host.capabilities().size() == 1)
    matches.push_back(
        {{old_host.capabilities().front().get(), new_host.capabilities().front().get()}, ""});
  std::vector<CapabilitiesPair> pairs;
  for (const CapabilitiesMatch& match : matches) {
    pairs.push_back({match.capabilities[0], match.capabilities[1]});
    diff.pairs.push_back({DescribeCapabilities(*match.capabilities[0]),
                          DescribeCapabilities(*match.capabilities[1])});
  }
  diff.changes = DiffCapabilities(pairs);
  diff.machines = DiffMachines(old_host, new_host, matches);
  return diff;
}

}  // namespace domcheck
