// File names in the form of editors: file: URIs (RFC 8089) with percent encoding.
#ifndef CHECKER_LSP_URI_H_
#define CHECKER_LSP_URI_H_

#include <optional>
#include <string>
#include <string_view>

namespace domcheck {

// Returns the absolute path that a file: URI names, or nothing for another URI. PathAsUri
// (report_path.h) does the opposite.
std::optional<std::string> PathOfUri(std::string_view uri);

}  // namespace domcheck

#endif  // CHECKER_LSP_URI_H_
