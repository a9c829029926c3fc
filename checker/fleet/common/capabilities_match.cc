#include "checker/fleet/common/capabilities_match.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "capsmodel/machine.h"

namespace domcheck {
namespace {

// Type, architecture, and machine or family.
using Key = std::tuple<std::string_view, std::string_view, std::string_view>;
using CapabilitiesByKey = std::map<Key, const Capabilities*>;

Key KeyOf(const Capabilities& capabilities) {
  return {capabilities.domain_type(), capabilities.arch(), capabilities.machine()};
}

Key FamilyOf(const Capabilities& capabilities) {
  return {capabilities.domain_type(), capabilities.arch(), MachineFamily(capabilities.machine())};
}

CapabilitiesByKey ByMachine(const Host& host) {
  CapabilitiesByKey by_machine;
  for (const auto& capabilities : host.capabilities())
    by_machine.emplace(KeyOf(*capabilities), capabilities.get());
  return by_machine;
}

// Returns the host's capabilities for each family's name: those of the machine that its alias
// stands for, if the host's aliases are known; else the first of the family.
CapabilitiesByKey ByFamily(const Host& host) {
  CapabilitiesByKey by_family;
  for (const auto& capabilities : host.capabilities()) {
    const auto [type, arch, family] = FamilyOf(*capabilities);
    const HostMachine* const alias = capabilities->machines() == nullptr
                                         ? nullptr
                                         : capabilities->machines()->Find(arch, type, family);
    const auto [entry, is_first] = by_family.emplace(Key{type, arch, family}, capabilities.get());
    if (!is_first && alias != nullptr && alias->real_name() == capabilities->machine())
      entry->second = capabilities.get();
  }
  return by_family;
}

// Returns one for each host, in their order; empty if a host has none with that key.
std::vector<const Capabilities*> Lookup(const std::vector<CapabilitiesByKey>& hosts,
                                        const Key& key) {
  std::vector<const Capabilities*> capabilities;
  for (const CapabilitiesByKey& host : hosts) {
    const auto found = host.find(key);
    if (found == host.end()) return {};
    capabilities.push_back(found->second);
  }
  return capabilities;
}

std::vector<CapabilitiesMatch> MatchSingle(const std::vector<const Host*>& hosts) {
  CapabilitiesMatch match;
  const Capabilities& first = *hosts.front()->capabilities().front();
  std::set<std::string_view> machines, families;
  for (const Host* host : hosts) {
    const Capabilities* capabilities = host->capabilities().front().get();
    if (capabilities->domain_type() != first.domain_type() || capabilities->arch() != first.arch())
      return {};
    match.capabilities.push_back(capabilities);
    machines.insert(capabilities->machine());
    if (!capabilities->machine().empty()) families.insert(MachineFamily(capabilities->machine()));
  }
  if (families.size() > 1) return {};
  if (machines.size() == 1)
    match.machine = first.machine();
  else if (machines.count("") == 0)
    match.machine = *families.begin();
  return {match};
}

bool HaveOneEach(const std::vector<const Host*>& hosts) {
  return std::all_of(hosts.begin(), hosts.end(),
                     [](const Host* host) { return host->capabilities().size() == 1; });
}

// Matches the hosts' capabilities for the same machine.
std::vector<CapabilitiesMatch> MatchMachines(const std::vector<const Host*>& hosts) {
  std::vector<CapabilitiesByKey> machines;
  for (const Host* host : hosts) machines.push_back(ByMachine(*host));
  std::vector<CapabilitiesMatch> matches;
  std::set<Key> done;
  for (const auto& capabilities : hosts.front()->capabilities()) {
    if (!done.insert(KeyOf(*capabilities)).second) continue;
    auto of_hosts = Lookup(machines, KeyOf(*capabilities));
    if (!of_hosts.empty())
      matches.push_back({std::move(of_hosts), std::string(capabilities->machine())});
  }
  return matches;
}

// Matches the hosts' capabilities for a family, for all families except those in `done`.
std::vector<CapabilitiesMatch> MatchFamilies(const std::vector<const Host*>& hosts,
                                             std::set<Key> done) {
  std::vector<CapabilitiesByKey> families;
  for (const Host* host : hosts) families.push_back(ByFamily(*host));
  std::vector<CapabilitiesMatch> matches;
  for (const auto& capabilities : hosts.front()->capabilities()) {
    const Key family = FamilyOf(*capabilities);
    if (!done.insert(family).second) continue;
    auto of_hosts = Lookup(families, family);
    if (of_hosts.empty()) continue;
    const std::string_view machine = of_hosts.front()->machine();
    const bool is_same =
        std::all_of(of_hosts.begin(), of_hosts.end(),
                    [&](const Capabilities* other) { return other->machine() == machine; });
    const std::string name(is_same ? machine : std::get<2>(family));
    matches.push_back({std::move(of_hosts), name});
  }
  return matches;
}

}  // namespace

std::vector<CapabilitiesMatch> MatchCapabilities(const std::vector<const Host*>& hosts) {
  if (HaveOneEach(hosts)) return MatchSingle(hosts);
  std::vector<CapabilitiesMatch> matches = MatchMachines(hosts);
  std::set<Key> done;
  for (const CapabilitiesMatch& match : matches) done.insert(FamilyOf(*match.capabilities.front()));
  std::vector<CapabilitiesMatch> more = MatchFamilies(hosts, std::move(done));
  std::move(more.begin(), more.end(), std::back_inserter(matches));
  return matches;
}

std::vector<CapabilitiesMatch> MatchCapabilities(const std::vector<const Host*>& hosts,
                                                 std::string_view machine) {
  std::vector<CapabilitiesMatch> matches =
      HaveOneEach(hosts) ? MatchSingle(hosts) : MatchMachines(hosts);
  const auto keep = [&matches](auto is_meant) {
    matches.erase(std::remove_if(matches.begin(), matches.end(),
                                 [&](const CapabilitiesMatch& match) { return !is_meant(match); }),
                  matches.end());
  };
  const auto is_of_family = [machine](const CapabilitiesMatch& match) {
    return MachineFamily(match.capabilities.front()->machine()) == machine;
  };
  if (HaveOneEach(hosts)) {
    keep([&](const CapabilitiesMatch& match) {
      return match.machine == machine || is_of_family(match);
    });
    return matches;
  }
  keep([machine](const CapabilitiesMatch& match) { return match.machine == machine; });
  if (!matches.empty()) return matches;
  matches = MatchFamilies(hosts, {});
  keep(is_of_family);
  return matches;
}

std::string DescribeCapabilities(const Capabilities& capabilities) {
  std::string text;
  for (const std::string_view part :
       {capabilities.domain_type(), capabilities.arch(), capabilities.machine()}) {
    if (part.empty()) continue;
    if (!text.empty()) text += ' ';
    text += part;
  }
  return text;
}

}  // namespace domcheck
