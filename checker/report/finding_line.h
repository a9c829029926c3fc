// The line of a finding that editors can jump to: "web.xml:7:3: error: message [rule]".
#ifndef CHECKER_REPORT_FINDING_LINE_H_
#define CHECKER_REPORT_FINDING_LINE_H_

#include <optional>
#include <string>
#include <string_view>

#include "capsmodel/source_file.h"
#include "checker/report/colors.h"
#include "rules/rule.h"

namespace domcheck {

// The views need to live only until the call returns.
struct FindingLine {
  std::string_view domain;
  std::optional<Position> position;
  Severity severity;
  std::string_view message;
  std::string_view rule;
};

// Appends the line with its line end. Text from inputs is made visible (visible_text.h).
void AppendFindingLine(const FindingLine& line, const Colors& colors, std::string* out);

}  // namespace domcheck

#endif  // CHECKER_REPORT_FINDING_LINE_H_
