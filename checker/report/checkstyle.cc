// Checkstyle's XML, which reviewdog, Jenkins and many others read: a <file> for each guest, an
// <error> for each finding.
#include <string>

#include "checker/base/xml_escape.h"
#include "checker/report/finding_text.h"
#include "checker/report/formats.h"
#include "checker/report/report.h"

namespace domcheck {
namespace {

// Checkstyle has no notes; its least severity that readers show is "info".
std::string_view CheckstyleSeverity(Severity severity) {
  return severity == Severity::kNote ? "info" : SeverityName(severity);
}

void AddError(const GuestReport& guest, const Finding& finding, std::string* out) {
  *out += "    <error";
  if (finding.span) {
    const Position position = guest.source->PositionAt(finding.span->begin);
    *out += XmlAttribute("line", position.line) + XmlAttribute("column", position.column);
  } else {
    *out += XmlAttribute("line", "0");  // Checkstyle's line for a whole file
  }
  *out += XmlAttribute("severity", CheckstyleSeverity(finding.severity)) +
          XmlAttribute("message", FindingSentence(guest, finding)) +
          XmlAttribute("source", "domcheck." + std::string(finding.rule->id)) + "/>\n";
}

void BeginCheckstyle(std::string* out) {
  *out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n";
}

void GuestFile(const GuestReport& guest, const ReportOptions& options, std::string* out) {
  *out += "  <file" + XmlAttribute("name", guest.domain) + ">\n";
  for (const Finding& finding : guest.result->findings)
    if (IsReported(finding, options)) AddError(guest, finding, out);
  *out += "  </file>\n";
}

void EndCheckstyle(const Summary&, const ReportOptions&, std::string* out) {
  *out += "</checkstyle>\n";
}

}  // namespace

const Format kCheckstyleFormat = {"checkstyle",    "Checkstyle XML", "",           false,
                                  BeginCheckstyle, GuestFile,        EndCheckstyle};

}  // namespace domcheck
