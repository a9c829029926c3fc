// What domcheck tells GitHub Actions beside the annotations of its format.
#ifndef CHECKER_REPORT_GITHUB_H_
#define CHECKER_REPORT_GITHUB_H_

#include <string>

#include "checker/report/report.h"

namespace domcheck {

// The whole run in Markdown, to be appended to the file that GITHUB_STEP_SUMMARY names.
std::string GithubJobSummary(const Summary& summary);

}  // namespace domcheck

#endif  // CHECKER_REPORT_GITHUB_H_
