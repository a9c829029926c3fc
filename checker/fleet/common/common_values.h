// How what several hosts state at one place becomes what holds for all of them.
#ifndef CHECKER_FLEET_COMMON_COMMON_VALUES_H_
#define CHECKER_FLEET_COMMON_COMMON_VALUES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace domcheck {

// How a value is put together from those of all hosts.
enum class Join {
  kEqual,  // it is the same everywhere, or it is left out
  kLeast,  // numbers: a limit
  kBoth,   // yes where all say so, no where one does
};

// The value for all; `values` has one of each host, and there is at least one. Nothing where the
// hosts have none in common.
std::optional<std::string> JoinValues(Join join, const std::vector<std::string_view>& values);

// Adds `items` to `order`, each that is new behind the one that it follows in `items`.
void MergeOrder(const std::vector<std::string_view>& items, std::vector<std::string_view>* order);

}  // namespace domcheck

#endif  // CHECKER_FLEET_COMMON_COMMON_VALUES_H_
