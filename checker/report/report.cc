#include "checker/report/report.h"

#include "capsmodel/limits.h"
#include "rules/wording.h"

namespace domcheck {

void Summary::Add(const CheckResult& result) {
  ++guests;
  ++verdicts[static_cast<size_t>(result.verdict())];
  for (const Finding& finding : result.findings) {
    if (finding.severity == Severity::kNote) continue;
    if (finding.suppression != Suppression::kNone) {
      ++suppressed;
      continue;
    }
    ++(finding.severity == Severity::kError ? errors : warnings);
    ++fired[finding.rule->id];
  }
  asked += result.asked();
  unknown += result.unknown();
}

void Summary::Add(const Summary& other) {
  guests += other.guests;
  for (size_t i = 0; i < verdicts.size(); ++i) verdicts[i] += other.verdicts[i];
  errors += other.errors;
  warnings += other.warnings;
  suppressed += other.suppressed;
  asked += other.asked;
  unknown += other.unknown;
  skipped += other.skipped;
  withheld += other.withheld;
  for (const auto& [rule, count] : other.fired) fired[rule] += count;
}

std::string DescribeWithheld(size_t findings) {
  return Count(findings, "more finding") + (findings == 1 ? " is" : " are") +
         " counted but not shown; --" + std::string(LimitOf(&Limits::findings).option) +
         " raises the limit of " + std::to_string(CurrentLimits().findings) + " for a guest";
}

bool IsReported(const Finding& finding, const ReportOptions& options) {
  if (finding.suppression != Suppression::kNone) return false;
  return finding.severity != Severity::kNote || options.lists_unknown;
}

}  // namespace domcheck
