// Joins what several hosts state at one place to what holds for all of them.
#ifndef CHECKER_FLEET_COMMON_COMMON_VALUES_H_
#define CHECKER_FLEET_COMMON_COMMON_VALUES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace domcheck {

// How the values of all hosts become one.
enum class Join {
  kEqual,  // the same everywhere, or left out
  kLeast,  // the least number: a limit
  kBoth,   // yes where all state it, no where one does
};

// Returns the value for all hosts, or nothing where they have none in common. `values` has one of
// each host, and is not empty.
std::optional<std::string> JoinValues(Join join, const std::vector<std::string_view>& values);

// Adds the items that are new to `order`, each behind the one that it follows in `items`.
void MergeOrder(const std::vector<std::string_view>& items, std::vector<std::string_view>* order);

}  // namespace domcheck

#endif  // CHECKER_FLEET_COMMON_COMMON_VALUES_H_
