// What a run is going to check: each guest with its settings and its hosts.
#ifndef CHECKER_PLAN_H_
#define CHECKER_PLAN_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "capsmodel/host.h"
#include "capsmodel/xml_reader.h"
#include "checker/config.h"
#include "checker/guest_source.h"
#include "checker/host_guest.h"
#include "checker/host_source.h"
#include "checker/settings.h"

namespace domcheck {

// Loads each host once, however many guests are checked against it.
class HostCache {
 public:
  enum class Use { kNeeded, kNone };  // kNone: guests are only read, whatever hosts they name
  explicit HostCache(XmlReader* reader, Use use = Use::kNeeded) : reader_(reader), use_(use) {}
  Use use() const { return use_; }
  // The hosts that `specs` name, less those that cannot be loaded, which are told once. They live
  // as long as this.
  const std::vector<const Host*>& Load(const std::vector<std::string>& specs,
                                       std::vector<InputProblem>* problems);

 private:
  XmlReader* reader_;
  Use use_;
  std::map<std::string, std::optional<Host>> hosts_;
  std::map<std::vector<std::string>, std::vector<const Host*>> lists_;
};

struct PlannedGuest {
  std::string path;        // "-" is standard input; HOST#NAME a guest of a host
  std::string name;        // what reports call it
  bool in_folder = false;  // found by looking through a folder or a host, not named
  std::shared_ptr<const HostGuest> on_host;  // its texts, where it is a host's; else null
  const Settings* settings = nullptr;
  const std::vector<const Host*>* hosts = nullptr;  // empty where the guest is only read
};

// The guests that `names` stand for (see FindGuests); standard input is called `stdin_name`.
std::vector<PlannedGuest> GuestsInFiles(const std::vector<std::string>& names,
                                        const std::string& stdin_name,
                                        std::vector<InputProblem>* problems);

// `guests` of a host; `are_named` says whether the user named each of them.
std::vector<PlannedGuest> GuestsOfHost(std::vector<HostGuest> guests, bool are_named);

// Gives each guest its settings and its hosts. Those that the settings exclude are left out, and so
// is, as a problem, a guest without a host. What is wrong with configuration files is told apart
// from what is wrong with guests and hosts.
std::vector<PlannedGuest> PlanGuests(std::vector<PlannedGuest> guests, ConfigFinder* configs,
                                     HostCache* hosts, std::vector<InputProblem>* config_problems,
                                     std::vector<InputProblem>* problems);

}  // namespace domcheck

#endif  // CHECKER_PLAN_H_
