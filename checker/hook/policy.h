// What the hook of libvirt is to do with a guest that does not fit its host:
// /etc/domcheck/hook.cfg.
//
// The file has lines of `key = value` with the keys of AllPolicyKeys. One that is not understood is
// told and left out; whatever is not said stays at its default, and the defaults refuse nothing.
#ifndef CHECKER_HOOK_POLICY_H_
#define CHECKER_HOOK_POLICY_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checker/hosts/load_host.h"
#include "checker/settings/settings.h"

namespace domcheck {

constexpr char kPolicyPath[] = "/etc/domcheck/hook.cfg";

struct HookPolicy {
  bool enforces = false;            // false: tells what it finds, and lets every guest start
  bool needs_host = false;          // enforcing, refuses guests where the host is not known
  bool needs_current_host = false;  // enforcing, refuses them where what is known of it is old
  std::string host = "/var/lib/domcheck/host";
  Settings settings;  // which rules count, and from which severity on
};

struct PolicyKey {
  std::string_view name;
  std::string_view value_name;
  std::string_view summary;
  // Puts the value into `policy`; returns what is wrong with it, for a person, or nothing.
  std::optional<std::string> (*set)(const std::string& value, HookPolicy* policy);
};

const std::vector<PolicyKey>& AllPolicyKeys();

// Reads the text of the file `name`. What is wrong is added to `problems`, each with its line.
HookPolicy ParsePolicy(const std::string& text, const std::string& name,
                       std::vector<InputProblem>* problems);

// The policy in the file at `path`; the defaults where there is none.
HookPolicy ReadPolicy(const std::string& path, std::vector<InputProblem>* problems);

// `text` of such a file, with `enforces` set as given and all else as it was.
std::string WithEnforcing(const std::string& text, bool enforces);

}  // namespace domcheck

#endif  // CHECKER_HOOK_POLICY_H_
