// The two functions that most rows share: AskSetting and AnswerFromDocument.
#include <string>

#include "rules/rule.h"
#include "rules/suggestion.h"

namespace domcheck {
namespace {

// Follows `setting` from `element`, through every child that a step names.
void Follow(const Question& question, Element element, std::string_view setting,
            std::vector<Requirement>* requirements) {
  if (setting.empty()) {
    Require(question, {element}, std::nullopt, requirements);
  } else if (setting[0] == '@') {
    const std::string_view name = setting.substr(1);
    if (const auto value = element.FindAttribute(name))
      Require(question, {element, Place::Part::kAttribute, name}, *value, requirements);
  } else if (setting == "text()") {
    const std::string_view text = element.Text();
    if (!text.empty()) Require(question, {element, Place::Part::kText}, text, requirements);
  } else {
    const size_t slash = setting.find('/');
    const std::string_view name = setting.substr(0, slash);
    const std::string_view rest =
        slash == std::string_view::npos ? std::string_view() : setting.substr(slash + 1);
    for (Element child = element.Child(name); child; child = child.NextNamed(name))
      Follow(question, child, rest, requirements);
  }
}

}  // namespace

Requirement& Require(const Question& question, Place place, std::optional<std::string_view> value,
                     std::vector<Requirement>* requirements) {
  requirements->emplace_back();
  Requirement& requirement = requirements->back();
  requirement.rule = &question.rule;
  requirement.asker = question.element;
  requirement.place = place;
  requirement.capability = question.rule.capability;
  requirement.value = value;
  return requirement;
}

Verdict Supported() {
  Verdict verdict;
  verdict.support = Support::kSupported;
  return verdict;
}

Verdict Unsupported(const Requirement& requirement, std::string message) {
  Verdict verdict;
  verdict.support = Support::kUnsupported;
  verdict.severity = requirement.rule->severity;
  verdict.message = std::move(message);
  return verdict;
}

std::string Quoted(std::string_view value) { return "'" + std::string(value) + "'"; }

std::string Noun(const Requirement& requirement) {
  std::string noun(requirement.rule->noun);
  if (requirement.value) noun += " " + Quoted(*requirement.value);
  return noun;
}

std::string ForMachine(const Capabilities& capabilities) {
  if (capabilities.machine().empty()) return "";
  return " for machine " + std::string(capabilities.machine());
}

void AskSetting(const Question& question, std::vector<Requirement>* requirements) {
  Follow(question, question.element, question.setting, requirements);
}

Verdict AnswerFromDocument(const Requirement& requirement, const Capabilities& capabilities) {
  const Rule& rule = *requirement.rule;
  const auto& value = requirement.value;
  const Answer answer = value ? capabilities.AskValue(requirement.capability, *value)
                              : capabilities.AskBlock(requirement.capability);
  if (answer.support == Support::kSupported) return Supported();
  if (answer.support == Support::kUnknown) return {};
  const bool block_says_no = answer.because->kind == Capability::Kind::kBlock;
  if (!block_says_no && HasWord(rule.accepted_unlisted, *value)) return {};

  std::string what = Noun(requirement) + (value ? " is" : " are");
  what += block_says_no ? " not supported" : " not offered";
  Verdict verdict = Unsupported(requirement, what + " by this host" + ForMachine(capabilities));
  verdict.lack = (value ? "" : "support for ") + Noun(requirement);
  verdict.stated_at = answer.because->element;
  if (!block_says_no && answer.because->values.empty()) verdict.message += ", which offers none";
  if (block_says_no) {
    verdict.block = answer.because;
  } else {
    verdict.allowed = answer.because->values;
    verdict.suggestion = std::string(Suggest(*value, verdict.allowed, rule));
  }
  return verdict;
}

}  // namespace domcheck
