// Texts that several summaries of a run share.
#ifndef CHECKER_REPORT_SUMMARY_TEXT_H_
#define CHECKER_REPORT_SUMMARY_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "checker/report/report.h"

namespace domcheck {

// Returns the line about the XML files that were skipped because they are not guests.
std::string DescribeSkipped(size_t count);

// Returns at most `most` of the rules that fired, the most frequent first, each with its count. The
// names point into `summary`.
std::vector<std::pair<std::string_view, size_t>> MostFired(const Summary& summary, size_t most);

}  // namespace domcheck

#endif  // CHECKER_REPORT_SUMMARY_TEXT_H_
