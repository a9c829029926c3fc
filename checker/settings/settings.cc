#include "checker/settings/settings.h"

#include <fnmatch.h>

#include <algorithm>

#include "checker/hosts/libvirt_uri.h"
#include "rules/catalog.h"
#include "rules/suggestion.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

struct FailOnName {
  std::string_view name;
  FailOn fail_on;
};
constexpr FailOnName kFailOnNames[] = {
    {"error", FailOn::kError},
    {"warning", FailOn::kWarning},
    {"unknown", FailOn::kUnknown},
    {"never", FailOn::kNever},
};
constexpr Severity kSeverities[] = {Severity::kError, Severity::kWarning, Severity::kNote};

std::vector<std::string_view> FailOnValues() {
  std::vector<std::string_view> values;
  for (const FailOnName& row : kFailOnNames) values.push_back(row.name);
  return values;
}

std::vector<std::string_view> SeverityValues() {
  std::vector<std::string_view> values;
  for (const Severity severity : kSeverities) values.push_back(SeverityName(severity));
  return values;
}

std::vector<std::string_view> RuleIds() {
  std::vector<std::string_view> ids;
  for (const Rule* rule : AllRules()) ids.push_back(rule->id);
  return ids;
}

// "'eror' is not a level; did you mean 'error'?"
std::string IsNot(const std::string& value, std::string_view what,
                  const std::vector<std::string_view>& known) {
  const std::string message = "'" + value + "' is not " + std::string(what);
  const std::string_view nearest = NearestSpelling(value, known);
  if (!nearest.empty()) return message + DidYouMean(nearest);
  return message + " (" + (known.size() > 8 ? "'domcheck explain' lists them" : Joined(known)) +
         ")";
}

std::optional<std::string> SetCaps(const std::string& value, Settings* settings) {
  if (value.empty()) return "a host has no name";
  settings->caps.push_back(value);
  return std::nullopt;
}

std::optional<std::string> SetLibvirtVersion(const std::string& value, Settings* settings) {
  const LibvirtRelease release = ParseRelease(value);
  if (!release) return "'" + value + "' is not a release of libvirt, such as 9.0";
  settings->libvirt_version = release;
  return std::nullopt;
}

std::optional<std::string> SetFailOn(const std::string& value, Settings* settings) {
  for (const FailOnName& row : kFailOnNames) {
    if (row.name != value) continue;
    settings->fail_on = row.fail_on;
    return std::nullopt;
  }
  return IsNot(value, "a level", FailOnValues());
}

std::optional<std::string> SetDisable(const std::string& value, Settings* settings) {
  const Rule* rule = FindRule(value);
  if (rule == nullptr) return IsNot(value, "a rule", RuleIds());
  settings->policy.disabled.insert(rule->id);
  return std::nullopt;
}

std::optional<std::string> SetSeverity(const std::string& value, Settings* settings) {
  const size_t equals = value.find('=');
  if (equals == std::string::npos)
    return "'" + value + "' is not of the form RULE=LEVEL, such as cpu-model=warning";
  const Rule* rule = FindRule(value.substr(0, equals));
  if (rule == nullptr) return IsNot(value.substr(0, equals), "a rule", RuleIds());
  for (const Severity severity : kSeverities) {
    if (SeverityName(severity) != value.substr(equals + 1)) continue;
    settings->policy.severities[rule->id] = severity;
    return std::nullopt;
  }
  return IsNot(value.substr(equals + 1), "a severity", SeverityValues());
}

std::optional<std::string> SetExclude(const std::string& value, Settings* settings) {
  settings->excludes.push_back(value);
  return std::nullopt;
}

}  // namespace

void Settings::Add(const Settings& layer) {
  // What is stated of some hosts is not of those that replace them.
  if (!layer.caps.empty() || layer.libvirt_version) libvirt_version = layer.libvirt_version;
  if (!layer.caps.empty()) caps = layer.caps;
  if (layer.fail_on) fail_on = layer.fail_on;
  policy.disabled.insert(layer.policy.disabled.begin(), layer.policy.disabled.end());
  for (const auto& [rule, severity] : layer.policy.severities) policy.severities[rule] = severity;
  excludes.insert(excludes.end(), layer.excludes.begin(), layer.excludes.end());
}

std::optional<std::string> SetUntrusted(const SettingKey& key, const std::string& value,
                                        Settings* settings) {
  if (key.set == SetCaps && IsLibvirtUri(value))
    return "the URI of a libvirt is taken from the command line alone: it can run programs";
  return key.set(value, settings);
}

const std::vector<SettingKey>& AllSettingKeys() {
  static const auto& keys = *new std::vector<SettingKey>{
      {"caps", "PATH",
       "the host: a domainCapabilities file, a folder of them (the one that describes the guest is "
       "chosen), or @NAME for a host that ships inside domcheck ('domcheck caps' lists them); "
       "repeat it to check against several hosts",
       SetCaps, nullptr},
      {"libvirt-version", "RELEASE",
       "the release of the hosts' libvirt, such as 9.0, which 'virsh version' prints; 'domcheck "
       "fetch' stores it with a host, and a document by itself only hints at it",
       SetLibvirtVersion, nullptr},
      {"fail-on", "LEVEL",
       "least finding for exit status 1: error (unless told otherwise), warning, unknown, never",
       SetFailOn, FailOnValues},
      {"disable", "RULE", "leave a rule out; repeatable", SetDisable, RuleIds},
      {"severity", "RULE=LEVEL",
       "give a rule's findings another severity: error, warning, note; repeatable", SetSeverity,
       nullptr},
      {"exclude", "PATTERN", "guests that folders are not to yield; repeatable", SetExclude,
       nullptr},
  };
  return keys;
}

bool Fails(const CheckResult& result, FailOn fail_on) {
  if (fail_on == FailOn::kNever) return false;
  if (fail_on == FailOn::kUnknown && result.leaves_open()) return true;
  const Severity least = fail_on == FailOn::kError     ? Severity::kError
                         : fail_on == FailOn::kWarning ? Severity::kWarning
                                                       : Severity::kNote;
  return std::any_of(result.findings.begin(), result.findings.end(), [&](const Finding& finding) {
    return finding.suppression == Suppression::kNone && finding.severity >= least;
  });
}

bool MatchesPattern(const std::string& pattern, const std::string& path) {
  const auto matches = [](const std::string& glob, const std::string& name) {
    return fnmatch(glob.c_str(), name.c_str(), 0) == 0;
  };
  if (matches(pattern, path)) return true;
  const bool ends_in_slash = !pattern.empty() && pattern.back() == '/';
  if (matches(pattern + (ends_in_slash ? "*" : "/*"), path)) return true;
  if (pattern.find('/') != std::string::npos) return false;
  return matches(pattern, path.substr(path.rfind('/') + 1)) || matches("*/" + pattern + "/*", path);
}

}  // namespace domcheck
