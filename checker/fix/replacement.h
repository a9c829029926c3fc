// A change of a text that replaces some of its bytes. Fixes, patches and an editor's edits all
// consist of these.
#ifndef CHECKER_FIX_REPLACEMENT_H_
#define CHECKER_FIX_REPLACEMENT_H_

#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/source_file.h"

namespace domcheck {

// Puts `text` in place of the bytes [span.begin, span.end); an empty span inserts.
struct Replacement {
  Span span;
  std::string text;
  friend bool operator==(const Replacement& a, const Replacement& b) {
    return a.span == b.span && a.text == b.text;
  }
};

// Returns `text` with all replacements made. They must lie in the text, in its order and without
// overlaps.
std::string ReplaceAll(std::string_view text, const std::vector<Replacement>& replacements);

}  // namespace domcheck

#endif  // CHECKER_FIX_REPLACEMENT_H_
