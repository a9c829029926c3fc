// For tests of formats: a report over guests that are given as texts.
#ifndef CHECKER_REPORT_REPORT_TESTER_H_
#define CHECKER_REPORT_REPORT_TESTER_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "checker/engine/check.h"
#include "checker/report/report.h"

namespace domcheck {

// A host that has disks on sata and virtio, and no TPM.
extern const char kSampleHost[];
// A guest that asks it for a disk on ide, for one that is implied to be on ide, and for a TPM; what
// kind of device a disk is, the host leaves open.
extern const char kSampleGuest[];

// One guest checked against one host.
struct SampleCheck {
  std::string domain = "guest.xml";
  std::optional<std::string> guest = kSampleGuest;  // nothing: a file that cannot be opened
  std::string capabilities = "host.xml";
  std::string host = kSampleHost;
  bool several_hosts = false;
  Notes notes = Notes::kLeaveOut;
  std::function<void(CheckResult*)> change = {};  // what is done to the result, if anything
};

std::string ReportOf(const Format& format, const std::vector<SampleCheck>& checks,
                     const ReportOptions& options = {}, int exit_status = 0);

// Returns checks that have all that a report may have to show: each kind of finding, findings that
// do not count, guests that cannot be read, names and values full of markup.
std::vector<SampleCheck> SampleChecks();

// Returns how often `what` stands in `text`.
size_t CountOf(std::string_view what, std::string_view text);

// Returns whether the text is well-formed XML. If it is not, the test fails and shows the error.
bool IsWellFormed(const std::string& text);

}  // namespace domcheck

#endif  // CHECKER_REPORT_REPORT_TESTER_H_
