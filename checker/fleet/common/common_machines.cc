#include "checker/fleet/common/common_machines.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "checker/fleet/common/xml_text.h"

namespace domcheck {
namespace {

// The content of a <domain> element, for guests of one type and architecture.
struct List {
  std::set<std::string_view> names;
  std::set<std::string_view> emulators;  // of all hosts
  std::string machines;
};

// Returns the machine on each host, in the order of the hosts; fewer if a host lacks it.
std::vector<const HostMachine*> OnAll(const HostMachine& machine,
                                      const std::vector<const HostMachines*>& hosts) {
  std::vector<const HostMachine*> found;
  for (const HostMachines* host : hosts)
    if (const auto* same = host->Find(machine.arch, machine.domain_type, machine.name))
      found.push_back(same);
  return found;
}

}  // namespace

std::string CommonMachines(const std::vector<const HostMachines*>& hosts) {
  if (std::find(hosts.begin(), hosts.end(), nullptr) != hosts.end()) return "";
  std::map<std::string_view, std::map<std::string_view, List>> by_arch;  // and by type
  for (const HostMachine& machine : hosts.front()->all()) {
    const auto same = OnAll(machine, hosts);
    if (same.size() < hosts.size()) continue;
    List& list = by_arch[machine.arch][machine.domain_type];
    if (!list.names.insert(machine.name).second) continue;
    const bool is_deprecated = std::any_of(same.begin(), same.end(),
                                           [](const auto* other) { return other->is_deprecated; });
    const bool is_same_alias = std::all_of(same.begin(), same.end(), [&](const auto* other) {
      return other->canonical == machine.canonical;
    });
    for (const HostMachine* other : same) list.emulators.insert(other->emulator);
    std::string attributes;
    if (is_same_alias && !machine.canonical.empty())
      attributes += QuotedAttribute("canonical", machine.canonical);
    if (is_deprecated) attributes += QuotedAttribute("deprecated", "yes");
    AppendXmlText(4, "machine", attributes, machine.name, &list.machines);
  }
  std::string guests;
  for (const auto& [arch, by_type] : by_arch) {
    std::string domains;
    for (const auto& [type, list] : by_type) {
      std::string content;
      if (list.emulators.size() == 1 && !list.emulators.begin()->empty())
        AppendXmlText(4, "emulator", "", *list.emulators.begin(), &content);
      AppendXmlElement(3, "domain", QuotedAttribute("type", type), content + list.machines,
                       &domains);
    }
    std::string of_arch;
    AppendXmlElement(2, "arch", QuotedAttribute("name", arch), domains, &of_arch);
    AppendXmlElement(1, "guest", "", of_arch, &guests);
  }
  if (guests.empty()) return "";
  std::string text;
  AppendXmlElement(0, "capabilities", "", guests, &text);
  return text;
}

}  // namespace domcheck
