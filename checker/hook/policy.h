// The policy of the hook, read from /etc/domcheck/hook.cfg: what it does with a guest that does not
// fit its host.
//
// The file has lines of `key = value`, with the keys of AllPolicyKeys. A line that cannot be
// understood is reported and left out. A key that is not set has its default, and the defaults
// refuse nothing.
#ifndef CHECKER_HOOK_POLICY_H_
#define CHECKER_HOOK_POLICY_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checker/base/input_problem.h"
#include "checker/settings/settings.h"

namespace domcheck {

constexpr char kPolicyPath[] = "/etc/domcheck/hook.cfg";

struct HookPolicy {
  bool enforces = false;            // false: reports findings, and lets every guest start
  bool needs_host = false;          // when enforcing, refuses guests if no host is stored
  bool needs_current_host = false;  // when enforcing, refuses guests if it is outdated
  std::string host = "/var/lib/domcheck/host";
  Settings settings;  // which rules count, and from which severity on
};

struct PolicyKey {
  std::string_view name;
  std::string_view value_name;
  std::string_view summary;
  // Sets the value in `policy`. Returns an error for a person, or nullopt on success.
  std::optional<std::string> (*set)(const std::string& value, HookPolicy* policy);
};

const std::vector<PolicyKey>& AllPolicyKeys();

// Parses the text of the file `name`. Adds errors to `problems`, each with its line.
HookPolicy ParsePolicy(const std::string& text, const std::string& name,
                       std::vector<InputProblem>* problems);

// Reads the policy from the file at `path`. Returns the defaults if the file does not exist or
// cannot be read; adds the latter to `problems`.
HookPolicy ReadPolicy(const std::string& path, std::vector<InputProblem>* problems);

// Returns the policy file's `text` with the mode that `enforces` asks for, and otherwise unchanged.
std::string WithEnforcing(const std::string& text, bool enforces);

}  // namespace domcheck

#endif  // CHECKER_HOOK_POLICY_H_
