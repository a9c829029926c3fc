#include "checker/report/explain_place.h"

#include <algorithm>
#include <vector>

#include "capsmodel/vocabulary.h"
#include "checker/base/json_writer.h"
#include "rules/catalog.h"
#include "rules/suggestion.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

constexpr size_t kWidth = 80;
constexpr std::string_view kDomain = "domain";

// An element that the vocabulary has.
struct KnownPlace {
  std::string path;  // without "domain/"; empty for <domain>
  const ElementContent* content = nullptr;
  Since since;  // of the latest word on the way
};

std::vector<std::string_view> StepsOf(std::string_view place) {
  std::vector<std::string_view> steps;
  while (!place.empty()) {
    const size_t end = std::min(place.find('/'), place.size());
    const std::string_view step = place.substr(0, std::min(end, place.find('[')));
    if (!step.empty() && step != "text()") steps.push_back(step);
    place.remove_prefix(std::min(end + 1, place.size()));
  }
  if (!steps.empty() && steps.front() == kDomain) steps.erase(steps.begin());
  return steps;
}

std::optional<KnownPlace> FindPlace(std::string_view place) {
  KnownPlace known{"", &DomainContent(), {}};
  const std::vector<std::string_view> steps = StepsOf(place);
  for (const std::string_view& step : steps) {
    const ElementWord* const word = known.content->children.Find(step);
    const std::string_view attribute = step[0] == '@' ? step.substr(1) : step;
    if (word == nullptr && &step == &steps.back() &&
        known.content->attributes.Find(attribute) != nullptr)
      break;
    if (word == nullptr) return std::nullopt;
    known.path += (known.path.empty() ? "" : "/") + std::string(step);
    known.content = word->content;
    known.since = Later(known.since, word->since);
  }
  if (place != kDomain && steps.empty()) return std::nullopt;
  return known;
}

// Returns the ids of the rules whose path, without conditions, is `path`.
std::vector<std::string_view> RulesAt(const std::string& path) {
  std::vector<std::string_view> ids;
  for (const RulePath& rule : AllRulePaths()) {
    GuestPath plain = rule.path;
    for (PathStep& step : plain.element) step.attribute = {};
    if (PathText(plain) != path) continue;
    if (std::find(ids.begin(), ids.end(), rule.rule->id) == ids.end()) ids.push_back(rule.rule->id);
  }
  return ids;
}

std::vector<std::string_view> RulesOfAttribute(const KnownPlace& place, std::string_view name) {
  return RulesAt((place.path.empty() ? std::string(kDomain) : place.path) + "/@" +
                 std::string(name));
}

// Returns "since 9.1" or "since 10.7 or before, after 9.0"; empty for the oldest words.
std::string SinceText(Since since) {
  if (!since.by) return "";
  if (since.is_exact()) return "since " + ReleaseText(since.by);
  return "since " + ReleaseText(since.by) + " or before, after " + ReleaseText(since.after);
}

std::string WithSince(std::string_view name, Since since) {
  const std::string text = SinceText(since);
  return std::string(name) + (text.empty() ? "" : " (" + text + ")");
}

// Appends `head` and `parts`, separated by commas, in lines that begin with `indent`.
void AddList(const std::string& head, const std::vector<std::string>& parts,
             const std::string& indent, std::string* out) {
  std::string line = head;
  for (size_t i = 0; i < parts.size(); ++i) {
    const std::string part = parts[i] + (i + 1 < parts.size() ? "," : "");
    if (line.size() + 1 + part.size() > kWidth && line != head) {
      *out += line + "\n";
      line = indent + " " + part;
    } else {
      line += " " + part;
    }
  }
  *out += line + "\n";
}

template <typename Word>
std::vector<std::string> Parts(const WordList<Word>& words) {
  std::vector<std::string> parts;
  for (const Word& word : words) parts.push_back(WithSince(word.name, word.since));
  return parts;
}

void AddAttribute(const KnownPlace& place, const AttributeWord& attribute, std::string* out) {
  const std::string head = "    " + WithSince(attribute.name, attribute.since) + ":";
  const std::vector<std::string> any = {"any value"};
  AddList(head, attribute.values.empty() ? any : Parts(attribute.values), "       ", out);
  if (attribute.ignores_others) *out += "        libvirt ignores other values\n";
  const auto rules = RulesOfAttribute(place, attribute.name);
  if (!rules.empty()) *out += "        rules: " + Joined(rules) + "\n";
}

template <typename Word>
void WriteWords(std::string_view key, const WordList<Word>& words, JsonWriter* json) {
  json->Key(key).BeginArray();
  for (const Word& word : words) {
    json->BeginObject().Member("name", word.name);
    json->Member("since", SinceText(word.since)).EndObject();
  }
  json->EndArray();
}

// Adds the paths of all elements down to a depth at which they hardly are typed by hand.
void AddPlaces(const ElementContent& content, const std::string& path, int depth,
               std::vector<std::string>* places) {
  constexpr int kDeepest = 5;
  if (depth == kDeepest) return;
  for (const ElementWord& child : content.children) {
    places->push_back(path.empty() ? std::string(child.name)
                                   : path + "/" + std::string(child.name));
    AddPlaces(*child.content, std::string(places->back()), depth + 1, places);
  }
}

}  // namespace

std::optional<std::string> ExplainPlace(std::string_view place) {
  const auto known = FindPlace(place);
  if (!known) return std::nullopt;
  const ElementContent& content = *known->content;
  const std::string_view path = known->path.empty() ? kDomain : std::string_view(known->path);
  std::string text = WithSince(path, known->since) + "\n";
  if (!content.values.empty()) AddList("\n  text:", Parts(content.values), "   ", &text);
  if (!content.attributes.empty()) text += "\n  attributes:\n";
  for (const AttributeWord& attribute : content.attributes) AddAttribute(*known, attribute, &text);
  if (!content.children.empty()) {
    text += "\n";
    AddList("  elements:", Parts(content.children), "   ", &text);
  }
  if (content.attributes.empty() && content.children.empty() && content.values.empty() &&
      !content.is_anything)
    text += "\n  nothing is in it but text, if any\n";
  if (content.is_anything) text += "\n  anything may be in it\n";
  if (content.refuses_others) text += "\n  libvirt refuses other elements\n";
  auto rules = RulesAt(std::string(path));
  for (const std::string_view rule : RulesAt(std::string(path) + "/text()")) rules.push_back(rule);
  if (!rules.empty()) text += "\n  rules: " + Joined(rules) + "\n";
  return text;
}

std::optional<std::string> PlaceAsJson(std::string_view place) {
  const auto known = FindPlace(place);
  if (!known) return std::nullopt;
  const ElementContent& content = *known->content;
  const std::string path = known->path.empty() ? std::string(kDomain) : known->path;
  std::string text;
  JsonWriter json(&text, /*indent=*/2);
  json.BeginObject().Member("version", 1).Member("place", path);
  json.Member("since", SinceText(known->since));
  WriteWords("values", content.values, &json);
  json.Key("attributes").BeginArray();
  for (const AttributeWord& attribute : content.attributes) {
    json.BeginObject().Member("name", attribute.name);
    json.Member("since", SinceText(attribute.since));
    WriteWords("values", attribute.values, &json);
    json.Member("ignoresOthers", attribute.ignores_others);
    json.Member("rules", RulesOfAttribute(*known, attribute.name)).EndObject();
  }
  json.EndArray();
  WriteWords("elements", content.children, &json);
  json.Member("refusesOthers", content.refuses_others);
  json.Member("rules", RulesAt(path)).EndObject();
  return text + "\n";
}

std::string NearestPlace(std::string_view typed) {
  std::vector<std::string> places;
  AddPlaces(DomainContent(), "", 0, &places);
  const std::vector<std::string_view> views(places.begin(), places.end());
  return std::string(NearestSpelling(typed, views));
}

}  // namespace domcheck
