// What may be written at a place of a guest, starting with what this host offers.
//
// Completions are derived from the rules' rows and the host's capabilities: elements and attributes
// from the rows' paths, values from the host's lists, reasons from its CPU models. Values that only
// other hosts offer come last and are marked. Whole devices come from a table of snippets
// (device_snippets.h), filled in with what this host offers.
#ifndef CHECKER_LSP_COMPLETION_H_
#define CHECKER_LSP_COMPLETION_H_

#include <string>
#include <vector>

#include "checker/fix/replacement.h"
#include "checker/lsp/guest_view.h"

namespace domcheck {

struct Completion {
  enum class Kind { kElement, kAttribute, kValue, kSnippet };
  Kind kind = Kind::kValue;
  std::string label;          // what the list shows
  std::string detail;         // beside it: "offered by debian-12", "not usable: lacks pcid"
  std::string documentation;  // Markdown
  Replacement edit;         // its span contains the place and, except for values, lies in one line
  bool is_snippet = false;  // the edit's text has the protocol's placeholders: ${1:text}
  bool is_offered = true;   // this host offers it or may offer it
  bool is_deprecated = false;
};

// Returns the completions in the order in which an editor lists them, not filtered by what is
// already typed. `offset` counts bytes; an offset past the end means the end. `takes_snippets` is
// whether the editor understands placeholders: if not, texts are plain and there are no devices.
std::vector<Completion> Complete(const GuestView& guest, size_t offset, bool takes_snippets);

}  // namespace domcheck

#endif  // CHECKER_LSP_COMPLETION_H_
