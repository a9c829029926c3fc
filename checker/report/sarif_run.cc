#include "checker/report/sarif_run.h"

#include "checker/base/version.h"
#include "checker/report/explain.h"
#include "checker/report/report_path.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

constexpr std::string_view kSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
constexpr std::string_view kBase = "%SRCROOT%";

// "disk-bus" becomes "DiskBus": a rule's name is for people and, by custom, one word.
std::string RuleName(const Rule& rule) {
  std::string name;
  bool begins_word = true;
  for (const char c : rule.id) {
    if (c != '-')
      name += begins_word && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    begins_word = c == '-';
  }
  return name;
}

void WriteText(std::string_view key, std::string_view text, JsonWriter* json) {
  json->Key(key).BeginObject().Member("text", text).EndObject();
}

void WriteRule(const Rule& rule, JsonWriter* json) {
  json->BeginObject();
  json->Member("id", rule.id);
  json->Member("name", RuleName(rule));
  WriteText("shortDescription", std::string(rule.summary) + ".", json);
  WriteText("fullDescription", rule.explanation, json);
  json->Key("help").BeginObject();
  json->Member("text", ExplainRule(rule)).Member("markdown", RuleAsMarkdown(rule)).EndObject();
  json->Member("helpUri", rule.link);
  json->Key("defaultConfiguration").BeginObject();
  json->Member("level", SeverityName(rule.severity)).EndObject();
  json->EndObject();
}

void WriteTool(JsonWriter* json) {
  json->BeginObject().Key("driver").BeginObject();
  json->Member("name", "domcheck");
  json->Member("version", kVersion);
  json->Member("semanticVersion", kVersion);
  json->Member("informationUri", kInformationUri);
  json->Key("rules").BeginArray();
  for (const Rule* rule : AllRules()) WriteRule(*rule, json);
  json->EndArray().EndObject().EndObject();
}

std::string FolderUri(const std::string& folder) {
  return PathAsUri(folder == "/" ? folder : folder + "/");
}

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace

size_t SarifRuleIndex(const Rule* rule) {
  size_t index = 0;
  while (AllRules()[index] != rule) ++index;
  return index;
}

// A brace begins a placeholder in a message, so a literal one is doubled.
void WriteSarifMessage(std::string_view text, JsonWriter* json) {
  std::string escaped;
  for (const char c : text) escaped.append(c == '{' || c == '}' ? 2 : 1, c);
  json->BeginObject().Member("text", escaped).EndObject();
}

SarifArtifact SarifArtifactOf(std::string_view name) {
  const std::string path = PathFrom(WorkingFolder(), name);
  return {PathAsUri(path), path[0] != '/'};
}

void WriteSarifArtifact(const SarifArtifact& artifact, JsonWriter* json) {
  json->BeginObject().Member("uri", artifact.uri);
  if (artifact.is_in_base) json->Member("uriBaseId", kBase);
  json->EndObject();
}

void WriteSarifRegion(const SarifRegion& region, JsonWriter* json) {
  json->BeginObject();
  json->Member("startLine", region.start_line).Member("startColumn", region.start_column);
  json->Member("endLine", region.end_line).Member("endColumn", region.end_column);
  json->EndObject();
}

void WriteSarifLocation(const SarifArtifact& artifact, const std::optional<SarifRegion>& region,
                        std::string_view path, JsonWriter* json) {
  json->BeginObject().Key("physicalLocation").BeginObject();
  WriteSarifArtifact(artifact, &json->Key("artifactLocation"));
  if (region) WriteSarifRegion(*region, &json->Key("region"));
  json->EndObject();
  if (!path.empty()) {
    json->Key("logicalLocations").BeginArray().BeginObject();
    json->Member("fullyQualifiedName", path).Member("kind", SarifKindOf(path));
    json->EndObject().EndArray();
  }
  json->EndObject();
}

std::string_view SarifKindOf(std::string_view path) {
  if (EndsWith(path, "/text()")) return "text";
  return path.find("/@") != std::string_view::npos ? "attribute" : "element";
}

void BeginSarifRun(std::string* out) {
  *out += "{\"$schema\":" + JsonString(kSchema) + ",\"version\":\"2.1.0\",\"runs\":[{\"tool\":";
  JsonWriter tool(out);
  WriteTool(&tool);
  *out +=
      ",\n\"columnKind\":\"unicodeCodePoints\",\"newlineSequences\":[\"\\r\\n\",\"\\n\",\"\\r\"],"
      "\"originalUriBaseIds\":";
  JsonWriter bases(out);
  bases.BeginObject().Key(kBase).BeginObject().Member("uri", FolderUri(WorkingFolder()));
  bases.EndObject().EndObject();
  *out += ",\"results\":[\n";
}

void EndSarifRun(int exit_status, std::string* out) {
  constexpr int kGreatestOfSuccess = 1;  // 2 means that an input could not be read
  *out += "\n],\"invocations\":[";
  JsonWriter json(out);
  json.BeginObject();
  json.Member("executionSuccessful", exit_status <= kGreatestOfSuccess);
  json.Member("exitCode", exit_status);
  json.Key("workingDirectory").BeginObject().Member("uri", FolderUri(WorkingFolder())).EndObject();
  json.EndObject();
  *out += "]}]}\n";
}

}  // namespace domcheck
