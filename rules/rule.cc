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

std::string GuestPath(const Rule& rule) {
  std::string path(rule.element);
  if (rule.setting.empty()) return path.empty() ? "domain" : path;
  constexpr std::string_view kOr = " | ";
  std::string whole;
  for (size_t at = 0; at <= path.size();) {
    const size_t end = std::min(path.find(kOr, at), path.size());
    if (!whole.empty()) whole += kOr;
    whole += path.substr(at, end - at);
    if (end > at) whole += '/';
    whole += rule.setting;
    at = end + kOr.size();
  }
  return whole;
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
