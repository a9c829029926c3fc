// What users configure beside the guests: which hosts to check, what fails, which rules count.
//
// Settings come in layers: a configuration file, its sections for some folders, and the command
// line. A layer holds only the differences from the layer below it.
#ifndef CHECKER_SETTINGS_SETTINGS_H_
#define CHECKER_SETTINGS_SETTINGS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/libvirt_release.h"
#include "checker/engine/check_result.h"
#include "checker/engine/finding_policy.h"

namespace domcheck {

// How bad a finding must be to make the exit status 1.
enum class FailOn { kError, kWarning, kUnknown, kNever };

struct Settings {
  std::vector<std::string> caps;      // hosts, in the form of --caps
  LibvirtRelease libvirt_version;     // of these hosts; none if they are to state it themselves
  std::optional<FailOn> fail_on;      // kError if no layer sets it
  FindingPolicy policy;               // of rules
  std::vector<std::string> excludes;  // patterns of guests to leave out of folders

  // Puts `layer` on top: its hosts and what it states of them, and its fail_on, replace these.
  // Everything else is added.
  void Add(const Settings& layer);
};

// A setting of configuration files and the command line.
struct SettingKey {
  std::string_view name;  // "fail-on"
  std::string_view value_name;
  std::string_view summary;
  // Stores the value in `settings`. Returns an error for a person, or nothing.
  std::optional<std::string> (*set)(const std::string& value, Settings* settings);
  std::vector<std::string_view> (*values)();  // all valid values; null if they are not a list
};

// Like key.set, for a value that a stranger may have written: refuses a libvirt URI, since libvirt
// runs programs that a URI names.
std::optional<std::string> SetUntrusted(const SettingKey& key, const std::string& value,
                                        Settings* settings);

// All settings: caps, libvirt-version, fail-on, disable, severity, exclude.
const std::vector<SettingKey>& AllSettingKeys();

// Whether a guest with this result fails the run.
bool Fails(const CheckResult& result, FailOn fail_on);

// Whether the pattern matches `path`, which is relative to the pattern's folder: the whole path,
// the file name if the pattern has no slash, or a folder above the file (fnmatch(3)).
bool MatchesPattern(const std::string& pattern, const std::string& path);

}  // namespace domcheck

#endif  // CHECKER_SETTINGS_SETTINGS_H_
