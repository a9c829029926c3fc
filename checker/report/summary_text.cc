#include "checker/report/summary_text.h"

#include <algorithm>

#include "rules/wording.h"

namespace domcheck {

std::string DescribeSkipped(size_t count) {
  return Count(count, "XML file") +
         (count == 1 ? " that is no guest was skipped" : " that are no guests were skipped");
}

std::vector<std::pair<std::string_view, size_t>> MostFired(const Summary& summary, size_t most) {
  std::vector<std::pair<std::string_view, size_t>> rules(summary.fired.begin(),
                                                         summary.fired.end());
  std::stable_sort(rules.begin(), rules.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  rules.resize(std::min(rules.size(), most));
  return rules;
}

}  // namespace domcheck
