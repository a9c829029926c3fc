#include "rules/suggestion.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace domcheck {
namespace {

constexpr size_t kLongestCompared = 256;

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Removes the common prefix and suffix, which need no edits.
void TrimCommon(std::string_view* from, std::string_view* to) {
  const auto same = [](char a, char b) { return Lower(a) == Lower(b); };
  const auto first = std::mismatch(from->begin(), from->end(), to->begin(), to->end(), same).first;
  const auto begin = static_cast<size_t>(first - from->begin());
  from->remove_prefix(begin);
  to->remove_prefix(begin);
  const auto last = std::mismatch(from->rbegin(), from->rend(), to->rbegin(), to->rend(), same);
  const auto end = static_cast<size_t>(last.first - from->rbegin());
  from->remove_suffix(end);
  to->remove_suffix(end);
}

}  // namespace

size_t EditDistance(std::string_view from, std::string_view to, size_t limit) {
  const size_t longer = std::max(from.size(), to.size());
  const size_t shorter = std::min(from.size(), to.size());
  if (longer - shorter > limit || longer > kLongestCompared) return limit + 1;
  TrimCommon(&from, &to);
  // The rows of the table for the prefixes from[0, i-2), from[0, i-1) and from[0, i).
  using Row = std::array<size_t, kLongestCompared + 1>;
  Row rows[3];
  Row *before = &rows[0], *last = &rows[1], *row = &rows[2];
  size_t least = 0, least_of_last = 0;
  for (size_t j = 0; j <= to.size(); ++j) (*last)[j] = j;
  // A swap refers to the row before the last, so stop only after two rows over the limit.
  for (size_t i = 1; i <= from.size() && (least <= limit || least_of_last <= limit); ++i) {
    const char c = Lower(from[i - 1]);
    least_of_last = std::exchange(least, i);
    (*row)[0] = i;
    for (size_t j = 1; j <= to.size(); ++j) {
      const size_t replaced = (*last)[j - 1] + (c == Lower(to[j - 1]) ? 0 : 1);
      size_t edits = std::min({(*last)[j] + 1, (*row)[j - 1] + 1, replaced});
      const bool swapped =
          i > 1 && j > 1 && c == Lower(to[j - 2]) && Lower(from[i - 2]) == Lower(to[j - 1]);
      if (swapped) edits = std::min(edits, (*before)[j - 2] + 1);
      (*row)[j] = edits;
      least = std::min(least, edits);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return std::min(std::max((*last)[to.size()], least), limit + 1);
}

std::string_view NearestSpelling(std::string_view typed,
                                 const std::vector<std::string_view>& known) {
  std::string_view nearest;
  size_t least = std::max<size_t>(1, typed.size() / 3) + 1;
  for (const std::string_view candidate : known) {
    const size_t distance = EditDistance(typed, candidate, least - 1);
    if (distance >= least || distance >= candidate.size()) continue;
    nearest = candidate;
    least = distance;
  }
  return nearest;
}

std::string_view SameSwitch(std::string_view value, const std::vector<std::string_view>& known) {
  constexpr std::string_view kOn = "on yes true enabled enable 1";
  constexpr std::string_view kOff = "off no false disabled disable 0";
  std::string lower(value.substr(0, kOff.size()));
  std::transform(lower.begin(), lower.end(), lower.begin(), Lower);
  const std::string_view meant = HasWord(kOn, lower) ? kOn : HasWord(kOff, lower) ? kOff : "";
  for (const std::string_view one : known)
    if (HasWord(meant, one)) return one;
  return "";
}

std::string_view OnlyWithSameBeginning(std::string_view typed,
                                       const std::vector<std::string_view>& known) {
  constexpr size_t kLeast = 4;
  std::string_view found;
  for (const std::string_view candidate : known) {
    const size_t common = std::min(typed.size(), candidate.size());
    if (common < kLeast || typed.substr(0, common) != candidate.substr(0, common)) continue;
    if (!found.empty()) return "";
    found = candidate;
  }
  return found;
}

std::string_view Suggest(std::string_view asked, const std::vector<std::string_view>& offered,
                         const Rule& rule) {
  for (const Preference& preference : rule.preferences) {
    if (preference.asked.empty() || preference.asked != asked) continue;
    const auto better = std::find(offered.begin(), offered.end(), preference.better);
    if (better != offered.end()) return *better;
  }
  const std::string_view same = SameSwitch(asked, offered);
  return same.empty() ? NearestSpelling(asked, offered) : same;
}

}  // namespace domcheck
