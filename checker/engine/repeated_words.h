// One mistake is one finding: where a capability's rule reports an error at a place, a rule about
// the word there has nothing to add.
#ifndef CHECKER_ENGINE_REPEATED_WORDS_H_
#define CHECKER_ENGINE_REPEATED_WORDS_H_

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "capsmodel/source_file.h"
#include "rules/rule.h"

namespace domcheck {

// Calls repeats(word, errors) for each finding of `findings` about a word at whose place other
// findings are errors of capabilities' rules, and erases it if the result is true. `errors` are
// those other findings; it may change in them what this function does not read. Findings have
// members `rule`, `severity` and `span`.
template <typename AnyFinding, typename Repeats>
void EraseRepeatedWords(std::vector<AnyFinding>* findings, const Repeats& repeats) {
  const auto is_word = [](const AnyFinding& finding) {
    return finding.rule->subject == Rule::Subject::kWord && finding.span;
  };
  // Most guests have no such finding.
  if (std::none_of(findings->begin(), findings->end(), is_word)) return;
  std::map<std::pair<size_t, size_t>, std::vector<AnyFinding*>> errors;
  for (AnyFinding& finding : *findings)
    if (finding.rule->subject == Rule::Subject::kCapability && finding.span &&
        finding.severity == Severity::kError)
      errors[{finding.span->begin, finding.span->end}].push_back(&finding);
  std::vector<bool> is_repeated;
  for (AnyFinding& finding : *findings) {
    const auto found =
        is_word(finding) ? errors.find({finding.span->begin, finding.span->end}) : errors.end();
    is_repeated.push_back(found != errors.end() && repeats(&finding, found->second));
  }
  size_t kept = 0;
  for (size_t i = 0; i < findings->size(); ++i)
    if (!is_repeated[i]) std::swap((*findings)[kept++], (*findings)[i]);
  findings->resize(kept);
}

}  // namespace domcheck

#endif  // CHECKER_ENGINE_REPEATED_WORDS_H_
