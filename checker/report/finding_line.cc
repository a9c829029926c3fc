#include "checker/report/finding_line.h"

#include "checker/base/visible_text.h"

namespace domcheck {

void AppendFindingLine(const FindingLine& line, const Colors& colors, std::string* out) {
  *out += colors.bold;
  AppendVisibleText(line.domain, out);
  if (line.position) {
    *out += ':';
    *out += std::to_string(line.position->line);
    *out += ':';
    *out += std::to_string(line.position->column);
  }
  *out += ": ";
  *out += colors.reset;
  *out += colors.Of(line.severity);
  *out += SeverityName(line.severity);
  *out += ": ";
  *out += colors.reset;
  AppendVisibleText(line.message, out);
  *out += " [";
  AppendVisibleText(line.rule, out);
  *out += "]\n";
}

}  // namespace domcheck
