// Helps tests of formats: makes reports of guests that are given as texts.
#ifndef CHECKER_REPORT_REPORT_TESTER_H_
#define CHECKER_REPORT_REPORT_TESTER_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "checker/engine/check.h"
#include "checker/report/report.h"

namespace domcheck {

// A host that offers disks on sata and virtio, and no TPM.
extern const char kSampleHost[];
// A guest that asks kSampleHost for a disk on ide, for one that is on ide by its name, and for a
// TPM. The host leaves open what kinds of device a disk may be.
extern const char kSampleGuest[];

// One guest checked against one host.
struct SampleCheck {
  std::string domain = "guest.xml";
  std::optional<std::string> guest = kSampleGuest;  // nullopt: a file that cannot be opened
  std::string capabilities = "host.xml";
  std::string host = kSampleHost;
  bool several_hosts = false;
  Notes notes = Notes::kLeaveOut;
  std::function<void(CheckResult*)> change = {};  // applied to the result, if given
};

std::string ReportOf(const Format& format, const std::vector<SampleCheck>& checks,
                     const ReportOptions& options = {}, int exit_status = 0);

// Returns guests and hosts for all that a report may contain: each kind of finding, findings that
// do not count, guests that cannot be read, names and values full of markup.
std::vector<SampleCheck> SampleChecks();

// Returns how many times `what` is in `text`.
size_t CountOf(std::string_view what, std::string_view text);

// Returns whether the text is well-formed XML; if not, the test fails with the error.
bool IsWellFormed(const std::string& text);

}  // namespace domcheck

#endif  // CHECKER_REPORT_REPORT_TESTER_H_
