// A whole number, written in decimal digits alone.
#ifndef CAPSMODEL_WHOLE_NUMBER_H_
#define CAPSMODEL_WHOLE_NUMBER_H_

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

namespace domcheck {

// Nothing where anything else stands in the text, where it is empty, or too large a number.
inline std::optional<uint64_t> WholeNumber(std::string_view text) {
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace domcheck

#endif  // CAPSMODEL_WHOLE_NUMBER_H_
