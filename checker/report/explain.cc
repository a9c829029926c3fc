#include "checker/report/explain.h"

#include <algorithm>

#include "checker/base/json_writer.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

constexpr size_t kWidth = 80;
constexpr std::string_view kGeneralAdvice =
    "Ask for one of the values that the host offers ('domcheck caps' lists them), or run the guest "
    "on a host that offers this one.";

std::string_view Advice(const Rule& rule) {
  return rule.advice.empty() ? kGeneralAdvice : rule.advice;
}

std::string StatedSince(const Rule& rule) {
  if (rule.subject != Rule::Subject::kCapability) return "";
  return rule.since.empty() ? "libvirt 5.6 or before" : "libvirt " + std::string(rule.since);
}

// Returns the capabilities that decide the rule, each in `quote`s.
std::string AnsweredByText(const Rule& rule, const std::string& quote) {
  std::string text;
  for (const std::string_view path : AnsweredBy(rule))
    text += (text.empty() ? quote : ", " + quote) + std::string(path) + quote;
  return text;
}

// Breaks `text` into lines of at most kWidth columns, each of which begins with `indent`.
std::string Wrap(std::string_view text, std::string_view indent) {
  std::string wrapped;
  size_t column = 0;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    if (column == 0 || column + 1 + end > kWidth) {
      if (column != 0) wrapped += '\n';
      wrapped += indent;
      column = indent.size();
    } else {
      wrapped += ' ';
      ++column;
    }
    wrapped += text.substr(0, end);
    column += end;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return wrapped + "\n";
}

std::string InCode(std::string_view text) { return "`" + std::string(text) + "`"; }

// `|` would end a cell of a table.
std::string InCell(std::string text) {
  for (size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
    text.insert(at, "\\");
  return text;
}

// `<` would begin a tag.
std::string InText(std::string text) {
  for (size_t at = 0; (at = text.find('<', at)) != std::string::npos; at += 2)
    text.insert(at, "\\");
  return text;
}

}  // namespace

std::string RuleAsMarkdown(const Rule& rule) {
  std::string text = InText(std::string(rule.summary)) + ".\n\n";
  text += "| | |\n|---|---|\n";
  text += "| severity | " + std::string(SeverityName(rule.severity)) + " |\n";
  if (rule.subject == Rule::Subject::kCapability) {
    text += "| asked by | " + InCell(InCode(GuestPathText(rule))) + " |\n";
    text += "| answered by | " + AnsweredByText(rule, "`") + ", stated since " + StatedSince(rule) +
            " |\n";
  }
  text += "\n" + InText(Wrap(rule.explanation, "")) + "\n";
  if (!rule.example.empty()) text += "```xml\n" + std::string(rule.example) + "\n```\n\n";
  return text + InText(Wrap("What to do: " + std::string(Advice(rule)), "")) + "\nSee <" +
         std::string(rule.link) + ">.\n";
}

std::string ExplainRule(const Rule& rule) {
  std::string text = std::string(rule.id) + " (" + std::string(SeverityName(rule.severity)) +
                     "): " + std::string(rule.summary) + "\n\n" + Wrap(rule.explanation, "  ");
  if (rule.subject == Rule::Subject::kCapability) {
    text += "\n  asked by     " + GuestPathText(rule) + "\n";
    text += "  answered by  " + AnsweredByText(rule, "") + " (stated since " + StatedSince(rule) +
            ")\n";
  }
  if (!rule.example.empty()) text += "\n  example      " + std::string(rule.example) + "\n";
  return text + "\n  What to do:\n" + Wrap(Advice(rule), "  ") + "\n  " + std::string(rule.link) +
         "\n";
}

std::string ListRules() {
  size_t width = 0;
  for (const Rule* rule : AllRules()) width = std::max(width, rule->id.size());
  std::string text;
  for (const Rule* rule : AllRules()) {
    const std::string severity(SeverityName(rule->severity));
    text += std::string(rule->id) + std::string(width - rule->id.size() + 2, ' ') + severity +
            std::string(9 - severity.size(), ' ') + std::string(rule->summary) + "\n";
  }
  return text;
}

std::string RulesAsMarkdown() {
  std::string text =
      "# Rules\n\n"
      "Printed by `domcheck explain --all`; do not edit. A rule is one row of a table: see "
      "rule.h.\n"
      "\n"
      "| rule | severity | says |\n|---|---|---|\n";
  for (const Rule* rule : AllRules())
    text += "| [" + std::string(rule->id) + "](#" + std::string(rule->id) + ") | " +
            std::string(SeverityName(rule->severity)) + " | " +
            InCell(InText(std::string(rule->summary))) + " |\n";
  for (const Rule* rule : AllRules())
    text += "\n## " + std::string(rule->id) + "\n\n" + RuleAsMarkdown(*rule);
  return text;
}

std::string RulesAsJson(const std::vector<const Rule*>& rules) {
  std::string text;
  JsonWriter json(&text, /*indent=*/2);
  json.BeginObject().Member("version", 1).Key("rules").BeginArray();
  for (const Rule* rule : rules) {
    json.BeginObject();
    json.Member("id", rule->id);
    json.Member("severity", SeverityName(rule->severity));
    json.Member("summary", rule->summary);
    json.Member("explanation", rule->explanation);
    json.Member("advice", Advice(*rule));
    json.Member("link", rule->link);
    if (rule->subject == Rule::Subject::kCapability) {
      json.Member("element", rule->element);
      json.Member("setting", rule->value_path);
      json.Member("capability", rule->capability);
      json.Member("since", rule->since);
      json.Member("acceptedUnlisted", rule->accepted_unlisted);
      json.Member("example", rule->example);
    }
    json.EndObject();
  }
  json.EndArray().EndObject();
  return text + "\n";
}

}  // namespace domcheck
