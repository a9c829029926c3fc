// GithubJobSummary writes the summary that GitHub Actions shows on a run's page, beside the
// annotations that the format `github` makes.
#ifndef CHECKER_REPORT_GITHUB_SUMMARY_H_
#define CHECKER_REPORT_GITHUB_SUMMARY_H_

#include <string>

#include "checker/report/report.h"

namespace domcheck {

// Returns the whole run's summary in Markdown. The caller appends it to the file that
// GITHUB_STEP_SUMMARY names.
std::string GithubJobSummary(const Summary& summary);

}  // namespace domcheck

#endif  // CHECKER_REPORT_GITHUB_SUMMARY_H_
