// Checks many guests and writes the reports as it goes, in the order of the guests, whatever the
// number of threads. Memory use does not grow with the number of guests.
#ifndef CHECKER_RUN_CHECK_RUN_H_
#define CHECKER_RUN_CHECK_RUN_H_

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "checker/engine/check.h"
#include "checker/report/report.h"
#include "checker/run/guest_list.h"
#include "checker/settings/baseline.h"

namespace domcheck {

// One report: its format and its destination. `write` returns false on failure.
struct ReportSink {
  const Format* format = nullptr;
  ReportOptions options;
  std::function<bool(std::string_view)> write;
};

struct CheckRunOptions {
  std::vector<ReportSink> sinks;
  Notes notes = Notes::kLeaveOut;
  size_t jobs = 1;                     // threads, at least 1
  const Baseline* baseline = nullptr;  // null: nothing is known
  bool collects_findings = false;      // for a baseline to be written: `known`, of `baseline`
  bool reports_skipped = false;
  size_t most_findings = 0;  // reported of a result, but of each rule at least one; 0: all
  // Called after every piece of work, in this thread, with how many guests are done.
  std::function<void(size_t)> progress;
};

struct CheckRunResult {
  Summary summary;
  bool fails = false;             // a finding is at or above its guest's --fail-on
  bool is_written = true;         // false if a sink failed; the run ended there
  std::string skipped;            // what was skipped, one per line; only if reports_skipped
  FindingCounts known;            // the baseline's findings that were found again
  FindingCounts found;            // findings that count; only if collects_findings
  std::set<std::string> checked;  // guests by their names in the baseline, if there is one
};

// Checks the guests and writes the reports except for their ends, which FinishReports writes once
// the exit status is known.
CheckRunResult RunChecks(const std::vector<ListedGuest>& guests, const CheckRunOptions& options);

// Returns false if a sink failed.
bool FinishReports(const std::vector<ReportSink>& sinks, const Summary& summary);

}  // namespace domcheck

#endif  // CHECKER_RUN_CHECK_RUN_H_
