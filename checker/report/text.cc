// The format for people: for each finding a line that editors can jump to, the source line with the
// value underlined, what the host offers, and the suggestion.
#include <algorithm>
#include <optional>
#include <string>

#include "capsmodel/utf8.h"
#include "checker/base/visible_text.h"
#include "checker/report/colors.h"
#include "checker/report/finding_line.h"
#include "checker/report/finding_text.h"
#include "checker/report/formats.h"
#include "checker/report/report.h"
#include "checker/report/summary_text.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

constexpr size_t kGutter = 5;     // columns of the line number
constexpr size_t kMostRules = 5;  // rules that the summary names
// How many code points of a long source line are shown before and behind the value, and how many of
// the value itself.
constexpr size_t kContextBefore = 60;
constexpr size_t kContextBehind = 60;
constexpr size_t kMostOfValue = 120;

std::string RightAligned(size_t number, size_t width) {
  std::string text = std::to_string(number);
  return std::string(text.size() < width ? width - text.size() : 0, ' ') + text;
}

// Makes tabs four columns wide, so that the underline fits the value on every terminal.
std::string ExpandTabs(std::string_view text) {
  if (text.find('\t') == std::string_view::npos) return VisibleText(text);
  std::string expanded;
  for (const char c : text) expanded += c == '\t' ? std::string(4, ' ') : std::string(1, c);
  return VisibleText(expanded);
}

void AddSourceLine(const SourceFile& source, Span span, std::string_view color,
                   const Colors& colors, std::string* out) {
  const Position position = source.PositionAt(span.begin);
  const std::string_view line = source.Line(position.line);
  if (TrimXmlSpace(line).empty()) return;
  const auto line_begin = static_cast<size_t>(line.data() - source.text().data());
  const size_t begin = span.begin - line_begin;
  const size_t end = std::min(std::max(span.end - line_begin, begin), line.size());
  const size_t from = CodePointsBefore(line, begin, kContextBefore);
  const size_t shown = std::min(end, CodePointsAfter(line, begin, kMostOfValue));
  const size_t to = shown < end ? shown : CodePointsAfter(line, end, kContextBehind);
  const std::string before = (from > 0 ? "..." : "") + ExpandTabs(line.substr(from, begin - from));
  const std::string value = ExpandTabs(line.substr(begin, shown - begin));
  const std::string behind =
      ExpandTabs(line.substr(shown, to - shown)) + (to < line.size() ? "..." : "");

  *out += RightAligned(position.line, kGutter) + " | " + before + value + behind + "\n";
  *out += std::string(kGutter + 1, ' ') + "| " + std::string(TerminalWidth(before), ' ');
  *out += color;
  *out += "^" + std::string(std::max<size_t>(TerminalWidth(value), 1) - 1, '~');
  *out += colors.reset;
  *out += "\n";
}

std::string Offered(const std::vector<std::string>& values, bool lists_all) {
  return VisibleText(lists_all ? Joined(values) : ListOffered(values));
}

void AddFinding(const GuestReport& guest, const Finding& finding, const ReportOptions& options,
                std::string* out) {
  const Colors colors = ColorsIf(options.color);
  std::optional<Position> position;
  if (finding.span) position = guest.source->PositionAt(finding.span->begin);
  AppendFindingLine({guest.domain, position, finding.severity, finding.message, finding.rule->id},
                    colors, out);
  if (finding.span)
    AddSourceLine(*guest.source, *finding.span, colors.Of(finding.severity), colors, out);
  const std::string indent(kGutter + 1, ' ');
  if (finding.capability_line != 0) {
    const bool has_list = !finding.allowed.empty();
    *out += indent + "= " +
            (has_list ? "host offers: " + Offered(finding.allowed, options.lists_all_offered) + " ("
                      : "stated at ") +
            VisibleText(guest.capabilities) + ":" + std::to_string(finding.capability_line) +
            (has_list ? ")\n" : "\n");
  }
  // If the host offers only one value, the line above has named it.
  if (!finding.suggestion.empty() && (finding.allowed.size() > 1 || finding.capability_line == 0))
    *out += indent + "= did you mean " + std::string(colors.hint) + "'" +
            VisibleText(finding.suggestion) + "'" + std::string(colors.reset) + "?\n";
}

void AddRemark(const GuestReport& guest, std::string_view remark, const Colors& colors,
               std::string* out) {
  *out += std::string(colors.bold) + VisibleText(guest.domain) + ": " + std::string(colors.reset);
  *out += std::string(colors.note) + "note: " + std::string(colors.reset);
  *out += VisibleText(remark) + "\n";
}

void BeginText(std::string*) {}

void GuestText(const GuestReport& guest, const ReportOptions& options, std::string* out) {
  for (const Finding& finding : guest.result->findings)
    if (IsReported(finding, options)) AddFinding(guest, finding, options, out);
  for (const std::string& remark : guest.remarks)
    AddRemark(guest, remark, ColorsIf(options.color), out);
}

std::string ListMostFired(const Summary& summary) {
  std::string list;
  for (const auto& [rule, count] : MostFired(summary, kMostRules))
    list += (list.empty() ? "" : ", ") + std::string(rule) + " " + std::to_string(count);
  return list;
}

void EndText(const Summary& summary, const ReportOptions&, std::string* out) {
  std::string verdicts;
  for (const GuestVerdict verdict : {GuestVerdict::kCompatible, GuestVerdict::kIncompatible,
                                     GuestVerdict::kUnknown, GuestVerdict::kInvalid}) {
    if (summary.count(verdict) == 0) continue;
    verdicts += (verdicts.empty() ? "" : ", ") + std::to_string(summary.count(verdict)) + " " +
                std::string(GuestVerdictName(verdict));
  }
  if (!out->empty() || summary.errors + summary.warnings > 0) *out += "\n";
  *out += Count(summary.guests, "guest") + ": " + (verdicts.empty() ? "none checked" : verdicts) +
          " (" + Count(summary.errors, "error") + ", " + Count(summary.warnings, "warning") + "; " +
          std::to_string(summary.asked) + " asked, " + std::to_string(summary.unknown) +
          " unknown)\n";
  if (summary.suppressed > 0)
    *out += Count(summary.suppressed, "finding") + " ignored or in the baseline\n";
  if (summary.withheld > 0) *out += DescribeWithheld(summary.withheld) + "\n";
  if (summary.guests > 1 && summary.fired.size() > 1)
    *out += "most often: " + ListMostFired(summary) + "\n";
}

}  // namespace

const Format kTextFormat = {
    "text",    "for people: the source line, what the host offers (default)",
    "",        false,
    BeginText, GuestText,
    EndText};

}  // namespace domcheck
