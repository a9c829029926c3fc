#include "checker/engine/check_result.h"

#include <algorithm>
#include <optional>

namespace domcheck {

std::string_view GuestVerdictName(GuestVerdict verdict) {
  switch (verdict) {
    case GuestVerdict::kCompatible:
      return "compatible";
    case GuestVerdict::kIncompatible:
      return "incompatible";
    case GuestVerdict::kUnknown:
      return "unknown";
    case GuestVerdict::kInvalid:
      break;
  }
  return "invalid";
}

GuestVerdict CheckResult::verdict() const {
  if (is_invalid) return GuestVerdict::kInvalid;
  const auto is_without = [](const Finding& finding) { return IsNoDocument(*finding.rule); };
  const auto is_error = [&](const Finding& finding) {
    return finding.severity == Severity::kError && Counts(finding) && !is_without(finding);
  };
  const auto is_answer = [](const AskedRule& asked) { return asked.is_answered(); };
  const bool is_described = std::none_of(findings.begin(), findings.end(), is_without);
  return VerdictOf(std::any_of(findings.begin(), findings.end(), is_error),
                   is_described && std::any_of(answers.begin(), answers.end(), is_answer));
}

size_t CheckResult::unknown() const {
  const auto is_unknown = [](const AskedRule& asked) { return asked.support == Support::kUnknown; };
  return static_cast<size_t>(std::count_if(answers.begin(), answers.end(), is_unknown));
}

bool CheckResult::leaves_open() const {
  return std::any_of(answers.begin(), answers.end(), [](const AskedRule& asked) {
    return !asked.rule->identifies_document && asked.support == Support::kUnknown;
  });
}

CheckResult Unreadable(const std::string& why) {
  CheckResult result;
  result.is_invalid = true;
  result.findings.push_back(InputFinding("unreadable", why, std::nullopt));
  return result;
}

}  // namespace domcheck
