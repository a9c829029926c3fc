// The forms in which results are reported. A format is a row of functions that append text: one for
// what comes first, one for each guest, one for what comes last. So a report streams: nothing of a
// guest is kept after it was reported, and the number of guests costs no memory.
#ifndef CHECKER_REPORT_REPORT_H_
#define CHECKER_REPORT_REPORT_H_

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/source_file.h"
#include "checker/engine/check.h"

namespace domcheck {

// One guest's result, with what it takes to show it.
struct GuestReport {
  std::string_view domain;             // the guest as the user named it
  std::string_view capabilities;       // the document likewise; empty where none was chosen
  std::string_view host;               // the host likewise, which the document is one of
  bool several_hosts = false;          // whether the run checks this guest against others too
  const SourceFile* source = nullptr;  // null where it could not be read
  const CheckResult* result = nullptr;
  std::vector<std::string>
      remarks;            // sentences beside the result; the forms text and json have them
  bool is_first = false;  // of the report
};

// What is reported of all guests together.
struct Summary {
  size_t guests = 0;                    // results: guests times hosts
  std::array<size_t, 4> verdicts = {};  // by GuestVerdict
  size_t errors = 0;                    // findings that count
  size_t warnings = 0;
  size_t suppressed = 0;  // errors and warnings that do not
  size_t asked = 0;
  size_t unknown = 0;
  size_t skipped = 0;                        // XML files in folders that are not guests
  size_t withheld = 0;                       // findings that are counted but not reported
  std::map<std::string_view, size_t> fired;  // errors and warnings that count, by rule
  int exit_status = 0;

  void Add(const CheckResult& result);
  // Adds what another summary counted, but for the exit status.
  void Add(const Summary& other);
  size_t count(GuestVerdict verdict) const { return verdicts[static_cast<size_t>(verdict)]; }
};

// How a person wants it.
struct ReportOptions {
  bool color = false;
  bool lists_unknown =
      false;  // whether notes are reported; formats that need them report them anyway
};

struct Format {
  std::string_view name;
  std::string_view summary;
  // Stands between what two guests appended; a guest that appended nothing counts for none.
  std::string_view separator;
  // Whether the results should hold what the document leaves open, as notes, though nobody asked.
  bool needs_notes = false;
  void (*begin)(std::string* out);
  // May run in several threads at once, each with its own `out`.
  void (*guest)(const GuestReport& guest, const ReportOptions& options, std::string* out);
  void (*end)(const Summary& summary, const ReportOptions& options, std::string* out);
};

// "20 more findings are not shown; ...", of a guest's result or of all.
std::string DescribeWithheld(size_t findings);

// Whether a report has this finding: nothing suppresses it, and it is not a note that nobody asked
// for.
bool IsReported(const Finding& finding, const ReportOptions& options);

}  // namespace domcheck

#endif  // CHECKER_REPORT_REPORT_H_
