// What users configure beside the guests: which host, what fails, which rules count.
//
// Settings come in layers: a configuration file, its sections for some folders, and the command
// line. A layer has only what differs from the one below it.
#ifndef CHECKER_SETTINGS_SETTINGS_H_
#define CHECKER_SETTINGS_SETTINGS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checker/engine/check.h"

namespace domcheck {

// How bad a finding must be for exit status 1.
enum class FailOn { kError, kWarning, kUnknown, kNever };

struct Settings {
  std::vector<std::string> caps;      // hosts, as --caps takes them
  std::optional<FailOn> fail_on;      // kError where no layer sets it
  FindingPolicy policy;               // of rules
  std::vector<std::string> excludes;  // patterns of guests that folders are not to yield

  // Puts `layer` on top: its hosts and its --fail-on replace, the rest is added.
  void Add(const Settings& layer);
};

// A setting as configuration files and the command line have it.
struct SettingKey {
  std::string_view name;  // "fail-on"
  std::string_view value_name;
  std::string_view summary;
  // Puts the value into `settings`; returns what is wrong with it, for a person, or nothing.
  std::optional<std::string> (*set)(const std::string& value, Settings* settings);
  std::vector<std::string_view> (*values)();  // all that it takes, or null where that is open
};

// As key.set, for a value that a stranger may have written: a libvirt's URI is refused, since
// libvirt runs programs that it names.
std::optional<std::string> SetUntrusted(const SettingKey& key, const std::string& value,
                                        Settings* settings);

// All settings: caps, fail-on, disable, severity, exclude.
const std::vector<SettingKey>& AllSettingKeys();

// Whether a guest with this result fails the run.
bool Fails(const CheckResult& result, FailOn fail_on);

// Whether `path`, relative to the folder that the pattern belongs to, is meant by it: by its whole
// path, by its file name where the pattern has no slash, or by a folder above it (fnmatch(3)).
bool MatchesPattern(const std::string& pattern, const std::string& path);

}  // namespace domcheck

#endif  // CHECKER_SETTINGS_SETTINGS_H_
