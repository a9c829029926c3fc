// Functions that parse whole numbers.
#ifndef CAPSMODEL_WHOLE_NUMBER_H_
#define CAPSMODEL_WHOLE_NUMBER_H_

#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <system_error>

namespace domcheck {

// Parses `text` as a number. Returns nullopt if `text` is empty, contains anything but digits, or
// does not fit in 64 bits.
inline std::optional<uint64_t> WholeNumber(std::string_view text, int base = 10) {
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// Like WholeNumber, but returns the largest uint64_t if the number does not fit.
inline std::optional<uint64_t> WholeNumberOrMost(std::string_view text) {
  const bool is_number =
      !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  if (!is_number) return std::nullopt;
  return WholeNumber(text).value_or(std::numeric_limits<uint64_t>::max());
}

// Like WholeNumber, but reads a number after 0x as hexadecimal, as libvirt does.
inline std::optional<uint64_t> WholeOrHexNumber(std::string_view text) {
  const std::string_view mark = text.substr(0, 2);
  return mark == "0x" || mark == "0X" ? WholeNumber(text.substr(2), 16) : WholeNumber(text);
}

}  // namespace domcheck

#endif  // CAPSMODEL_WHOLE_NUMBER_H_
