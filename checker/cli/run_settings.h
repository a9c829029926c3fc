// The options that commands on guests share: which guests, which hosts, which settings.
#ifndef CHECKER_CLI_RUN_SETTINGS_H_
#define CHECKER_CLI_RUN_SETTINGS_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checker/hosts/host_cache.h"
#include "checker/run/guest_list.h"

namespace boost::program_options {
class options_description;
class variables_map;
}  // namespace boost::program_options

namespace domcheck {

// One option for each setting of settings.h but those of `except`, and --config and --no-config.
void AddSettingOptions(boost::program_options::options_description* options,
                       const std::vector<std::string_view>& except = {});

// --jobs. ReadJobs returns its value in threads, at least 1, or nothing after it reported what is
// wrong.
void AddJobsOption(boost::program_options::options_description* options);
std::optional<size_t> ReadJobs(std::string_view command,
                               const boost::program_options::variables_map& values);

// --files-from and --stdin-filename.
void AddInputOptions(boost::program_options::options_description* options);

// --connect, --domain and --all.
void AddLiveOptions(boost::program_options::options_description* options);

// What a command is to work on.
struct RunInputs {
  std::vector<ListedGuest> guests;
  bool has_problems = false;              // an input was left out and reported
  std::unique_ptr<ConfigFinder> configs;  // owns the settings of the guests
};

// Reads those of the options above that the command has, and the guests named as arguments
// ("guest"). Reports on standard error what is wrong, and returns nothing where nothing can be
// done.
std::optional<RunInputs> ReadRunInputs(std::string_view command,
                                       const boost::program_options::variables_map& values,
                                       std::vector<std::string> names, HostCache* hosts);

}  // namespace domcheck

#endif  // CHECKER_CLI_RUN_SETTINGS_H_
