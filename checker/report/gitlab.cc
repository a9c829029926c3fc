// GitLab's Code Quality report: a JSON array with an object for each finding. GitLab compares the
// reports of two branches by fingerprint, and shows only one of the findings that share one.
#include <string>

#include "checker/base/json_writer.h"
#include "checker/report/finding_text.h"
#include "checker/report/fingerprint.h"
#include "checker/report/formats.h"
#include "checker/report/report.h"
#include "checker/report/report_path.h"

namespace domcheck {
namespace {

std::string_view GitlabSeverity(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "major";
    case Severity::kWarning:
      return "minor";
    case Severity::kNote:
      break;
  }
  return "info";
}

// GitLab expects paths relative to the repository, whatever folder of it domcheck runs in.
std::string PathInRepository(std::string_view name) {
  static const auto& repository = *new std::string(FolderFromEnvironment("CI_PROJECT_DIR"));
  return PathFrom(repository, name);
}

void BeginArray(std::string* out) { *out += "[\n"; }

void GuestFindings(const GuestReport& guest, const ReportOptions& options, std::string* out) {
  const std::string path = PathInRepository(guest.domain);
  Fingerprints fingerprints({path, HostOf(guest)});
  bool is_first = true;
  for (const Finding& finding : guest.result->findings) {
    if (!IsReported(finding, options)) continue;
    const size_t line = finding.span ? guest.source->PositionAt(finding.span->begin).line : 1;
    if (!is_first) *out += ",\n";
    JsonWriter json(out);
    json.BeginObject();
    json.Member("description", FindingSentence(guest, finding));
    json.Member("check_name", finding.rule->id);
    json.Member("fingerprint", fingerprints.Next(finding));
    json.Member("severity", GitlabSeverity(finding.severity));
    json.Key("location").BeginObject().Member("path", path);
    json.Key("lines").BeginObject().Member("begin", line).EndObject();
    json.EndObject().EndObject();
    is_first = false;
  }
}

void EndArray(const Summary&, const ReportOptions&, std::string* out) { *out += "\n]\n"; }

}  // namespace

const Format kGitlabFormat = {"gitlab",   "GitLab Code Quality", ",\n",   false,
                              BeginArray, GuestFindings,         EndArray};

}  // namespace domcheck
