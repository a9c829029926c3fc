#include "checker/report/sarif_run.h"

#include <nlohmann/json.hpp>

#include "checker/base/version.h"
#include "checker/report/explain.h"
#include "checker/report/json_text.h"
#include "checker/report/report_path.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

using Json = nlohmann::ordered_json;

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

Json RuleJson(const Rule& rule) {
  return {
      {"id", rule.id},
      {"name", RuleName(rule)},
      {"shortDescription", {{"text", std::string(rule.summary) + "."}}},
      {"fullDescription", {{"text", rule.explanation}}},
      {"help", {{"text", ExplainRule(rule)}, {"markdown", RuleAsMarkdown(rule)}}},
      {"helpUri", rule.link},
      {"defaultConfiguration", {{"level", SeverityName(rule.severity)}}},
  };
}

Json ToolJson() {
  Json rules = Json::array();
  for (const Rule* rule : AllRules()) rules.push_back(RuleJson(*rule));
  return {{"driver",
           {{"name", "domcheck"},
            {"version", kVersion},
            {"semanticVersion", kVersion},
            {"informationUri", kInformationUri},
            {"rules", std::move(rules)}}}};
}

std::string FolderUri(const std::string& folder) {
  return PathAsUri(folder == "/" ? folder : folder + "/");
}

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace

Json SarifArray(Json element) {
  Json array = Json::array();
  array.push_back(std::move(element));
  return array;
}

size_t SarifRuleIndex(const Rule* rule) {
  size_t index = 0;
  while (AllRules()[index] != rule) ++index;
  return index;
}

// A brace begins a placeholder in a message, so a literal one is doubled.
Json SarifMessage(std::string_view text) {
  std::string escaped;
  for (const char c : text) escaped.append(c == '{' || c == '}' ? 2 : 1, c);
  return {{"text", std::move(escaped)}};
}

Json SarifArtifact(std::string_view name) {
  const std::string path = PathFrom(WorkingFolder(), name);
  Json location = {{"uri", PathAsUri(path)}};
  if (path[0] != '/') location["uriBaseId"] = kBase;
  return location;
}

std::string_view SarifKindOf(std::string_view path) {
  if (EndsWith(path, "/text()")) return "text";
  return path.find("/@") != std::string_view::npos ? "attribute" : "element";
}

void BeginSarifRun(std::string* out) {
  const Json lines = {"\r\n", "\n", "\r"};
  const Json bases = {{kBase, {{"uri", FolderUri(WorkingFolder())}}}};
  *out += "{\"$schema\":" + DumpJson(kSchema) +
          ",\"version\":\"2.1.0\",\"runs\":[{\"tool\":" + DumpJson(ToolJson()) +
          ",\n\"columnKind\":\"unicodeCodePoints\",\"newlineSequences\":" + DumpJson(lines) +
          ",\"originalUriBaseIds\":" + DumpJson(bases) + ",\"results\":[\n";
}

void EndSarifRun(int exit_status, std::string* out) {
  constexpr int kGreatestOfSuccess = 1;  // 2 means that an input could not be read
  const Json invocation = {
      {"executionSuccessful", exit_status <= kGreatestOfSuccess},
      {"exitCode", exit_status},
      {"workingDirectory", {{"uri", FolderUri(WorkingFolder())}}},
  };
  *out += "\n],\"invocations\":[" + DumpJson(invocation) + "]}]}\n";
}

}  // namespace domcheck
