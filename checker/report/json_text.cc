#include "checker/report/json_text.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace domcheck {
namespace {

using Json = nlohmann::ordered_json;

// Whether U+0080 to U+009F is at `text[at]`.
bool IsC1Control(const std::string& text, size_t at) {
  return text[at] == '\xC2' && at + 1 < text.size() &&
         static_cast<unsigned char>(text[at + 1]) < 0xA0;
}

}  // namespace

std::string DumpJson(const Json& json) {
  const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  // The library escapes what JSON has it escape. The rest can only be inside of strings.
  size_t at = text.find_first_of("\x7F\xC2");
  if (at == std::string::npos) return text;
  std::string escaped = text.substr(0, at);
  for (; at < text.size(); ++at) {
    const bool is_c1_control = IsC1Control(text, at);
    if (text[at] != '\x7F' && !is_c1_control) {
      escaped += text[at];
      continue;
    }
    if (is_c1_control) ++at;
    char buffer[8];
    std::snprintf(buffer, sizeof buffer, "\\u%04x", static_cast<unsigned char>(text[at]));
    escaped += buffer;
  }
  return escaped;
}

}  // namespace domcheck
