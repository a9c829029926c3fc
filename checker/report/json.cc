// The formats for programs: one JSON object for all guests, or one object per line for each guest.
// schemas/ has their JSON Schemas.
#include <nlohmann/json.hpp>
#include <string>

#include "checker/base/version.h"
#include "checker/report/formats.h"
#include "checker/report/json_text.h"
#include "checker/report/report.h"

namespace domcheck {
namespace {

using Json = nlohmann::ordered_json;

template <typename Text>
Json OrNull(const Text& text, bool is_null) {
  return is_null ? Json(nullptr) : Json(text);
}

Json FindingJson(const GuestReport& guest, const Finding& finding) {
  Json json = {
      {"rule", finding.rule->id},
      {"severity", SeverityName(finding.severity)},
      {"capability", OrNull(finding.capability, finding.capability.empty())},
      {"value", OrNull(finding.value.value_or(""), !finding.value)},
      {"allowed", finding.allowed},
      {"suggestion", OrNull(finding.suggestion, finding.suggestion.empty())},
      {"implied", finding.implied},
      {"message", finding.message},
  };
  if (finding.span) {
    const Position begin = guest.source->PositionAt(finding.span->begin);
    const Position end = guest.source->PositionAt(finding.span->end);
    json["line"] = begin.line;
    json["column"] = begin.column;
    json["endLine"] = end.line;
    json["endColumn"] = end.column;
  }
  if (!finding.path.empty()) json["path"] = finding.path;
  if (finding.capability_line != 0) json["capabilityLine"] = finding.capability_line;
  return json;
}

std::string GuestJson(const GuestReport& guest, const ReportOptions& options) {
  const CheckResult& result = *guest.result;
  Json json = {
      {"domain", guest.domain},
      {"capabilities", OrNull(guest.capabilities, guest.capabilities.empty())},
      {"verdict", GuestVerdictName(result.verdict())},
      {"asked", result.asked()},
      {"unknown", result.unknown()},
      {"findings", Json::array()},
  };
  for (const Finding& finding : result.findings)
    if (IsReported(finding, options)) json["findings"].push_back(FindingJson(guest, finding));
  if (!guest.remarks.empty()) json["remarks"] = guest.remarks;
  return DumpJson(json);
}

void BeginLines(std::string*) {}

void GuestLine(const GuestReport& guest, const ReportOptions& options, std::string* out) {
  *out += GuestJson(guest, options) + "\n";
}

void EndLines(const Summary&, const ReportOptions&, std::string*) {}

void BeginObject(std::string* out) {
  const Json tool = {{"name", "domcheck"}, {"version", kVersion}};
  *out += "{\"version\":1,\"tool\":" + DumpJson(tool) + ",\"guests\":[\n";
}

void GuestInObject(const GuestReport& guest, const ReportOptions& options, std::string* out) {
  *out += GuestJson(guest, options);
}

void EndObject(const Summary& summary, const ReportOptions&, std::string* out) {
  Json json = {{"guests", summary.guests}};
  for (const GuestVerdict verdict : {GuestVerdict::kCompatible, GuestVerdict::kIncompatible,
                                     GuestVerdict::kUnknown, GuestVerdict::kInvalid})
    json["verdicts"][std::string(GuestVerdictName(verdict))] = summary.count(verdict);
  json["errors"] = summary.errors;
  json["warnings"] = summary.warnings;
  json["suppressed"] = summary.suppressed;
  json["asked"] = summary.asked;
  json["unknown"] = summary.unknown;
  json["skipped"] = summary.skipped;
  if (summary.withheld > 0) json["withheld"] = summary.withheld;
  // The summary comes last because it is known last: a report keeps no guests.
  *out += "\n],\"summary\":" + DumpJson(json) + "}\n";
}

}  // namespace

const Format kJsonFormat = {
    "json", "one JSON object for all guests", ",\n", false, BeginObject, GuestInObject, EndObject};
const Format kJsonLinesFormat = {
    "jsonl", "JSON Lines: one object a guest", "", false, BeginLines, GuestLine, EndLines};

}  // namespace domcheck
