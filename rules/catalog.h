// All rules, in the order in which people read about them.
#ifndef RULES_CATALOG_H_
#define RULES_CATALOG_H_

#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace domcheck {

const std::vector<const Rule*>& AllRules();

// A way in which a rule asks; a rule with alternatives has several, one that reads files has none.
struct RulePath {
  const Rule* rule = nullptr;
  GuestPath path;
};

// Those of all rules, in the catalog's order; they live for ever.
const std::vector<RulePath>& AllRulePaths();

// The rule of that id, or null.
const Rule* FindRule(std::string_view id);

// The id that `id` is perhaps a slip of, or empty.
std::string_view NearestRule(std::string_view id);

// The rule that asks for the capability as a whole, such as `disk` for devices/disk; null where a
// block has none.
const Rule* FindBlockRule(std::string_view capability);

}  // namespace domcheck

#endif  // RULES_CATALOG_H_
