#include "rules/suggestion.h"

#include <algorithm>
#include <cctype>

namespace domcheck {
namespace {

constexpr size_t kLongestCompared = 256;

char Lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

}  // namespace

size_t EditDistance(std::string_view from, std::string_view to, size_t limit) {
  const size_t longer = std::max(from.size(), to.size());
  const size_t shorter = std::min(from.size(), to.size());
  if (longer - shorter > limit || longer > kLongestCompared) return limit + 1;
  // Rows of the table for from[0, i-2), from[0, i-1) and from[0, i).
  std::vector<size_t> before(to.size() + 1), last(to.size() + 1), row(to.size() + 1);
  for (size_t j = 0; j <= to.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= from.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= to.size(); ++j) {
      const bool same = Lower(from[i - 1]) == Lower(to[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && Lower(from[i - 1]) == Lower(to[j - 2]) &&
                           Lower(from[i - 2]) == Lower(to[j - 1]);
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return std::min(last[to.size()], limit + 1);
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

std::string_view Suggest(std::string_view asked, const std::vector<std::string_view>& offered,
                         const Rule& rule) {
  for (const Preference& preference : rule.preferences) {
    if (preference.asked.empty() || preference.asked != asked) continue;
    const auto better = std::find(offered.begin(), offered.end(), preference.better);
    if (better != offered.end()) return *better;
  }
  return NearestSpelling(asked, offered);
}

}  // namespace domcheck
