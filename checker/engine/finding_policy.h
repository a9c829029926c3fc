// What users decided about the findings of rules: which do not count, and how severe the others
// are.
#ifndef CHECKER_ENGINE_FINDING_POLICY_H_
#define CHECKER_ENGINE_FINDING_POLICY_H_

#include <map>
#include <set>
#include <string_view>

#include "rules/rule.h"

namespace domcheck {

// Keys are ids of rules' rows, which live for ever.
struct FindingPolicy {
  std::set<std::string_view> disabled;
  std::map<std::string_view, Severity> severities;

  bool Disables(const Rule& rule) const {
    return !disabled.empty() && disabled.count(rule.id) != 0;
  }
  // The severity of a violation that is of `severity` where nobody changed that.
  Severity SeverityOf(const Rule& rule, Severity severity) const {
    const auto changed = severities.empty() ? severities.end() : severities.find(rule.id);
    return changed == severities.end() ? severity : changed->second;
  }
};

}  // namespace domcheck

#endif  // CHECKER_ENGINE_FINDING_POLICY_H_
