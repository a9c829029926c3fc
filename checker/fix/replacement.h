// A change of a text: some of its bytes give way to others. Fixes, patches and the edits of an
// editor are all made of these.
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

// Returns `text` with all replacements made. They lie in the text, stand in its order and do not
// overlap.
std::string ReplaceAll(std::string_view text, const std::vector<Replacement>& replacements);

}  // namespace domcheck

#endif  // CHECKER_FIX_REPLACEMENT_H_
