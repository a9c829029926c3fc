// A FindingPolicy holds the user's settings for rules: which are disabled, and with what severity
// the others report violations.
#ifndef CHECKER_ENGINE_FINDING_POLICY_H_
#define CHECKER_ENGINE_FINDING_POLICY_H_

#include <map>
#include <set>
#include <string_view>

#include "rules/rule.h"

namespace domcheck {

// The keys are the ids in the rules' rows, which are never freed.
struct FindingPolicy {
  std::set<std::string_view> disabled;
  std::map<std::string_view, Severity> severities;

  bool Disables(const Rule& rule) const {
    return !disabled.empty() && disabled.count(rule.id) != 0;
  }
  // Returns the user's severity for the rule, or else `severity`.
  Severity SeverityOf(const Rule& rule, Severity severity) const {
    const auto changed = severities.empty() ? severities.end() : severities.find(rule.id);
    return changed == severities.end() ? severity : changed->second;
  }
};

}  // namespace domcheck

#endif  // CHECKER_ENGINE_FINDING_POLICY_H_
