// SARIF 2.1.0 (OASIS), which code scanning services and editors read. Beside the violations, it
// lists what the document leaves open (results of kind "open") and what does not count
// (suppressed).
//
// The partial fingerprint "domcheck/v1" is a hash of the host, the rule, the element's path and the
// value, so that a result keeps its identity when lines move or the guest is renamed.
#include <nlohmann/json.hpp>
#include <string>

#include "checker/base/xml_escape.h"
#include "checker/report/finding_text.h"
#include "checker/report/fingerprint.h"
#include "checker/report/formats.h"
#include "checker/report/json_text.h"
#include "checker/report/report.h"
#include "checker/report/report_path.h"
#include "checker/report/sarif_run.h"

namespace domcheck {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kLinkToCapability = 1;  // the id of the related location

Json Region(const SourceFile& source, Span span) {
  const Position begin = source.PositionAt(span.begin);
  const Position end = source.PositionAt(span.end);
  return {{"startLine", begin.line},
          {"startColumn", begin.column},
          {"endLine", end.line},
          {"endColumn", end.column}};
}

Json Location(const Json& artifact, const Finding& finding, const Json& region) {
  Json location = {{"physicalLocation", {{"artifactLocation", artifact}}}};
  if (!region.is_null()) location["physicalLocation"]["region"] = region;
  if (!finding.path.empty())
    location["logicalLocations"] =
        SarifArray({{"fullyQualifiedName", finding.path}, {"kind", SarifKindOf(finding.path)}});
  return location;
}

// Returns whether the deciding document is a file, to which a location can point.
bool IsFile(std::string_view document) {
  return !document.empty() && document[0] != '@' && document != "-" &&
         document.find("://") == std::string_view::npos;
}

// Escapes text so that it contains no link in a message (SARIF 2.1.0, 3.11.6).
std::string WithoutLinks(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\' || c == '[' || c == ']') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

// Returns a link to the related location, for a message.
std::string Link(std::string_view text) {
  return "[" + WithoutLinks(text) + "](" + std::to_string(kLinkToCapability) + ")";
}

std::string Sentence(const Finding& finding, const std::string& place) {
  Finding shown;
  shown.message = WithoutLinks(finding.message);
  shown.capability_line = finding.capability_line;
  for (const std::string& value : finding.allowed) shown.allowed.push_back(WithoutLinks(value));
  shown.suggestion = WithoutLinks(finding.suggestion);
  return FindingSentence(shown, place);
}

Json CapabilityLocation(const GuestReport& guest, const Finding& finding) {
  return {{"id", kLinkToCapability},
          {"physicalLocation",
           {{"artifactLocation", SarifArtifact(guest.capabilities)},
            {"region", {{"startLine", finding.capability_line}}}}},
          {"message", SarifMessage("where the host states " + finding.capability)}};
}

// Returns a fix that replaces the value by the suggestion, as `domcheck fix` does. Null if the
// finding is not at a value, or if its place holds only a part of the value.
Json Fix(const GuestReport& guest, const Finding& finding, const Json& artifact,
         const Json& region) {
  const std::string_view kind = SarifKindOf(finding.path);
  if (finding.suggestion.empty() || finding.implied || !finding.value || region.is_null() ||
      kind == "element")
    return nullptr;
  const std::string_view text = guest.source->text();
  const Span span = *finding.span;
  const std::string_view old = text.substr(span.begin, span.end - span.begin);
  const bool is_whole =
      kind == "attribute" || old == *finding.value || old == WrittenAt(text, span, *finding.value);
  const auto written = WrittenAt(text, span, finding.suggestion);
  if (!is_whole || !written) return nullptr;
  Json change = {{"artifactLocation", artifact},
                 {"replacements", SarifArray({{"deletedRegion", region},
                                              {"insertedContent", {{"text", *written}}}})}};
  return {{"description",
           SarifMessage("Replace '" + *finding.value + "' by '" + finding.suggestion + "'.")},
          {"artifactChanges", SarifArray(std::move(change))}};
}

// SARIF requires this property in all results of a run or in none, so it may be empty.
Json Suppressions(const Finding& finding) {
  Json suppressions = Json::array();
  if (finding.suppression == Suppression::kNone) return suppressions;
  const bool is_in_source = finding.suppression == Suppression::kInSource;
  Json suppression = {{"kind", is_in_source ? "inSource" : "external"}, {"status", "accepted"}};
  if (!finding.suppression_reason.empty())
    suppression["justification"] = finding.suppression_reason;
  suppressions.push_back(std::move(suppression));
  return suppressions;
}

Json Properties(const GuestReport& guest, const Finding& finding) {
  Json properties = Json::object();
  if (!guest.capabilities.empty()) properties["capabilities"] = guest.capabilities;
  if (!finding.capability.empty()) properties["capability"] = finding.capability;
  if (finding.value) properties["value"] = *finding.value;
  if (!finding.allowed.empty()) properties["allowed"] = finding.allowed;
  if (finding.implied) properties["implied"] = true;
  return properties;
}

Json ResultJson(const GuestReport& guest, const Json& artifact, const Finding& finding,
                std::string fingerprint) {
  const Json region = finding.span ? Region(*guest.source, *finding.span) : Json(nullptr);
  const bool is_linked = finding.capability_line != 0 && IsFile(guest.capabilities);
  const std::string place = CapabilityPlace(guest, finding);
  Json result = {{"ruleId", finding.rule->id}, {"ruleIndex", SarifRuleIndex(finding.rule)}};
  if (finding.is_open) result["kind"] = "open";
  result["level"] = finding.is_open ? "none" : SeverityName(finding.severity);
  result["message"] =
      SarifMessage(Sentence(finding, is_linked ? Link(place) : WithoutLinks(place)));
  result["locations"] = SarifArray(Location(artifact, finding, region));
  // GitHub refuses a log with a location that is not in a file.
  if (is_linked) result["relatedLocations"] = SarifArray(CapabilityLocation(guest, finding));
  result["partialFingerprints"] = {{"domcheck/v1", std::move(fingerprint)}};
  if (Json fix = Fix(guest, finding, artifact, region); !fix.is_null())
    result["fixes"] = SarifArray(std::move(fix));
  result["suppressions"] = Suppressions(finding);
  if (Json properties = Properties(guest, finding); !properties.empty())
    result["properties"] = std::move(properties);
  return result;
}

void GuestResults(const GuestReport& guest, const ReportOptions&, std::string* out) {
  const std::string_view host = HostOf(guest);
  Fingerprints fingerprints({IsFile(host) ? PathFrom(WorkingFolder(), host) : std::string(host)});
  const Json artifact = SarifArtifact(guest.domain);
  bool is_first = true;
  for (const Finding& finding : guest.result->findings) {
    if (!is_first) *out += ",\n";
    is_first = false;
    *out += DumpJson(ResultJson(guest, artifact, finding, fingerprints.Next(finding)));
  }
}

void EndSarif(const Summary& summary, const ReportOptions&, std::string* out) {
  EndSarifRun(summary.exit_status, out);
}

}  // namespace

const Format kSarifFormat = {
    "sarif", "SARIF 2.1.0, for code scanning and editors", ",\n", true, BeginSarifRun, GuestResults,
    EndSarif};

}  // namespace domcheck
