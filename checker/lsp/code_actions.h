// What can be done about a finding: another value, a comment that ignores it, reading about it.
#ifndef CHECKER_LSP_CODE_ACTIONS_H_
#define CHECKER_LSP_CODE_ACTIONS_H_

#include <string>
#include <vector>

#include "checker/lsp/guest_view.h"

namespace domcheck {

struct CodeAction {
  enum class Kind {
    kQuickFix,  // edits
    kFixAll,    // edits: all that `domcheck fix --unsafe` would change in this guest
    kOpenLink,  // no edits: the rule's documentation, to be opened
  };
  Kind kind = Kind::kQuickFix;
  std::string title;
  std::vector<TextEdit> edits;  // do not overlap, in the order of the text
  std::string link;
  const Finding* finding = nullptr;  // of the view's result; null for kFixAll
  bool is_preferred = false;
};

// The actions for the findings whose span touches `range`, in bytes of the text; an empty range is
// a cursor, and one that stands right behind a value touches it. For each finding: each value that
// the host offers (the suggested one first and preferred, of a long list the twelve nearest), a
// comment that ignores the rule for the element's device or group, the rule's documentation. Last,
// wherever the range is, to fix all, if anything can be fixed.
//
// Only what the text states in one piece is replaced: neither a value that libvirt implies nor an
// element's name. A finding that is ignored, or that no comment can ignore, is not offered to be.
std::vector<CodeAction> CodeActionsAt(const GuestView& guest, Span range);

// The edits of kFixAll, in the order of the text; none where nothing can be fixed, or where the
// text is not well-formed. Checks the guest again, with the view's settings, until nothing is left
// to fix: a few times the cost of a check, and next to nothing where there is nothing to fix.
std::vector<TextEdit> FixAll(const GuestView& guest);

}  // namespace domcheck

#endif  // CHECKER_LSP_CODE_ACTIONS_H_
