// What an editor offers to do about a finding: replace the value, ignore the finding with a
// comment, or read about its rule.
#ifndef CHECKER_LSP_CODE_ACTIONS_H_
#define CHECKER_LSP_CODE_ACTIONS_H_

#include <string>
#include <vector>

#include "checker/fix/replacement.h"
#include "checker/lsp/guest_view.h"

namespace domcheck {

struct CodeAction {
  enum class Kind {
    kQuickFix,  // has edits
    kFixAll,    // has edits: everything that `domcheck fix --unsafe` would change in this guest
    kOpenLink,  // has no edits: opens the rule's documentation
  };
  Kind kind = Kind::kQuickFix;
  std::string title;
  std::vector<Replacement> edits;  // in the order of the text, without overlaps
  std::string link;
  const Finding* finding = nullptr;  // one of the view's result; null for kFixAll
  bool is_preferred = false;
};

// Returns the actions for the findings whose span touches `range`, a half-open range of bytes of
// the text. An empty range is a cursor; it touches a value that ends there. Each finding has
// - a replacement for each value that the host offers: the suggested one first and preferred, and
//   only the twelve nearest of a long list;
// - a comment that ignores the rule for the element's device or group;
// - the rule's documentation. The last action fixes the whole guest, wherever the range is, if
//   anything can be fixed.
//
// A value can be replaced only if the text contains it in one piece: not if libvirt implies it, and
// not if it is an element's name. A finding that is already ignored, or that no comment can ignore,
// has no action that ignores it.
std::vector<CodeAction> CodeActionsAt(const GuestView& guest, Span range);

// Returns the edits of kFixAll in the order of the text; none if nothing can be fixed or the text
// is not well-formed. Starts from the view's result and then checks each text that it tries, with
// the view's hosts and settings, until nothing is left to fix. That costs about one or two checks,
// or nothing if nothing can be fixed.
std::vector<Replacement> FixAll(const GuestView& guest);

}  // namespace domcheck

#endif  // CHECKER_LSP_CODE_ACTIONS_H_
