// The difference between a text and the same text with some parts replaced, as a patch that
// `git apply -p1` and `patch -p1` take.
//
// Since the replacements are known, nothing has to be searched for: the lines that they touch are
// the lines that differ. Lines end at LF alone, as those programs see it.
#ifndef CHECKER_FIX_UNIFIED_DIFF_H_
#define CHECKER_FIX_UNIFIED_DIFF_H_

#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/source_file.h"

namespace domcheck {

// `text` in place of the bytes at `span`.
struct Replacement {
  Span span;
  std::string text;
};

// `replacements` are in the order of the text and do not overlap.
std::string ReplaceAll(std::string_view text, const std::vector<Replacement>& replacements);

// The two lines that open a patch of the file `name`, which is relative: "--- a/name" and
// "+++ b/name". Where the patch is applied, the name is looked up from the working folder, even in
// a repository that begins above it; git needs -p1 to be sure of that where that folder has another
// one of its own name.
std::string PatchHeader(const std::string& name);

// The hunks of the patch, with three lines of context; empty where nothing is replaced. A text of
// which something is replaced is not empty.
std::string UnifiedDiff(std::string_view text, const std::vector<Replacement>& replacements);

}  // namespace domcheck

#endif  // CHECKER_FIX_UNIFIED_DIFF_H_
