#include "checker/fleet/common/common_values.h"

#include <algorithm>

#include "capsmodel/whole_number.h"

namespace domcheck {

std::optional<std::string> JoinValues(Join join, const std::vector<std::string_view>& values) {
  const auto is_first = [&](std::string_view value) { return value == values.front(); };
  if (std::all_of(values.begin(), values.end(), is_first)) return std::string(values.front());
  if (join == Join::kBoth) {
    const bool has_no = std::find(values.begin(), values.end(), "no") != values.end();
    return has_no ? std::optional<std::string>("no") : std::nullopt;
  }
  if (join == Join::kEqual) return std::nullopt;
  std::optional<uint64_t> least;
  for (const std::string_view value : values) {
    const auto number = WholeNumber(value);
    if (!number) return std::nullopt;
    least = std::min(least.value_or(*number), *number);
  }
  return std::to_string(*least);
}

void MergeOrder(const std::vector<std::string_view>& items, std::vector<std::string_view>* order) {
  auto place = order->begin();
  for (const std::string_view item : items) {
    const auto known = std::find(order->begin(), order->end(), item);
    place = (known == order->end() ? order->insert(place, item) : known) + 1;
  }
}

}  // namespace domcheck
