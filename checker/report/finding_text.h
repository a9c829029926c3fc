// What several formats say of a finding, or of all of them, in the same words.
#ifndef CHECKER_REPORT_FINDING_TEXT_H_
#define CHECKER_REPORT_FINDING_TEXT_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "checker/report/colors.h"
#include "checker/report/report.h"

namespace domcheck {

// "fdc, scsi, virtio"; of a long list only the first values.
std::string ListOffered(const std::vector<std::string>& offered);

// The host by its name, or by that of its document where the caller does not name it.
std::string_view HostOf(const GuestReport& guest);

// Where the host's document decides the finding: "host.xml:145", or the host's name where nothing
// else tells which of several is meant. Empty where neither is to be said.
std::string CapabilityPlace(const GuestReport& guest, const Finding& finding);

// The finding in one line: its message, what the host offers, `capability_place` in parentheses,
// and what was perhaps meant. Safe for a terminal, but for no format's own markup.
std::string FindingSentence(const Finding& finding, std::string_view capability_place);
std::string FindingSentence(const GuestReport& guest, const Finding& finding);

// The line of a finding that editors can jump to, "web.xml:7:3: error: message [rule]", as a
// terminal may show it.
struct FindingLine {
  std::string_view domain;
  std::optional<Position> position;
  Severity severity;
  std::string_view message;
  std::string_view rule;
};
void AppendFindingLine(const FindingLine& line, const Colors& colors, std::string* out);

// "kvm01, kvm02 and 28 more": the first of `all` names, of which `names` has at least `most` + 1
// where there are more. Two or more are left out, or none. Shown as a terminal may show them.
std::string ListFirst(const std::vector<std::string_view>& names, size_t most, size_t all);
inline std::string ListFirst(const std::vector<std::string>& names, size_t most, size_t all) {
  return ListFirst(std::vector<std::string_view>(names.begin(), names.end()), most, all);
}
inline std::string ListFirst(const std::vector<std::string>& names, size_t most) {
  return ListFirst(names, most, names.size());
}

// "2 XML files that are no guests were skipped".
std::string DescribeSkipped(size_t count);

// The rules that fired most, with how often, up to `most` of them.
std::vector<std::pair<std::string_view, size_t>> MostFired(const Summary& summary, size_t most);

}  // namespace domcheck

#endif  // CHECKER_REPORT_FINDING_TEXT_H_
