// The guests that a run will check, each with its settings and its hosts.
#ifndef CHECKER_RUN_GUEST_LIST_H_
#define CHECKER_RUN_GUEST_LIST_H_

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
  std::string path;        // "-" is standard input; HOST#NAME is a guest of a host
  std::string name;        // its name in reports
  bool in_folder = false;  // found in a folder or on a host, not named by the user
  std::shared_ptr<const LiveGuest> on_host;  // its texts if it is on a host; else null
  const Settings* settings = nullptr;
  const std::vector<const Host*>* hosts = nullptr;  // empty if the guest is only read
};

// Returns the guests that `names` stand for (see FindGuests); standard input is called
// `stdin_name`.
std::vector<ListedGuest> GuestsInFiles(const std::vector<std::string>& names,
                                       const std::string& stdin_name,
                                       std::vector<InputProblem>* problems);

// Returns the `guests` of a host. `are_named` is whether the user named each of them.
std::vector<ListedGuest> GuestsOfHost(std::vector<LiveGuest> guests, bool are_named);

// Gives each guest its settings and its hosts. Guests that the settings exclude are left out; a
// guest without a host is left out too, and becomes a problem. Problems of configuration files are
// kept apart from those of guests and hosts.
std::vector<ListedGuest> AddSettingsAndHosts(std::vector<ListedGuest> guests, ConfigFinder* configs,
                                             HostCache* hosts,
                                             std::vector<InputProblem>* config_problems,
                                             std::vector<InputProblem>* problems);

}  // namespace domcheck

#endif  // CHECKER_RUN_GUEST_LIST_H_
