// .domcheck.cfg: settings that a repository keeps beside its guests.
//
// The format is that of Boost.Program_options: lines of `key = value` with the keys of settings.h,
// and sections `[PATTERN]` for those guests below the file's folder that match. Paths are relative
// to the file's folder. A guest has one configuration file, the nearest at or above its folder.
#ifndef CHECKER_SETTINGS_CONFIG_H_
#define CHECKER_SETTINGS_CONFIG_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "checker/hosts/load_host.h"
#include "checker/settings/settings.h"

namespace domcheck {

constexpr char kConfigName[] = ".domcheck.cfg";

struct Config {
  std::string folder;  // absolute
  Settings settings;
  std::vector<std::pair<std::string, Settings>> sections;  // by pattern, in the file's order
};

// Returns `spec`, a host as written in `folder` (absolute), as a path from the working folder.
std::string HostFromFolder(const std::string& spec, const std::string& folder);

// Parses the text of the configuration file `name`, whose paths are relative to `folder`
// (absolute). Adds errors to `problems`, each with its line, and reads the rest.
Config ParseConfig(const std::string& text, const std::string& name, const std::string& folder,
                   std::vector<InputProblem>* problems);

// Finds the settings of each guest. Not thread-safe.
class ConfigFinder {
 public:
  enum class Search { kNearest, kNone };
  // Every guest has the settings from its nearest file, if any. `on_top` overrides them; `below`
  // applies where they set nothing.
  ConfigFinder(Search search, Settings on_top, Settings below = {})
      : search_(search), on_top_(std::move(on_top)), below_(std::move(below)) {}
  // Uses this file for all guests, wherever they are.
  void UseFile(const std::string& path, std::vector<InputProblem>* problems);

  // Returns the settings of the guest at `path`, relative to the working folder or absolute. This
  // object owns them. Reports a file that cannot be read once.
  const Settings& For(const std::string& path, std::vector<InputProblem>* problems);
  // Whether the guest's configuration or the command line excludes it.
  bool IsExcluded(const std::string& path, std::vector<InputProblem>* problems);

 private:
  // A folder as it is written in guests' paths, with the configuration of the guests in it.
  struct Folder {
    std::string absolute;
    const Config* config = nullptr;
    const Settings* settings = nullptr;  // null if they depend on the guest's name
  };

  const Folder& FolderOf(const std::string& path, std::vector<InputProblem>* problems);
  const Config* Nearest(const std::string& folder, std::vector<InputProblem>* problems);
  const Settings& Combine(const Config* config, const std::vector<bool>& matching);

  Search search_;
  Settings on_top_;
  Settings below_;
  std::unique_ptr<Config> fixed_;
  std::map<std::string, std::shared_ptr<Config>> by_folder_;  // null if there is none
  std::map<std::string, Folder> folders_;
  const std::pair<const std::string, Folder>* last_ = nullptr;  // in folders_, asked for last
  // Settings by file and by which of its sections match; few for any number of guests.
  std::map<std::pair<const Config*, std::vector<bool>>, Settings> settings_;
};

}  // namespace domcheck

#endif  // CHECKER_SETTINGS_CONFIG_H_
