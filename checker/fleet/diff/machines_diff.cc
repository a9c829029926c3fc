#include "checker/fleet/diff/machines_diff.h"

#include <map>
#include <set>
#include <tuple>

namespace domcheck {
namespace {

// The known machines of a host, by type, architecture and name.
struct KnownMachines {
  using Key = std::tuple<std::string, std::string, std::string>;
  struct Machine {
    std::string real_name;
    bool is_deprecated = false;
  };
  bool are_all = false;  // the host has no others
  std::map<Key, Machine> machines;
};

KnownMachines MachinesOf(const Host& host) {
  KnownMachines known;
  for (const auto& capabilities : host.capabilities()) {
    if (const HostMachines* all = capabilities->machines(); all != nullptr && !known.are_all) {
      known.are_all = true;
      for (const HostMachine& machine : all->all())
        known.machines[{std::string(machine.domain_type), std::string(machine.arch),
                        std::string(machine.name)}] = {std::string(machine.real_name()),
                                                       machine.is_deprecated};
    }
    const std::string machine(capabilities->machine());
    if (!machine.empty())
      known.machines.emplace(KnownMachines::Key{std::string(capabilities->domain_type()),
                                                std::string(capabilities->arch()), machine},
                             KnownMachines::Machine{machine, false});
  }
  return known;
}

// Adds the machines of `from` that are missing in `in`, except those in `compared`, whose
// capabilities are compared.
void AddMissing(const KnownMachines& from, const KnownMachines& in,
                const std::set<KnownMachines::Key>& compared, Change known, Change unstated,
                std::vector<MachineChange>* changes) {
  for (const auto& [key, machine] : from.machines) {
    if (in.machines.count(key) != 0 || (!in.are_all && compared.count(key) != 0)) continue;
    const auto& [type, arch, name] = key;
    changes->push_back({in.are_all ? known : unstated, type, arch, name, "", ""});
  }
}

}  // namespace

std::vector<MachineChange> DiffMachines(const Host& old_host, const Host& new_host,
                                        const std::vector<CapabilitiesMatch>& matches) {
  const KnownMachines before = MachinesOf(old_host), after = MachinesOf(new_host);
  std::set<KnownMachines::Key> compared;
  for (const CapabilitiesMatch& match : matches)
    for (const Capabilities* capabilities : match.capabilities)
      compared.insert({std::string(capabilities->domain_type()), std::string(capabilities->arch()),
                       std::string(capabilities->machine())});
  std::vector<MachineChange> changes;
  AddMissing(before, after, compared, Change::kLost, Change::kNoLongerStated, &changes);
  AddMissing(after, before, compared, Change::kGained, Change::kStatedNow, &changes);
  if (!before.are_all || !after.are_all) return changes;
  for (const auto& [key, old_machine] : before.machines) {
    const auto found = after.machines.find(key);
    if (found == after.machines.end()) continue;
    const auto& [type, arch, name] = key;
    const KnownMachines::Machine& new_machine = found->second;
    if (old_machine.real_name != new_machine.real_name)
      changes.push_back(
          {Change::kChanged, type, arch, name, old_machine.real_name, new_machine.real_name});
    if (old_machine.is_deprecated != new_machine.is_deprecated)
      changes.push_back({new_machine.is_deprecated ? Change::kDeprecated : Change::kNotDeprecated,
                         type, arch, name, "", ""});
  }
  return changes;
}

}  // namespace domcheck
