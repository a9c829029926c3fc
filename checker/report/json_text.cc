#include "checker/report/json_text.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "capsmodel/utf8.h"
#include "checker/base/visible_text.h"

namespace domcheck {
namespace {

using Json = nlohmann::ordered_json;

void AppendEscape(char16_t unit, std::string* out) {
  char buffer[8];
  std::snprintf(buffer, sizeof buffer, "\\u%04x", static_cast<unsigned>(unit));
  *out += buffer;
}

}  // namespace

std::string DumpJson(const Json& json) {
  const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  // The library escapes what JSON requires. Other unsafe characters can only be inside strings.
  const auto is_plain = [](char c) { return c >= 0 && c < 0x7F; };
  auto plain = std::find_if_not(text.begin(), text.end(), is_plain);
  if (plain == text.end()) return text;
  std::string escaped(text.begin(), plain);
  for (auto at = static_cast<size_t>(plain - text.begin()); at < text.size();) {
    const size_t length =
        Utf8SequenceLength(text, at);  // the library has replaced all that is not UTF-8
    const char32_t code_point = CodePointAt(text, at, length);
    if (!IsInvisible(code_point))
      escaped.append(text, at, length);
    else
      ForEachUtf16Unit(code_point, [&](char16_t unit) { AppendEscape(unit, &escaped); });
    at += length;
  }
  return escaped;
}

}  // namespace domcheck
