// Comments in a guest that ignore findings:
//
//   <!-- domcheck: ignore disk-bus, graphics-type because these hosts get them back -->
//   <!-- domcheck: ignore-file because this guest is only a sample -->
//
// `ignore` applies to the element behind the comment. Inside an element other than <domain> and
// <devices>, it applies to that element too, so it can stand before a device or in it.
// `ignore-file` stands before <domain> and applies to the whole guest, for the rules that it names
// or for all rules. Problems with reading the guest itself cannot be ignored.
#ifndef CHECKER_SETTINGS_IGNORE_COMMENTS_H_
#define CHECKER_SETTINGS_IGNORE_COMMENTS_H_

#include <string_view>
#include <vector>

#include "checker/engine/ignores.h"

namespace domcheck {

// Returns all such comments in the text of a guest. The views point into `text`.
std::vector<IgnoreComment> FindIgnoreComments(std::string_view text);

}  // namespace domcheck

#endif  // CHECKER_SETTINGS_IGNORE_COMMENTS_H_
