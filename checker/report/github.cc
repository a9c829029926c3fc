// GitHub's workflow commands: a line for each finding, which GitHub turns from the workflow's log
// into an annotation of the file. GitHub does not document the unit of its columns; these count
// code points, like all columns of domcheck.
#include <string>
#include <string_view>

#include "checker/base/visible_text.h"
#include "checker/report/finding_text.h"
#include "checker/report/formats.h"
#include "checker/report/report.h"
#include "checker/report/report_path.h"

namespace domcheck {
namespace {

std::string_view CommandOf(Severity severity) {
  return severity == Severity::kNote ? "notice" : SeverityName(severity);
}

// Escapes what would end a command's message, and the `separators` of its properties. Other control
// characters are made visible, since the log is shown on terminals too.
std::string Escaped(std::string_view text, std::string_view separators) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : text) {
    if (c == '%' || c == '\r' || c == '\n' || separators.find(c) != std::string_view::npos) {
      escaped += '%';
      escaped += kDigits[static_cast<unsigned char>(c) >> 4];
      escaped += kDigits[static_cast<unsigned char>(c) & 0xF];
    } else {
      escaped += c;
    }
  }
  return VisibleText(escaped);
}

std::string Property(std::string_view name, std::string_view value) {
  return std::string(name) + "=" + Escaped(value, ":,");
}

std::string Property(std::string_view name, size_t value) {
  return "," + Property(name, std::to_string(value));
}

// GitHub expects paths relative to the repository, whatever folder of it domcheck runs in.
std::string PathInRepository(std::string_view name) {
  static const auto& repository = *new std::string(FolderFromEnvironment("GITHUB_WORKSPACE"));
  return PathFrom(repository, name);
}

void BeginCommands(std::string*) {}

void GuestCommands(const GuestReport& guest, const ReportOptions& options, std::string* out) {
  const std::string file = Property("file", PathInRepository(guest.domain));
  for (const Finding& finding : guest.result->findings) {
    if (!IsReported(finding, options)) continue;
    *out += "::" + std::string(CommandOf(finding.severity)) + " " + file;
    if (finding.span) {
      const Position begin = guest.source->PositionAt(finding.span->begin);
      const Position end = guest.source->PositionAt(finding.span->end);
      *out += Property("line", begin.line);
      // GitHub accepts columns only within one line.
      if (begin.line == end.line) *out += Property("col", begin.column);
      *out += Property("endLine", end.line);
      if (begin.line == end.line) *out += Property("endColumn", end.column);
    }
    *out += "," + Property("title", "domcheck " + std::string(finding.rule->id)) +
            "::" + Escaped(FindingSentence(guest, finding), "") + "\n";
  }
}

void EndCommands(const Summary&, const ReportOptions&, std::string*) {}

}  // namespace

const Format kGithubFormat = {
    "github",   "workflow commands of GitHub Actions", "", false, BeginCommands, GuestCommands,
    EndCommands};

}  // namespace domcheck
