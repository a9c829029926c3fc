// Joins the values that several hosts state at one place into one that holds for all of them.
#ifndef CHECKER_FLEET_COMMON_COMMON_VALUES_H_
#define CHECKER_FLEET_COMMON_COMMON_VALUES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace domcheck {

// How to join the values of all hosts.
enum class Join {
  kEqual,  // the same everywhere, or left out
  kLeast,  // the least number: a limit
  kBoth,   // yes if all state it, no if one does
};

// Returns the value for all hosts, or nothing if they have none in common. `values` has one value
// for each host, and must not be empty.
std::optional<std::string> JoinValues(Join join, const std::vector<std::string_view>& values);

// Adds the items that are new to `order`, each behind the item that precedes it in `items`.
void MergeOrder(const std::vector<std::string_view>& items, std::vector<std::string_view>* order);

}  // namespace domcheck

#endif  // CHECKER_FLEET_COMMON_COMMON_VALUES_H_
