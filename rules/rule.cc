#include "rules/rule.h"

#include <algorithm>

namespace domcheck {
namespace {

constexpr std::string_view kOr = " | ";

std::vector<std::string_view> Alternatives(std::string_view text) {
  std::vector<std::string_view> alternatives;
  for (size_t end; (end = text.find(kOr)) != std::string_view::npos;
       text.remove_prefix(end + kOr.size()))
    alternatives.push_back(text.substr(0, end));
  alternatives.push_back(text);
  return alternatives;
}

}  // namespace

std::string_view SeverityName(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNote:
      break;
  }
  return "note";
}

PathStep ParsePathStep(std::string_view step) {
  const size_t bracket = step.find("[@");
  if (bracket == std::string_view::npos) return {step, {}, {}};
  const size_t equals = step.find("='", bracket), end = step.find("']", bracket);
  return {step.substr(0, bracket), step.substr(bracket + 2, equals - bracket - 2),
          step.substr(equals + 2, end - equals - 2)};
}

std::vector<GuestSetting> GuestSettings(const Rule& rule) {
  const std::vector<std::string_view> elements = Alternatives(rule.element);
  const std::vector<std::string_view> settings = Alternatives(rule.setting);
  std::vector<GuestSetting> all;
  for (size_t i = 0; i < elements.size(); ++i)
    all.push_back({elements[i], settings[settings.size() == 1 ? 0 : i]});
  return all;
}

std::string GuestPath(const Rule& rule) {
  std::string path;
  for (const GuestSetting& way : GuestSettings(rule)) {
    if (!path.empty()) path += kOr;
    path += way.element.empty() ? "domain" : way.element;
    if (!way.setting.empty()) path += '/';
    path += way.setting;
  }
  return path;
}

bool HasWord(std::string_view text, std::string_view word) {
  if (word.empty() || word.find(' ') != std::string_view::npos) return false;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    if (text.substr(at, end - at) == word) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace domcheck
