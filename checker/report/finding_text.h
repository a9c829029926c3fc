// The words in which several formats, the hook and the editor report one finding.
#ifndef CHECKER_REPORT_FINDING_TEXT_H_
#define CHECKER_REPORT_FINDING_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "checker/report/report.h"

namespace domcheck {

// Returns "fdc, scsi, virtio"; a long list ends with the number of values left out.
std::string ListOffered(const std::vector<std::string>& offered);

// Returns the host's name, or the name of its document if the caller names no host.
std::string_view HostOf(const GuestReport& guest);

// Returns the place in the host's document that decides the finding: "host.xml:145". Without such a
// line, returns the host's name if the guest is checked against several hosts, else "".
std::string CapabilityPlace(const GuestReport& guest, const Finding& finding);

// Returns the finding on one line: its message, what the host offers, `capability_place` in
// parentheses, and the suggestion. The sentence is safe for a terminal; a format with markup has to
// escape it.
std::string FindingSentence(const Finding& finding, std::string_view capability_place);
std::string FindingSentence(const GuestReport& guest, const Finding& finding);

}  // namespace domcheck

#endif  // CHECKER_REPORT_FINDING_TEXT_H_
