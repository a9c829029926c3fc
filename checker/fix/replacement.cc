#include "checker/fix/replacement.h"

namespace domcheck {

std::string ReplaceAll(std::string_view text, const std::vector<Replacement>& replacements) {
  std::string replaced;
  size_t at = 0;
  for (const Replacement& replacement : replacements) {
    replaced += text.substr(at, replacement.span.begin - at);
    replaced += replacement.text;
    at = replacement.span.end;
  }
  return replaced.append(text.substr(at));
}

}  // namespace domcheck
