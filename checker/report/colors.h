// The colors of reports for people, as a terminal's escape sequences.
#ifndef CHECKER_REPORT_COLORS_H_
#define CHECKER_REPORT_COLORS_H_

#include <string_view>

#include "rules/rule.h"

namespace domcheck {

// The sequences that begin each color; `reset` ends any. All are empty where colors are off.
struct Colors {
  std::string_view error, warning, note, bold, hint, reset;

  std::string_view Of(Severity severity) const {
    return severity == Severity::kError ? error : severity == Severity::kWarning ? warning : note;
  }
};

inline const Colors& ColorsIf(bool wanted) {
  static constexpr Colors kNone = {};
  static constexpr Colors kAnsi = {"\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m",
                                   "\x1b[1m",    "\x1b[32m",   "\x1b[0m"};
  return wanted ? kAnsi : kNone;
}

}  // namespace domcheck

#endif  // CHECKER_REPORT_COLORS_H_
