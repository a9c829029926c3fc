// Ignores suppresses the findings of one guest that comments in its text ignore.
// settings/ignore_comments.h parses the comments.
//
// The comments apply on all hosts. Ignores records which of them have matched a finding, so that
// the unused ones can be reported.
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

// Spans are half-open ranges of bytes of the guest's text.
struct IgnoreComment {
  Span span;                            // of the comment
  std::vector<std::string_view> rules;  // as written, views into the text; none means all rules
  std::string reason;                   // the words after `because`, on one line
  std::vector<Span> scopes;             // the comment applies to findings that begin in these
  std::string error;                    // why the comment has no effect, or empty
};

class Ignores {
 public:
  Ignores() = default;
  explicit Ignores(std::vector<IgnoreComment> comments);

  // Whether a finding of `rule` at `place` is ignored. If so, and `*reason` is empty, sets it to
  // the first reason given. Findings about the guest's text itself cannot be ignored.
  bool Match(const Rule& rule, const std::optional<Span>& place, std::string* reason);

  // Suppresses the matching findings, which may be of any type with these members.
  template <typename AnyFinding>
  void Suppress(std::vector<AnyFinding>* findings) {
    if (all_.empty()) return;
    for (AnyFinding& finding : *findings)
      if (Match(*finding.rule, finding.span, &finding.suppression_reason))
        finding.suppression = Suppression::kInSource;
  }

  // Returns a finding `unused-ignore` for each comment without rules, and each rule in a comment,
  // that has matched nothing so far.
  std::vector<Finding> Unused() const;

 private:
  // A comment without rules, or one rule of a comment.
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
