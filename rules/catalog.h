// The catalog of all rules, in the order of the documentation.
#ifndef RULES_CATALOG_H_
#define RULES_CATALOG_H_

#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace domcheck {

const std::vector<const Rule*>& AllRules();

// One of the paths of a rule. A rule with alternatives has several; a rule about reading a file has
// none.
struct RulePath {
  const Rule* rule = nullptr;
  GuestPath path;
};

// Returns the paths of all rules in catalog order. They are never freed.
const std::vector<RulePath>& AllRulePaths();

// Returns the rule with that id, or null.
const Rule* FindRule(std::string_view id);

// Returns the rule id that `id` may be a misspelling of, or an empty view.
std::string_view NearestRule(std::string_view id);

// Returns the rule that asks for the capability as a whole, such as `disk` for devices/disk, or
// null if there is none.
const Rule* FindBlockRule(std::string_view capability);

}  // namespace domcheck

#endif  // RULES_CATALOG_H_
