#include "rules/rule.h"

#include <algorithm>

namespace domcheck {

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

bool AsksForBlock(const Rule& rule) { return rule.value_path.empty(); }

std::vector<std::string_view> AnsweredBy(const Rule& rule) {
  std::vector<std::string_view> paths = {rule.capability};
  for (const std::string_view path : rule.also_answered_by)
    if (!path.empty()) paths.push_back(path);
  return paths;
}

std::string GuestPathText(const Rule& rule) {
  std::string text;
  for (const GuestPath& path : ParseGuestPaths(rule.element, rule.value_path))
    text += (text.empty() ? "" : " | ") + PathText(path);
  return text;
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
