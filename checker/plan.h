// What a run is going to check: each guest with its settings and its hosts.
#ifndef CHECKER_PLAN_H_
#define CHECKER_PLAN_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "capsmodel/host.h"
#include "capsmodel/xml_reader.h"
#include "checker/config.h"
#include "checker/guest_source.h"
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
  std::string path;        // "-" is standard input
  std::string name;        // what reports call it
  bool in_folder = false;  // found by looking through a folder, not named
  const Settings* settings = nullptr;
  const std::vector<const Host*>* hosts = nullptr;  // empty where the guest is only read
};

// Plans for the guests that `names` stand for (see FindGuests); standard input is called
// `stdin_name`. A guest without a host is a problem and left out. What is wrong with configuration
// files is told apart from what is wrong with guests and hosts.
std::vector<PlannedGuest> PlanGuests(const std::vector<std::string>& names,
                                     const std::string& stdin_name, ConfigFinder* configs,
                                     HostCache* hosts, std::vector<InputProblem>* config_problems,
                                     std::vector<InputProblem>* problems);

}  // namespace domcheck

#endif  // CHECKER_PLAN_H_
