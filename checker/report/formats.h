// The formats of a report, one row each; report.h describes a row.
#ifndef CHECKER_REPORT_FORMATS_H_
#define CHECKER_REPORT_FORMATS_H_

#include <vector>

#include "checker/report/report.h"

namespace domcheck {

// Returns all formats in the order of --help.
const std::vector<Format>& AllFormats();

extern const Format kTextFormat;
extern const Format kJsonFormat;
extern const Format kJsonLinesFormat;
extern const Format kSarifFormat;
extern const Format kJunitFormat;
extern const Format kGithubFormat;
extern const Format kCheckstyleFormat;
extern const Format kGitlabFormat;

}  // namespace domcheck

#endif  // CHECKER_REPORT_FORMATS_H_
