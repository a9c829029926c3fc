// The format for spreadsheets (RFC 4180): a row for each guest and reason, or with places for each
// guest and host.
#include <string>

#include "checker/base/visible_text.h"
#include "checker/fleet/check/fleet_format.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

// Spreadsheets take a cell that begins like this for a formula; a stranger's file name must not be
// one.
bool LooksLikeFormula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@").find(text[0]) != std::string_view::npos;
}

std::string Cell(std::string_view text) {
  std::string cell = VisibleText(text);
  if (LooksLikeFormula(cell)) cell.insert(0, "'");
  if (cell.find_first_of(",\"") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + "\"";
}

std::string Row(std::initializer_list<std::string_view> cells) {
  std::string row;
  bool is_first = true;
  for (const std::string_view cell : cells) {
    row += (is_first ? "" : ",") + Cell(cell);
    is_first = false;
  }
  return row + "\r\n";
}

void Begin(const HostClasses&, const FleetOptions& options, std::string* out) {
  *out += options.places
              ? Row({"guest", "host"})
              : Row({"guest", "runs", "cannot", "unknown", "invalid", "line", "column", "severity",
                     "rule", "capability", "value", "hosts", "message", "names"});
}

void AddPlaces(const FleetGuest& guest, const HostClasses& classes, std::string* out) {
  for (const std::string_view host : classes.Names(guest.Runs(classes)))
    *out += Row({guest.name, host});
}

void AddGuest(const FleetGuest& guest, const HostClasses& classes, const FleetOptions& options,
              std::string* out) {
  if (options.places) return AddPlaces(guest, classes, out);
  const std::string runs = std::to_string(guest.CountRuns(classes));
  const std::string cannot = std::to_string(classes.Count(guest.cannot));
  const std::string unknown = std::to_string(classes.Count(guest.unknown));
  const std::string_view invalid = guest.is_invalid ? "yes" : "no";
  for (const FleetFinding& finding : guest.findings) {
    const bool has_place = finding.place.has_value();
    *out +=
        Row({guest.name, runs, cannot, unknown, invalid,
             has_place ? std::to_string(finding.place->line) : "",
             has_place ? std::to_string(finding.place->column) : "", SeverityName(finding.severity),
             finding.statement->rule, finding.statement->capability,
             finding.statement->value.value_or(""), std::to_string(classes.Count(finding.classes)),
             FleetSentence(finding, guest, classes), Joined(classes.Names(finding.classes), " ")});
  }
  if (guest.findings.empty())
    *out += Row({guest.name, runs, cannot, unknown, invalid, "", "", "", "", "", "", "", "", ""});
}

void End(const FleetSummary&, const HostClasses&, const FleetOptions&, std::string*) {}

}  // namespace

const FleetFormat kFleetCsvFormat = {
    "csv",    "for spreadsheets: a row a guest and reason; with --place, a guest and host",
    "",       Begin,
    AddGuest, End};

}  // namespace domcheck
