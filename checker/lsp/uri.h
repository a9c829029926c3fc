// File names as editors send them: file: URIs (RFC 8089) with percent encoding.
#ifndef CHECKER_LSP_URI_H_
#define CHECKER_LSP_URI_H_

#include <optional>
#include <string>
#include <string_view>

namespace domcheck {

// Returns the absolute path that a file: URI names, or nothing for another URI. (report_path.h's
// PathAsUri is the opposite.)
std::optional<std::string> PathOfUri(std::string_view uri);

}  // namespace domcheck

#endif  // CHECKER_LSP_URI_H_
