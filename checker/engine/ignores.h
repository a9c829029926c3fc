// Findings of one guest that comments in the guest's own text ignore; settings/ignore_comments.h
// reads them.
//
// They hold on whichever hosts the guest is checked. Each remembers whether it ever matched, so
// that one that matches nothing can be reported.
#ifndef CHECKER_ENGINE_IGNORES_H_
#define CHECKER_ENGINE_IGNORES_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/source_file.h"
#include "checker/engine/finding.h"
#include "rules/rule.h"

namespace domcheck {

// Spans are in bytes of the guest's text.
struct IgnoreComment {
  Span span;                            // of the comment
  std::vector<std::string_view> rules;  // as written, views into the text; none means all
  std::string reason;                   // behind `because`, on one line
  std::vector<Span> scopes;             // where it holds
  std::string error;                    // why it means nothing, or empty
};

class Ignores {
 public:
  Ignores() = default;
  explicit Ignores(std::vector<IgnoreComment> comments);

  // Whether a finding of the rule at the place is ignored; sets `reason`, where it is empty, to the
  // first that is given. What is wrong with the guest's text itself cannot be ignored.
  bool Match(const Rule& rule, const std::optional<Span>& place, std::string* reason);

  // Suppresses the findings, of any type that has such members, that match.
  template <typename AnyFinding>
  void Suppress(std::vector<AnyFinding>* findings) {
    if (all_.empty()) return;
    for (AnyFinding& finding : *findings)
      if (Match(*finding.rule, finding.span, &finding.suppression_reason))
        finding.suppression = Suppression::kInSource;
  }

  // A finding `unused-ignore` for each comment, or rule that one names, that matched nothing so
  // far.
  std::vector<Finding> Unused() const;

 private:
  // A comment, or one rule of it.
  struct Ignore {
    size_t comment;
    std::string_view rule;  // empty for all
    bool is_used = false;
  };
  std::string DescribeUnused(const Ignore& ignore) const;

  std::vector<IgnoreComment> comments_;
  std::vector<Ignore> all_;
};

}  // namespace domcheck

#endif  // CHECKER_ENGINE_IGNORES_H_
