// What a run is going to check: each guest with its settings and its hosts.
#ifndef CHECKER_RUN_GUEST_LIST_H_
#define CHECKER_RUN_GUEST_LIST_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "capsmodel/host.h"
#include "capsmodel/xml_reader.h"
#include "checker/hosts/host_cache.h"
#include "checker/hosts/load_host.h"
#include "checker/libvirt/live_guest.h"
#include "checker/run/guest_files.h"
#include "checker/settings/config.h"
#include "checker/settings/settings.h"

namespace domcheck {

struct ListedGuest {
  std::string path;        // "-" is standard input; HOST#NAME a guest of a host
  std::string name;        // what reports call it
  bool in_folder = false;  // found by looking through a folder or a host, not named
  std::shared_ptr<const LiveGuest> on_host;  // its texts, where it is a host's; else null
  const Settings* settings = nullptr;
  const std::vector<const Host*>* hosts = nullptr;  // empty where the guest is only read
};

// The guests that `names` stand for (see FindGuests); standard input is called `stdin_name`.
std::vector<ListedGuest> GuestsInFiles(const std::vector<std::string>& names,
                                       const std::string& stdin_name,
                                       std::vector<InputProblem>* problems);

// `guests` of a host; `are_named`: whether the user named each of them.
std::vector<ListedGuest> GuestsOfHost(std::vector<LiveGuest> guests, bool are_named);

// Gives each guest its settings and its hosts. Those that the settings exclude are left out, and so
// is, as a problem, a guest without a host. Problems of configuration files are kept apart from
// those of guests and hosts.
std::vector<ListedGuest> AddSettingsAndHosts(std::vector<ListedGuest> guests, ConfigFinder* configs,
                                             HostCache* hosts,
                                             std::vector<InputProblem>* config_problems,
                                             std::vector<InputProblem>* problems);

}  // namespace domcheck

#endif  // CHECKER_RUN_GUEST_LIST_H_
