#include "checker/fleet/common_values.h"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace domcheck {

std::optional<uint64_t> NumberOf(std::string_view text) {
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

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
    const auto number = NumberOf(value);
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
