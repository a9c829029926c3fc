// The order in which findings are reported: that of their places in the guest's source.
#ifndef CHECKER_ENGINE_SOURCE_ORDER_H_
#define CHECKER_ENGINE_SOURCE_ORDER_H_

#include <algorithm>
#include <vector>

namespace domcheck {

// Stably sorts findings, of any type with a span, by the place where the span begins. Findings
// without a span come first.
template <typename AnyFinding>
void SortBySource(std::vector<AnyFinding>* findings) {
  const auto stands_before = [](const AnyFinding& a, const AnyFinding& b) {
    return (a.span ? a.span->begin : 0) < (b.span ? b.span->begin : 0);
  };
  // They nearly always are sorted.
  if (!std::is_sorted(findings->begin(), findings->end(), stands_before))
    std::stable_sort(findings->begin(), findings->end(), stands_before);
}

}  // namespace domcheck

#endif  // CHECKER_ENGINE_SOURCE_ORDER_H_
