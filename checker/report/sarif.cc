// SARIF 2.1.0 (OASIS), which code scanning services and editors read. Beside the violations, it
// lists what the document leaves open (results of kind "open") and what does not count
// (suppressed).
//
// The partial fingerprint "domcheck/v1" is a hash of the host, the rule, the element's path and the
// value, so that a result keeps its identity when lines move or the guest is renamed.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/element_spans.h"
#include "checker/base/json_writer.h"
#include "checker/base/xml_escape.h"
#include "checker/engine/misspelt_name.h"
#include "checker/report/finding_text.h"
#include "checker/report/fingerprint.h"
#include "checker/report/formats.h"
#include "checker/report/report.h"
#include "checker/report/report_path.h"
#include "checker/report/sarif_run.h"

namespace domcheck {
namespace {

constexpr int kLinkToCapability = 1;  // the id of the related location

SarifRegion RegionOf(const GuestReport& guest, Span span) {
  const Position begin = guest.source->PositionAt(span.begin);
  const Position end = guest.source->PositionAt(span.end);
  return SarifRegion{begin.line, begin.column, end.line, end.column};
}

std::optional<SarifRegion> RegionOf(const GuestReport& guest, const Finding& finding) {
  return finding.span ? std::optional(RegionOf(guest, *finding.span)) : std::nullopt;
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

void WriteCapabilityLocation(const GuestReport& guest, const Finding& finding, JsonWriter* json) {
  json->BeginObject().Member("id", kLinkToCapability);
  json->Key("physicalLocation").BeginObject();
  WriteSarifArtifact(SarifArtifactOf(guest.capabilities), &json->Key("artifactLocation"));
  json->Key("region").BeginObject().Member("startLine", finding.capability_line).EndObject();
  json->EndObject();
  WriteSarifMessage("where the host states " + finding.capability, &json->Key("message"));
  json->EndObject();
}

// What `domcheck fix` writes: `text` in place of each of the spans.
struct Replacement {
  std::vector<Span> spans;
  std::string text;
};

// Returns what `domcheck fix` writes. Nothing if the finding is not at a value or a name, or if its
// place holds only a part of the value. `spans` are made when the first name needs them.
std::optional<Replacement> ReplacementOf(const GuestReport& guest, const Finding& finding,
                                         std::optional<ElementSpans>* spans) {
  const std::string_view kind = SarifKindOf(finding.path);
  if (!finding.suggestion.empty() && IsAboutName(guest.source->text(), finding)) {
    if (!*spans) spans->emplace(guest.source->text());
    return Replacement{SpansOfName(guest.source->text(), **spans, finding), finding.suggestion};
  }
  if (finding.suggestion.empty() || finding.implied || !finding.value || !finding.span ||
      kind == "element")
    return std::nullopt;
  const std::string_view text = guest.source->text();
  const Span span = *finding.span;
  const std::string_view old = text.substr(span.begin, span.end - span.begin);
  const bool is_whole =
      kind == "attribute" || old == *finding.value || old == WrittenAt(text, span, *finding.value);
  const auto written = is_whole ? WrittenAt(text, span, finding.suggestion) : std::nullopt;
  if (!written) return std::nullopt;
  return Replacement{{span}, *written};
}

void WriteFix(const GuestReport& guest, const Finding& finding, const SarifArtifact& artifact,
              const Replacement& replacement, JsonWriter* json) {
  json->BeginObject();
  WriteSarifMessage("Replace '" + *finding.value + "' by '" + finding.suggestion + "'.",
                    &json->Key("description"));
  json->Key("artifactChanges").BeginArray().BeginObject();
  WriteSarifArtifact(artifact, &json->Key("artifactLocation"));
  json->Key("replacements").BeginArray();
  for (const Span span : replacement.spans) {
    json->BeginObject();
    WriteSarifRegion(RegionOf(guest, span), &json->Key("deletedRegion"));
    json->Key("insertedContent").BeginObject().Member("text", replacement.text).EndObject();
    json->EndObject();
  }
  json->EndArray();
  json->EndObject().EndArray();
  json->EndObject();
}

// SARIF requires this property in all results of a run or in none, so it may be empty.
void WriteSuppressions(const Finding& finding, JsonWriter* json) {
  json->Key("suppressions").BeginArray();
  if (finding.suppression != Suppression::kNone) {
    const bool is_in_source = finding.suppression == Suppression::kInSource;
    json->BeginObject().Member("kind", is_in_source ? "inSource" : "external");
    json->Member("status", "accepted");
    if (!finding.suppression_reason.empty())
      json->Member("justification", finding.suppression_reason);
    json->EndObject();
  }
  json->EndArray();
}

void WriteProperties(const GuestReport& guest, const Finding& finding, JsonWriter* json) {
  if (guest.capabilities.empty() && finding.capability.empty() && !finding.value &&
      finding.allowed.empty() && !finding.implied)
    return;
  json->Key("properties").BeginObject();
  if (!guest.capabilities.empty()) json->Member("capabilities", guest.capabilities);
  if (!finding.capability.empty()) json->Member("capability", finding.capability);
  if (finding.value) json->Member("value", *finding.value);
  if (!finding.allowed.empty()) json->Member("allowed", finding.allowed);
  if (finding.implied) json->Member("implied", true);
  json->EndObject();
}

void WriteResult(const GuestReport& guest, const SarifArtifact& artifact, const Finding& finding,
                 std::string_view fingerprint, std::optional<ElementSpans>* spans,
                 JsonWriter* json) {
  const std::optional<SarifRegion> region = RegionOf(guest, finding);
  const bool is_linked = finding.capability_line != 0 && IsFile(guest.capabilities);
  const std::string place = CapabilityPlace(guest, finding);
  json->BeginObject();
  json->Member("ruleId", finding.rule->id);
  json->Member("ruleIndex", SarifRuleIndex(finding.rule));
  if (finding.is_open) json->Member("kind", "open");
  json->Member("level", finding.is_open ? "none" : SeverityName(finding.severity));
  WriteSarifMessage(Sentence(finding, is_linked ? Link(place) : WithoutLinks(place)),
                    &json->Key("message"));
  json->Key("locations").BeginArray();
  WriteSarifLocation(artifact, region, finding.path, json);
  json->EndArray();
  // GitHub refuses a log with a location that is not in a file.
  if (is_linked) {
    json->Key("relatedLocations").BeginArray();
    WriteCapabilityLocation(guest, finding, json);
    json->EndArray();
  }
  json->Key("partialFingerprints").BeginObject().Member("domcheck/v1", fingerprint).EndObject();
  if (const auto replacement = ReplacementOf(guest, finding, spans)) {
    json->Key("fixes").BeginArray();
    WriteFix(guest, finding, artifact, *replacement, json);
    json->EndArray();
  }
  WriteSuppressions(finding, json);
  WriteProperties(guest, finding, json);
  json->EndObject();
}

void GuestResults(const GuestReport& guest, const ReportOptions&, std::string* out) {
  const std::string_view host = HostOf(guest);
  Fingerprints fingerprints({IsFile(host) ? PathFrom(WorkingFolder(), host) : std::string(host)});
  const SarifArtifact artifact = SarifArtifactOf(guest.domain);
  std::optional<ElementSpans> spans;
  bool is_first = true;
  for (const Finding& finding : guest.result->findings) {
    if (!is_first) *out += ",\n";
    is_first = false;
    JsonWriter json(out);
    WriteResult(guest, artifact, finding, fingerprints.Next(finding), &spans, &json);
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
