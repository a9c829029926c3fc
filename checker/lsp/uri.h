// File names as editors write them: file: URIs (RFC 8089) with percent signs.
#ifndef CHECKER_LSP_URI_H_
#define CHECKER_LSP_URI_H_

#include <optional>
#include <string>
#include <string_view>

namespace domcheck {

// The absolute path that a file: URI names; nothing for another URI (report_path.h's PathAsUri goes
// the other way).
std::optional<std::string> PathOfUri(std::string_view uri);

}  // namespace domcheck

#endif  // CHECKER_LSP_URI_H_
