#include "checker/lsp/uri.h"

#include <charconv>

namespace domcheck {

std::optional<std::string> PathOfUri(std::string_view uri) {
  constexpr std::string_view kScheme = "file://";
  if (uri.substr(0, kScheme.size()) != kScheme) return std::nullopt;
  uri.remove_prefix(kScheme.size());
  const size_t slash = uri.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view host = uri.substr(0, slash);
  if (!host.empty() && host != "localhost") return std::nullopt;
  uri = uri.substr(slash, uri.find_first_of("?#") - slash);
  std::string path;
  for (size_t at = 0; at < uri.size(); ++at) {
    unsigned char byte = 0;
    const char* const digits = uri.data() + at + 1;
    if (uri[at] == '%' && at + 2 < uri.size() &&
        std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2 && byte != 0) {
      path += static_cast<char>(byte);
      at += 2;
    } else {
      path += uri[at];
    }
  }
  return path;
}

}  // namespace domcheck
