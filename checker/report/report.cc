#include "checker/report/report.h"

namespace domcheck {

void Summary::Add(const CheckResult& result) {
  ++guests;
  ++verdicts[static_cast<size_t>(result.verdict)];
  for (const Finding& finding : result.findings) {
    if (finding.severity == Severity::kError) ++errors;
    if (finding.severity == Severity::kWarning) ++warnings;
  }
  asked += result.asked;
  unknown += result.unknown;
}

const std::vector<Format>& AllFormats() {
  static const auto& formats = *new std::vector<Format>{kTextFormat, kJsonFormat, kJsonLinesFormat};
  return formats;
}

}  // namespace domcheck
