#include "checker/hook/policy.h"

#include <unistd.h>

#include <sstream>
#include <variant>

#include "capsmodel/source_file.h"
#include "checker/settings/config_lines.h"

namespace domcheck {
namespace {

// Sets `truth` to whether `value` is the word `yes`; returns an error if it is neither word.
std::optional<std::string> SetWord(const std::string& value, const char* no, const char* yes,
                                   bool* truth) {
  if (value != no && value != yes)
    return "'" + value + "' is neither '" + no + "' nor '" + yes + "'";
  *truth = value == yes;
  return std::nullopt;
}

std::optional<std::string> SetMode(const std::string& value, HookPolicy* policy) {
  return SetWord(value, "log", "enforce", &policy->enforces);
}

std::optional<std::string> SetHost(const std::string& value, HookPolicy* policy) {
  if (value.empty() || value[0] != '/')
    return "'" + value + "' is not the whole path of a folder or file";
  policy->host = value;
  return std::nullopt;
}

std::optional<std::string> SetMissingHost(const std::string& value, HookPolicy* policy) {
  return SetWord(value, "start", "refuse", &policy->needs_host);
}

std::optional<std::string> SetStaleHost(const std::string& value, HookPolicy* policy) {
  return SetWord(value, "start", "refuse", &policy->needs_current_host);
}

// As in .domcheck.cfg.
std::optional<std::string> SetSetting(std::string_view name, const std::string& value,
                                      HookPolicy* policy) {
  for (const SettingKey& key : AllSettingKeys())
    if (key.name == name) return key.set(value, &policy->settings);
  return "domcheck has no setting " + std::string(name);
}

std::optional<std::string> SetFailOn(const std::string& value, HookPolicy* policy) {
  return SetSetting("fail-on", value, policy);
}

std::optional<std::string> SetDisable(const std::string& value, HookPolicy* policy) {
  return SetSetting("disable", value, policy);
}

std::optional<std::string> SetSeverity(const std::string& value, HookPolicy* policy) {
  return SetSetting("severity", value, policy);
}

}  // namespace

const std::vector<PolicyKey>& AllPolicyKeys() {
  static const auto& keys = *new std::vector<PolicyKey>{
      {"mode", "log|enforce", "whether a guest with findings starts all the same", SetMode},
      {"host", "PATH", "what 'domcheck fetch --out PATH' stored of this host", SetHost},
      {"missing-host", "start|refuse", "what enforcing means where nothing was stored",
       SetMissingHost},
      {"stale-host", "start|refuse",
       "what enforcing means where QEMU or libvirt changed after that", SetStaleHost},
      {"fail-on", "LEVEL", "least finding that counts: error, warning, unknown, never", SetFailOn},
      {"disable", "RULE", "a rule that is left out; repeatable", SetDisable},
      {"severity", "RULE=LEVEL", "another severity for a rule; repeatable", SetSeverity},
  };
  return keys;
}

HookPolicy ParsePolicy(const std::string& text, const std::string& name,
                       std::vector<InputProblem>* problems) {
  HookPolicy policy;
  for (const ConfigLine& line : ReadConfigLines(text, name, problems)) {
    const std::string key = line.section.empty() ? line.key : line.section + "." + line.key;
    std::vector<std::string_view> names;
    std::optional<std::string> error;
    bool is_known = false;
    for (const PolicyKey& known : AllPolicyKeys()) {
      names.push_back(known.name);
      if (known.name != key) continue;
      is_known = true;
      error = known.set(line.value, &policy);
    }
    if (!is_known) error = DescribeUnknownKey(key, names);
    if (error) problems->push_back({name, Position{line.number, 1}, *error});
  }
  return policy;
}

HookPolicy ReadPolicy(const std::string& path, std::vector<InputProblem>* problems) {
  if (access(path.c_str(), F_OK) != 0) return {};
  auto read = ReadSourceFile(path, path);
  if (const auto* error = std::get_if<ReadError>(&read)) {
    problems->push_back({path, std::nullopt, error->message});
    return {};
  }
  return ParsePolicy(std::string(std::get<SourceFile>(read).text()), path, problems);
}

std::string WithEnforcing(const std::string& text, bool enforces) {
  const std::string mode = std::string("mode = ") + (enforces ? "enforce" : "log");
  std::istringstream lines(text);
  std::string changed;
  bool is_set = false, is_section = false;
  for (std::string line; std::getline(lines, line);) {
    const std::string_view said = TrimXmlSpace(std::string_view(line).substr(0, line.find('#')));
    // In a section, `mode` is a different key.
    is_section |= !said.empty() && said.front() == '[' && said.back() == ']';
    const size_t equals = said.find('=');
    const bool sets_mode = !is_section && equals != std::string_view::npos &&
                           TrimXmlSpace(said.substr(0, equals)) == "mode";
    // If a key is set twice the last value counts, so one line is enough.
    if (sets_mode && is_set) continue;
    changed += (sets_mode ? mode : line) + "\n";
    is_set = is_set || sets_mode;
  }
  return is_set ? changed : mode + "\n" + changed;
}

}  // namespace domcheck
