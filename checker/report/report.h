// The formats in which results are reported. A format is a row of functions that append text: one
// for the beginning, one for each guest, one for the end. So a report streams: it keeps nothing of
// a guest once it is reported, and memory use does not grow with the number of guests.
#ifndef CHECKER_REPORT_REPORT_H_
#define CHECKER_REPORT_REPORT_H_

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/source_file.h"
#include "checker/engine/check_result.h"

namespace domcheck {

// One guest's result, with what is needed to report it.
struct GuestReport {
  std::string_view domain;             // the guest as the user named it
  std::string_view capabilities;       // the document likewise; empty if none was chosen
  std::string_view host;               // the host likewise, to which the document belongs
  bool several_hosts = false;          // whether the run checks this guest against others too
  const SourceFile* source = nullptr;  // null if it could not be read
  const CheckResult* result = nullptr;
  // Sentences beside the result; only the formats text and json print them.
  std::vector<std::string> remarks;
  bool is_first = false;  // of the report
};

// The totals of all guests.
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
  // Adds another summary's counts, without its exit status.
  void Add(const Summary& other);
  size_t count(GuestVerdict verdict) const { return verdicts[static_cast<size_t>(verdict)]; }
};

// What a person can choose.
struct ReportOptions {
  bool color = false;
  // Whether notes are reported; formats that need them report them anyway.
  bool lists_unknown = false;
  // Whether all that a host offers is listed, however much that is.
  bool lists_all_offered = false;
};

struct Format {
  std::string_view name;
  std::string_view summary;
  // Separates the texts of two guests; a guest that appended nothing is skipped.
  std::string_view separator;
  // Whether the results must contain, as notes, what the document leaves open, even if the user did
  // not ask for notes.
  bool needs_notes = false;
  void (*begin)(std::string* out);
  // May run in several threads at once, each with its own `out`.
  void (*guest)(const GuestReport& guest, const ReportOptions& options, std::string* out);
  void (*end)(const Summary& summary, const ReportOptions& options, std::string* out);
};

// Returns "20 more findings are not shown; ...", for a guest's result or for all.
std::string DescribeWithheld(size_t findings);

// Whether a report contains this finding: nothing suppresses it, and it is not a note, unless the
// options ask for notes.
bool IsReported(const Finding& finding, const ReportOptions& options);

}  // namespace domcheck

#endif  // CHECKER_REPORT_REPORT_H_
