// The options for guests, hosts and settings, which the commands that read guests share.
#ifndef CHECKER_CLI_RUN_SETTINGS_H_
#define CHECKER_CLI_RUN_SETTINGS_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checker/hosts/host_cache.h"
#include "checker/run/guest_list.h"

namespace domcheck {

class OptionValues;
struct CommandOptions;

// Adds an option for each setting of settings.h except those named in `except`, and --config and
// --no-config.
void AddSettingOptions(CommandOptions* options, const std::vector<std::string_view>& except = {});

// Adds --jobs. ReadJobs returns its value, or else the number of processors: at least 1. If it is
// wrong, prints an error and returns nullopt.
void AddJobsOption(CommandOptions* options);
std::optional<size_t> ReadJobs(std::string_view command, const OptionValues& values);

// Adds --files-from and --stdin-filename.
void AddInputOptions(CommandOptions* options);

// Adds --connect, --domain and --all.
void AddLiveOptions(CommandOptions* options);

// The guests that a command works on.
struct RunInputs {
  std::vector<ListedGuest> guests;
  bool has_problems = false;              // an input was left out and reported
  std::unique_ptr<ConfigFinder> configs;  // owns the settings of the guests
};

// Reads those of the options above that the command has. `names` are the guests named as arguments.
// An input that cannot be read is left out, and its error printed. If an option or a configuration
// is wrong, or no input can be read, prints the errors and returns nullopt.
std::optional<RunInputs> ReadRunInputs(std::string_view command, const OptionValues& values,
                                       std::vector<std::string> names, HostCache* hosts);

}  // namespace domcheck

#endif  // CHECKER_CLI_RUN_SETTINGS_H_
