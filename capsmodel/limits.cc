#include "capsmodel/limits.h"

#include <algorithm>
#include <chrono>
#include <climits>
#include <cstdint>

#include "capsmodel/whole_number.h"

namespace domcheck {
namespace {

using Clock = std::chrono::steady_clock;

struct Unit {
  char letter;
  unsigned shift;
};
constexpr Unit kUnits[] = {{'G', 30}, {'M', 20}, {'K', 10}};

struct Current {
  Limits limits;
  Clock::time_point begin;
};
Current& TheCurrent() {
  static auto& current = *new Current([] {
    Current unset;
    unset.limits.seconds = 0;
    return unset;
  }());
  return current;
}

// The numbers of elements and attributes are 32-bit.
constexpr size_t kMostBytes = size_t{1} << 30;
constexpr size_t kMostSeconds = 365 * 24 * 3600;

}  // namespace

const std::vector<Limit>& AllLimits() {
  using Of = Limit::Of;
  static const auto& limits = *new std::vector<Limit>{
      {"max-bytes", "BYTES", "of a file", &Limits::bytes, Of::kDocument, 1, kMostBytes,
       "there are more than % bytes"},
      {"max-depth", "N", "elements within each other", &Limits::depth, Of::kDocument, 1, 100'000,
       "more than % elements are open here, within each other"},
      {"max-elements", "N", "elements of a document", &Limits::elements, Of::kDocument, 1,
       kMostBytes, "there are more than % elements"},
      {"max-attributes", "N", "attributes of an element", &Limits::attributes, Of::kDocument, 1,
       100'000, "this element has more than % attributes"},
      {"max-name-length", "BYTES", "of the name of an element or attribute", &Limits::name_length,
       Of::kDocument, 1, kMostBytes, "this name is longer than % bytes"},
      {"max-value-length", "BYTES", "of the value of an attribute, or an element's text",
       &Limits::value_length, Of::kDocument, 1, kMostBytes, "this value is longer than % bytes"},
      {"max-findings", "N", "findings told of a guest; all are counted; 0: no limit",
       &Limits::findings, Of::kReport, 0, SIZE_MAX, "there are more than % findings"},
      {"max-files", "N", "files taken as guests; 0: no limit", &Limits::files, Of::kGuests, 0,
       SIZE_MAX, "there are more than % files"},
      {"timeout", "SECONDS",
       "for all of the run; what was not checked by then is named; 0: no limit", &Limits::seconds,
       Of::kRun, 0, kMostSeconds, "the time of the run (% s) was over before it was read"},
  };
  return limits;
}

const Limit& LimitOf(LimitValue value) {
  const auto& limits = AllLimits();
  return *std::find_if(limits.begin(), limits.end(),
                       [&](const Limit& limit) { return limit.value == value; });
}

std::optional<size_t> ParseLimit(const Limit& limit, std::string_view text) {
  unsigned shift = 0;
  for (const Unit unit : kUnits) {
    if (text.empty() || text.back() != unit.letter) continue;
    shift = unit.shift;
    text.remove_suffix(1);
  }
  const auto units = WholeNumber(text);
  if (!units || *units > (SIZE_MAX >> shift)) return std::nullopt;
  const size_t number = *units << shift;
  if (number < limit.least || number > limit.most) return std::nullopt;
  return number;
}

std::string LimitText(size_t value) {
  for (const Unit unit : kUnits)
    if (value != 0 && value % (size_t{1} << unit.shift) == 0)
      return std::to_string(value >> unit.shift) + unit.letter;
  return std::to_string(value);
}

std::string DescribeExcess(const Limit& limit, const Limits& limits) {
  const size_t number = limit.excess.find('%');
  return std::string(limit.excess.substr(0, number)) + std::to_string(limits.*limit.value) +
         std::string(limit.excess.substr(number + 1)) + "; --" + std::string(limit.option) +
         " raises this limit";
}

const Limits& CurrentLimits() { return TheCurrent().limits; }

void SetLimits(const Limits& limits) { TheCurrent() = {limits, Clock::now()}; }

int MillisecondsLeft() {
  const Current& current = TheCurrent();
  if (current.limits.seconds == 0) return -1;
  const auto end = current.begin + std::chrono::seconds(current.limits.seconds);
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
  return static_cast<int>(std::clamp<decltype(left)>(left, 0, INT_MAX));
}

bool IsTimeOver() { return MillisecondsLeft() == 0; }

std::string DescribeTimeOver() {
  return DescribeExcess(LimitOf(&Limits::seconds), CurrentLimits());
}

}  // namespace domcheck
