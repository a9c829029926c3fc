// An EmbeddedFile is a file inside the program. embed.bzl generates the functions that return them.
#ifndef CHECKER_BASE_EMBEDDED_FILE_H_
#define CHECKER_BASE_EMBEDDED_FILE_H_

#include <string_view>

namespace domcheck {

// Both views are valid until the program ends.
struct EmbeddedFile {
  std::string_view path;  // below the embedded folder
  std::string_view content;
};

}  // namespace domcheck

#endif  // CHECKER_BASE_EMBEDDED_FILE_H_
