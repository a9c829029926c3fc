// GitHub's workflow commands: a line a finding, which a workflow's log turns into an annotation of
// the file. GitHub does not say in what it counts columns; they are code points as everywhere here.
#include "checker/report/github.h"

#include <vector>

#include "checker/base/visible_text.h"
#include "checker/report/finding_text.h"
#include "checker/report/formats.h"
#include "checker/report/report_path.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

constexpr size_t kMostRules = 10;  // that the summary lists

std::string_view CommandOf(Severity severity) {
  return severity == Severity::kNote ? "notice" : SeverityName(severity);
}

// With the escapes of a command's message and, where `separators` has them, of its properties. A
// log is shown on terminals too, so that other control characters are made visible.
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

// Paths are relative to the repository, wherever in it domcheck runs.
std::string PathInRepository(std::string_view name) {
  static const auto& repository = *new std::string(FolderFromEnvironment("GITHUB_WORKSPACE"));
  return PathFrom(repository, name);
}

void BeginCommands(std::string*) {}

void GuestCommands(const GuestReport& guest, const ReportOptions& options, std::string* out) {
  const std::string file = Property("file", PathInRepository(guest.domain));
  for (const Finding& finding : guest.result->findings) {
    if (!IsTold(finding, options)) continue;
    *out += "::" + std::string(CommandOf(finding.severity)) + " " + file;
    if (finding.span) {
      const Position begin = guest.source->PositionAt(finding.span->begin);
      const Position end = guest.source->PositionAt(finding.span->end);
      *out += Property("line", begin.line);
      // GitHub takes columns within one line only.
      if (begin.line == end.line) *out += Property("col", begin.column);
      *out += Property("endLine", end.line);
      if (begin.line == end.line) *out += Property("endColumn", end.column);
    }
    *out += "," + Property("title", "domcheck " + std::string(finding.rule->id)) +
            "::" + Escaped(FindingSentence(guest, finding), "") + "\n";
  }
}

void EndCommands(const Summary&, const ReportOptions&, std::string*) {}

using Cells = std::vector<std::string>;

std::string Row(const Cells& cells) {
  std::string row = "|";
  for (const std::string& cell : cells) row += " " + cell + " |";
  return row + "\n";
}

// Of one row of numbers.
std::string NumberTable(const Cells& heads, const std::vector<size_t>& numbers) {
  Cells cells;
  for (const size_t number : numbers) cells.push_back(std::to_string(number));
  return Row(heads) + Row(Cells(heads.size(), "---:")) + Row(cells);
}

std::string Headline(const Summary& summary) {
  const size_t bad = summary.count(GuestVerdict::kIncompatible);
  const size_t unread = summary.count(GuestVerdict::kInvalid);
  if (summary.guests == 0) return "no guest was checked";
  std::string text;
  if (bad > 0)
    text = std::to_string(bad) + " of " + std::to_string(summary.guests) + " incompatible";
  if (unread > 0)
    text += (text.empty() ? "" : ", ") + std::to_string(unread) + " could not be read";
  return text.empty() ? "no incompatible guest" : text;
}

}  // namespace

std::string GithubJobSummary(const Summary& summary) {
  std::string text = "### domcheck: " + Headline(summary) + "\n\n";
  text +=
      NumberTable({"guests", "compatible", "incompatible", "unknown", "invalid"},
                  {summary.guests, summary.count(GuestVerdict::kCompatible),
                   summary.count(GuestVerdict::kIncompatible),
                   summary.count(GuestVerdict::kUnknown), summary.count(GuestVerdict::kInvalid)});
  text += "\n" + NumberTable({"errors", "warnings", "ignored or known", "asked", "unknown"},
                             {summary.errors, summary.warnings, summary.suppressed, summary.asked,
                              summary.unknown});
  if (summary.withheld > 0) text += "\n" + DescribeWithheld(summary.withheld) + "\n";
  const auto fired = MostFired(summary, kMostRules);
  if (fired.empty()) return text + "\n";
  text += "\n" + Row({"findings", "rule"}) + Row({"---:", "---"});
  for (const auto& [id, count] : fired)
    text += Row({std::to_string(count),
                 "[" + std::string(id) + "](" + std::string(FindRule(id)->link) + ")"});
  if (summary.fired.size() > fired.size())
    text += "\nand " + std::to_string(summary.fired.size() - fired.size()) + " more rules\n";
  return text + "\n";
}

const Format kGithubFormat = {
    "github",   "workflow commands of GitHub Actions", "", false, BeginCommands, GuestCommands,
    EndCommands};

}  // namespace domcheck
