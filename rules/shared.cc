// The functions that most rows share, AskValue and AnswerFromDocument, and helpers for the others.
#include <string>

#include "rules/rule.h"
#include "rules/suggestion.h"

namespace domcheck {
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

Verdict Unsupported(const AskedValue& asked, std::string message) {
  Verdict verdict;
  verdict.support = Support::kUnsupported;
  verdict.severity = asked.rule->severity;
  verdict.message = std::move(message);
  return verdict;
}

Verdict Warning(Verdict verdict) {
  verdict.severity = Severity::kWarning;
  return verdict;
}

std::string Quoted(std::string_view value) { return "'" + std::string(value) + "'"; }

std::string Noun(const AskedValue& asked) {
  std::string noun(asked.rule->noun);
  if (asked.value) noun += " " + Quoted(*asked.value);
  return noun;
}

std::string ForMachine(const Capabilities& capabilities) {
  if (capabilities.machine().empty()) return "";
  return " for machine " + std::string(capabilities.machine());
}

void AskValue(const Question& question, std::vector<Requirement>* requirements) {
  ForEachPlace(question.value_path, question.element,
               [&](const Place& place, std::optional<std::string_view> value) {
                 Require(question, place, value, requirements);
               });
}

Verdict AnswerFromDocument(const AskedValue& asked, const Capabilities& capabilities) {
  const Rule& rule = *asked.rule;
  const auto& value = asked.value;
  const Answer answer = value ? capabilities.AskValue(asked.capability, *value)
                              : capabilities.AskBlock(asked.capability);
  if (answer.support == Support::kSupported) return Supported();
  if (answer.support == Support::kUnknown) return {};
  const bool block_says_no = answer.because->kind == Capability::Kind::kBlock;
  if (!block_says_no && HasWord(rule.accepted_unlisted, *value)) return {};

  const std::string noun = Noun(asked);
  std::string what = noun + (value ? " is" : " are");
  what += block_says_no ? " not supported" : " not offered";
  Verdict verdict = Unsupported(asked, what + " by this host" + ForMachine(capabilities));
  verdict.lack = (value ? "" : "support for ") + noun;
  verdict.stated_at = answer.because->element;
  if (!block_says_no && answer.because->values.empty()) verdict.message += ", which offers none";
  for (const Remedy& remedy : rule.remedies)
    if (!remedy.text.empty() && value && (remedy.asked.empty() || remedy.asked == *value))
      verdict.message.append("; ").append(remedy.text);
  if (block_says_no) {
    verdict.block = answer.because;
  } else {
    verdict.allowed = answer.because->values;
    verdict.suggestion = std::string(Suggest(*value, verdict.allowed, rule));
  }
  return verdict;
}

}  // namespace domcheck
