#include "checker/lsp/rule_places.h"

#include <algorithm>
#include <string>

#include "capsmodel/guest.h"
#include "capsmodel/xml_reader.h"
#include "rules/catalog.h"
#include "rules/requirements.h"

namespace domcheck {
namespace {

// One place where a rule asks, as steps from <domain> down.
struct Way {
  const Rule* rule = nullptr;
  std::vector<PathStep> steps;
  Place::Part part = Place::Part::kName;  // of the last step's element
  std::string_view attribute;
};

const std::vector<Way>& AllWays() {
  static const auto& all = *[] {
    auto* ways = new std::vector<Way>;
    for (const RulePath& rule_path : AllRulePaths()) {
      const ValuePath& value = rule_path.path.value;
      Way& way = ways->emplace_back(
          Way{rule_path.rule, rule_path.path.element, value.part, value.attribute});
      for (const std::string_view step : value.steps) way.steps.push_back({step, {}, {}});
    }
    return ways;
  }();
  return all;
}

enum class Conditions { kAll, kNotOfLast };

// Whether the way goes through all open elements.
bool GoesThrough(const Way& way, const OpenElements& open, Conditions conditions) {
  if (open.empty() || open.front().name != "domain" || way.steps.size() + 1 < open.size())
    return false;
  for (size_t i = 1; i < open.size(); ++i) {
    const PathStep& step = way.steps[i - 1];
    if (step.name != open[i].name) return false;
    if (step.attribute.empty() || (conditions == Conditions::kNotOfLast && i + 1 == open.size()))
      continue;
    if (open[i].FindAttribute(step.attribute) != step.value) return false;
  }
  return true;
}

bool EndsAt(const Way& way, const OpenElements& open, Place::Part part) {
  return way.part == part && way.steps.size() + 1 == open.size() &&
         GoesThrough(way, open, Conditions::kAll);
}

void AddOnce(const Rule* rule, std::vector<const Rule*>* rules) {
  if (std::find(rules->begin(), rules->end(), rule) == rules->end()) rules->push_back(rule);
}

// Adds the name. A rule that asks for the name itself replaces one that does not.
void AddName(const KnownName& known, std::vector<KnownName>* names) {
  const auto same = std::find_if(names->begin(), names->end(),
                                 [&](const KnownName& other) { return other.name == known.name; });
  if (same == names->end())
    names->push_back(known);
  else if (known.is_asked_for && !same->is_asked_for)
    *same = known;
}

// Returns a guest with only the open elements and a value for the attribute.
std::string SmallGuest(const OpenElements& open, std::string_view attribute) {
  std::string text, end;
  for (const OpenElement& element : open) {
    const bool is_last = &element == &open.back();
    text += "<" + std::string(element.name);
    for (const auto& [name, value] : element.attributes) {
      if (is_last && name == attribute) continue;
      text += " " + std::string(name) + "=\"";
      for (const char c : value)
        text += c == '"' ? "&quot;" : c == '<' ? "&lt;" : std::string(1, c);
      text += '"';
    }
    if (is_last) text += " " + std::string(attribute) + "=\"value\"";
    text += ">";
    end = "</" + std::string(element.name) + ">" + end;
  }
  return text + end;
}

// Returns those of `rules` that ask there; all of them if none does.
std::vector<const Rule*> ThoseThatAsk(const std::vector<const Rule*>& rules,
                                      const OpenElements& open, std::string_view attribute) {
  XmlReader reader;
  Document document;
  if (reader.Read(SmallGuest(open, attribute), &document)) return rules;
  std::vector<const Rule*> asking;
  for (const Requirement& requirement : CollectRequirements(Guest(document)))
    if (std::find(rules.begin(), rules.end(), requirement.rule) != rules.end())
      AddOnce(requirement.rule, &asking);
  return asking.empty() ? rules : asking;
}

bool DifferInCapability(const std::vector<const Rule*>& rules) {
  return std::any_of(rules.begin(), rules.end(), [&](const Rule* rule) {
    return rule->capability != rules.front()->capability;
  });
}

}  // namespace

std::vector<const Rule*> RulesOfAttribute(const OpenElements& open, std::string_view attribute) {
  std::vector<const Rule*> rules;
  for (const Way& way : AllWays())
    if (way.attribute == attribute && EndsAt(way, open, Place::Part::kAttribute))
      AddOnce(way.rule, &rules);
  return DifferInCapability(rules) ? ThoseThatAsk(rules, open, attribute) : rules;
}

std::vector<const Rule*> RulesOfText(const OpenElements& open) {
  std::vector<const Rule*> rules;
  for (const Way& way : AllWays())
    if (EndsAt(way, open, Place::Part::kText)) AddOnce(way.rule, &rules);
  return rules;
}

std::vector<const Rule*> RulesOfElement(const OpenElements& open) {
  std::vector<const Rule*> rules;
  for (const Way& way : AllWays())
    if (EndsAt(way, open, Place::Part::kName)) AddOnce(way.rule, &rules);
  return rules;
}

std::vector<KnownName> KnownChildren(const OpenElements& open) {
  std::vector<KnownName> names;
  for (const Way& way : AllWays()) {
    if (!GoesThrough(way, open, Conditions::kAll) || way.steps.size() < open.size()) continue;
    const PathStep& step = way.steps[open.size() - 1];
    const bool is_asked_for =
        way.steps.size() == open.size() && way.part == Place::Part::kName && step.attribute.empty();
    AddName({step.name, way.rule, is_asked_for}, &names);
  }
  return names;
}

std::vector<KnownName> KnownAttributes(const OpenElements& open) {
  std::vector<KnownName> names;
  for (const Way& way : AllWays())
    if (EndsAt(way, open, Place::Part::kAttribute))
      AddName({way.attribute, way.rule, true}, &names);
  for (const Way& way : AllWays()) {
    if (open.size() < 2 || !GoesThrough(way, open, Conditions::kNotOfLast)) continue;
    const std::string_view condition = way.steps[open.size() - 2].attribute;
    if (!condition.empty()) AddName({condition, way.rule, false}, &names);
  }
  return names;
}

std::vector<KnownName> KnownConditions(const OpenElements& open, std::string_view attribute) {
  std::vector<KnownName> names;
  if (attribute.empty()) return names;  // no name is typed; steps without one must not match
  for (const Way& way : AllWays()) {
    if (open.size() < 2 || !GoesThrough(way, open, Conditions::kNotOfLast)) continue;
    const PathStep& step = way.steps[open.size() - 2];
    const bool ends_here = way.steps.size() + 1 == open.size() && way.part == Place::Part::kName;
    if (step.attribute == attribute) AddName({step.value, way.rule, ends_here}, &names);
  }
  return names;
}

}  // namespace domcheck
