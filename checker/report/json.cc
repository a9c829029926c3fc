// The formats for programs: one JSON object for all guests, or one object per line for each guest.
// schemas/ has their JSON Schemas.
#include <optional>
#include <string>
#include <string_view>

#include "checker/base/json_writer.h"
#include "checker/base/version.h"
#include "checker/report/formats.h"
#include "checker/report/report.h"

namespace domcheck {
namespace {

// Writes null for an empty text.
std::optional<std::string_view> OrNull(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

void WriteFinding(const GuestReport& guest, const Finding& finding, JsonWriter* json) {
  json->BeginObject();
  json->Member("rule", finding.rule->id);
  json->Member("severity", SeverityName(finding.severity));
  json->Member("capability", OrNull(finding.capability));
  json->Member("value", finding.value);
  json->Member("allowed", finding.allowed);
  json->Member("suggestion", OrNull(finding.suggestion));
  json->Member("implied", finding.implied);
  json->Member("message", finding.message);
  if (finding.span) {
    const Position begin = guest.source->PositionAt(finding.span->begin);
    const Position end = guest.source->PositionAt(finding.span->end);
    json->Member("line", begin.line);
    json->Member("column", begin.column);
    json->Member("endLine", end.line);
    json->Member("endColumn", end.column);
  }
  if (!finding.path.empty()) json->Member("path", finding.path);
  if (finding.capability_line != 0) json->Member("capabilityLine", finding.capability_line);
  json->EndObject();
}

void GuestInObject(const GuestReport& guest, const ReportOptions& options, std::string* out) {
  const CheckResult& result = *guest.result;
  JsonWriter json(out);
  json.BeginObject();
  json.Member("domain", guest.domain);
  json.Member("capabilities", OrNull(guest.capabilities));
  json.Member("verdict", GuestVerdictName(result.verdict()));
  json.Member("asked", result.asked());
  json.Member("unknown", result.unknown());
  json.Key("findings").BeginArray();
  for (const Finding& finding : result.findings)
    if (IsReported(finding, options)) WriteFinding(guest, finding, &json);
  json.EndArray();
  if (!guest.remarks.empty()) json.Member("remarks", guest.remarks);
  json.EndObject();
}

void BeginLines(std::string*) {}

void GuestLine(const GuestReport& guest, const ReportOptions& options, std::string* out) {
  GuestInObject(guest, options, out);
  *out += "\n";
}

void EndLines(const Summary&, const ReportOptions&, std::string*) {}

void BeginObject(std::string* out) {
  *out += "{\"version\":1,\"tool\":";
  JsonWriter(out).BeginObject().Member("name", "domcheck").Member("version", kVersion).EndObject();
  *out += ",\"guests\":[\n";
}

void EndObject(const Summary& summary, const ReportOptions&, std::string* out) {
  // The summary comes last because it is known last: a report keeps no guests.
  *out += "\n],\"summary\":";
  JsonWriter json(out);
  json.BeginObject();
  json.Member("guests", summary.guests);
  json.Key("verdicts").BeginObject();
  for (const GuestVerdict verdict : {GuestVerdict::kCompatible, GuestVerdict::kIncompatible,
                                     GuestVerdict::kUnknown, GuestVerdict::kInvalid})
    json.Member(GuestVerdictName(verdict), summary.count(verdict));
  json.EndObject();
  json.Member("errors", summary.errors);
  json.Member("warnings", summary.warnings);
  json.Member("suppressed", summary.suppressed);
  json.Member("asked", summary.asked);
  json.Member("unknown", summary.unknown);
  json.Member("skipped", summary.skipped);
  if (summary.withheld > 0) json.Member("withheld", summary.withheld);
  json.EndObject();
  *out += "}\n";
}

}  // namespace

const Format kJsonFormat = {
    "json", "one JSON object for all guests", ",\n", false, BeginObject, GuestInObject, EndObject};
const Format kJsonLinesFormat = {
    "jsonl", "JSON Lines: one object a guest", "", false, BeginLines, GuestLine, EndLines};

}  // namespace domcheck
