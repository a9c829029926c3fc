#include "checker/engine/ignores.h"

#include <algorithm>
#include <utility>

#include "rules/catalog.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

bool IsWithin(const std::vector<Span>& scopes, Span place) {
  return std::any_of(scopes.begin(), scopes.end(), [place](Span scope) {
    return place.begin >= scope.begin && place.begin < scope.end;
  });
}

}  // namespace

Ignores::Ignores(std::vector<IgnoreComment> comments) : comments_(std::move(comments)) {
  for (size_t i = 0; i < comments_.size(); ++i) {
    if (comments_[i].rules.empty()) all_.push_back({i, ""});
    for (const std::string_view rule : comments_[i].rules) all_.push_back({i, rule});
  }
}

bool Ignores::Match(const Rule& rule, const std::optional<Span>& place, std::string* reason) {
  if (!place || (rule.subject == Rule::Subject::kInput && rule.id != "no-document")) return false;
  bool matches = false;
  for (Ignore& ignore : all_) {
    const IgnoreComment& comment = comments_[ignore.comment];
    if (!ignore.rule.empty() && ignore.rule != rule.id) continue;
    if (!IsWithin(comment.scopes, *place)) continue;
    matches = ignore.is_used = true;
    if (reason->empty()) *reason = comment.reason;
  }
  return matches;
}

std::vector<Finding> Ignores::Unused() const {
  std::vector<Finding> findings;
  for (const Ignore& ignore : all_)
    if (!ignore.is_used)
      findings.push_back(
          InputFinding("unused-ignore", DescribeUnused(ignore), comments_[ignore.comment].span));
  return findings;
}

std::string Ignores::DescribeUnused(const Ignore& ignore) const {
  const std::string& error = comments_[ignore.comment].error;
  if (!error.empty()) return error;
  if (ignore.rule.empty()) return "there is nothing to ignore in this guest";
  if (FindRule(ignore.rule) == nullptr) {
    return "there is no rule '" + std::string(ignore.rule) + "' to ignore" +
           DidYouMean(NearestRule(ignore.rule));
  }
  return "there is no finding of rule '" + std::string(ignore.rule) + "' here to ignore";
}

}  // namespace domcheck
