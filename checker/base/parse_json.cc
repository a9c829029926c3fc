#include "checker/base/parse_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace domcheck {
namespace {

// Returns the offset after the string whose opening quote is at `at`, or the size of the text.
size_t PastString(std::string_view text, size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at)
    if (text[at] == '\\') ++at;
  return std::min(at + 1, text.size());
}

}  // namespace

std::optional<XmlError> FindJsonExcess(std::string_view text, const Limits& limits) {
  const auto over = [&](LimitValue limit, size_t at) {
    return XmlError{at, DescribeExcess(LimitOf(limit), limits)};
  };
  size_t depth = 0, values = 1;
  for (size_t at = text.find_first_of("\"[]{},"); at < text.size();
       at = text.find_first_of("\"[]{},", at)) {
    const char c = text[at];
    if (c == '"') {
      at = PastString(text, at);
      continue;
    }
    if (c == '[' || c == '{') {
      if (++depth > limits.depth) return over(&Limits::depth, at);
    } else if (c != ',') {
      depth -= std::min<size_t>(depth, 1);
    }
    if (c != ']' && c != '}' && ++values > limits.elements) return over(&Limits::elements, at);
    ++at;
  }
  return std::nullopt;
}

nlohmann::json ParseJson(std::string_view text, std::optional<XmlError>* excess) {
  if (auto found = FindJsonExcess(text, CurrentLimits())) {
    if (excess != nullptr) *excess = std::move(found);
    return nlohmann::json(nlohmann::json::value_t::discarded);
  }
  return nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
}

}  // namespace domcheck
