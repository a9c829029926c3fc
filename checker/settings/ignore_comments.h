// Comments in a guest that say which findings do not count:
//
//   <!-- domcheck: ignore disk-bus, graphics-type because these hosts get them back -->
//   <!-- domcheck: ignore-file because this guest is only a sample -->
//
// `ignore` holds for the element behind the comment and, where the comment stands inside an element
// other than <domain> and <devices>, for that element: so it can stand before a device or in it.
// `ignore-file` stands before <domain> and holds for the whole guest, for the rules that it names
// or for all. What is wrong with the reading of the guest itself cannot be ignored.
#ifndef CHECKER_SETTINGS_IGNORE_COMMENTS_H_
#define CHECKER_SETTINGS_IGNORE_COMMENTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/source_file.h"
#include "checker/engine/check.h"

namespace domcheck {

struct IgnoreComment {
  Span span;                            // of the comment
  std::vector<std::string_view> rules;  // as written; none means all
  std::string reason;                   // what it says behind `because`, on one line
  std::vector<Span> scopes;             // the bytes for which it holds
  std::string error;                    // why it means nothing, or empty
};

// All such comments in the text of a guest. The views point into `text`.
std::vector<IgnoreComment> FindIgnoreComments(std::string_view text);

// Marks the findings of all `results`, which are those of one guest against its hosts, that
// comments ignore, with the first reason that they give. A comment, or a rule that it names, that
// matches nothing in any of them becomes a finding `unused-ignore` of the first.
void ApplyIgnoreComments(std::string_view text, std::vector<CheckResult>* results);

}  // namespace domcheck

#endif  // CHECKER_SETTINGS_IGNORE_COMMENTS_H_
