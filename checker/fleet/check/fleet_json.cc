#include "checker/fleet/check/fleet_json.h"

#include "capsmodel/utf8.h"
#include "checker/base/version.h"

namespace domcheck {

std::string HexOf(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (const unsigned char byte : bytes) hex.append({kDigits[byte >> 4], kDigits[byte & 15]});
  return hex;
}

void WriteStatement(const FleetFinding& finding, JsonWriter* json) {
  const Statement& statement = *finding.statement;
  json->Member("rule", statement.rule).Member("severity", SeverityName(finding.severity));
  if (!statement.capability.empty()) json->Member("capability", statement.capability);
  if (statement.value) json->Member("value", *statement.value);
  if (!statement.lack.empty()) json->Member("lack", statement.lack);
  json->Member("message", statement.message);
  if (!statement.suggestion.empty()) json->Member("suggestion", statement.suggestion);
  if (!finding.path.empty()) json->Member("path", finding.path);
}

void WriteFinding(const FleetFinding& finding, JsonWriter* json) {
  WriteStatement(finding, json);
  if (finding.place) {
    json->Member("line", finding.place->line).Member("column", finding.place->column);
    json->Member("endLine", finding.place->end_line);
    json->Member("endColumn", finding.place->end_column);
    json->Member("source", finding.place->source);
  }
  if (finding.more_places > 0) json->Member("morePlaces", finding.more_places);
}

void WriteHosts(const HostClasses& classes, JsonWriter* json) {
  json->Member("fleet", 1).Member("domcheck", kVersion);
  json->Member("hosts", classes.hosts).Member("kinds", classes.hosts_of);
  json->Member("problems", classes.problems);
}

void WriteGuestHosts(const FleetGuest& guest, const HostClasses& classes, JsonWriter* json) {
  json->Member("guest", guest.name);
  if (FindInvalidUtf8(guest.name) != std::string::npos)
    json->Member("guestBytes", HexOf(guest.name));
  json->Member("number", guest.number);
  if (guest.is_invalid) json->Member("invalid", true);
  json->Member("runs", guest.CountRuns(classes));
  json->Member("cannot", guest.cannot).Member("unknown", guest.unknown);
  json->Member("otherArch", guest.other_arch);
}

void WriteGuest(const FleetGuest& guest, const HostClasses& classes, JsonWriter* json) {
  WriteGuestHosts(guest, classes, json);
  json->Key("findings").BeginArray();
  for (const FleetFinding& finding : guest.findings) {
    json->BeginObject();
    WriteFinding(finding, json);
    json->Member("kinds", finding.classes).EndObject();
  }
  json->EndArray();
}

void WriteSummary(const FleetSummary& summary, JsonWriter* json) {
  json->Member("guests", summary.guests).Member("runOnAll", summary.on_all);
  json->Member("runOnSome", summary.on_some).Member("runOnNone", summary.on_none);
  json->Member("invalid", summary.invalid).Member("tooFew", summary.too_few);
  json->Member("skipped", summary.skipped).Member("exitStatus", summary.exit_status);
}

}  // namespace domcheck
