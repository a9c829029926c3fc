// Writes the replacements in a text as a patch that `git apply -p1` and `patch -p1` accept.
//
// The replacements are known, so there is no search for a difference: the lines that they touch are
// the lines that differ. Lines end at LF alone, as for those programs.
#ifndef CHECKER_FIX_UNIFIED_DIFF_H_
#define CHECKER_FIX_UNIFIED_DIFF_H_

#include <string>
#include <string_view>
#include <vector>

#include "checker/fix/replacement.h"

namespace domcheck {

// Returns the two lines that open the patch of a file: "--- a/name" and "+++ b/name". `name` is a
// relative path, and whoever applies the patch looks it up from the working folder, even in a
// repository that begins above it. (git needs -p1 for that if the folder contains one of its own
// name.)
std::string PatchHeader(const std::string& name);

// Returns the hunks of the patch, with three lines of context; empty if nothing is replaced. The
// replacements must lie in the text, in its order and without overlaps; if there is one, the text
// is not empty.
std::string UnifiedDiff(std::string_view text, const std::vector<Replacement>& replacements);

}  // namespace domcheck

#endif  // CHECKER_FIX_UNIFIED_DIFF_H_
