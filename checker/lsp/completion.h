// What may be written at a place of a guest, with what this host offers first.
//
// All of it comes from the rules' rows and the host's document: elements and attributes from the
// rows' paths, values from the document's lists, reasons from its CPU models. What only other hosts
// offer comes last and is marked. Whole devices come from a table of snippets (device_snippets.h),
// filled in with what this host offers.
#ifndef CHECKER_LSP_COMPLETION_H_
#define CHECKER_LSP_COMPLETION_H_

#include <string>
#include <vector>

#include "checker/lsp/guest_view.h"

namespace domcheck {

struct Completion {
  enum class Kind { kElement, kAttribute, kValue, kSnippet };
  Kind kind = Kind::kValue;
  std::string label;          // what the list shows
  std::string detail;         // beside it: "offered by debian-12", "not usable: lacks pcid"
  std::string documentation;  // Markdown
  TextEdit edit;              // its span holds the place and lies in one line, but for values
  // Whether the edit's text is a snippet of the protocol (with ${1:placeholders}) and not plain.
  bool is_snippet = false;
  bool is_offered = true;  // by this host, or not known
  bool is_deprecated = false;
};

// In the order in which they are to be listed, not filtered by what is typed already. `offset` is
// in bytes; one past the end means the end. `takes_snippets`: the editor knows placeholders;
// without that, texts are plain and whole devices are left out.
std::vector<Completion> Complete(const GuestView& guest, size_t offset, bool takes_snippets);

}  // namespace domcheck

#endif  // CHECKER_LSP_COMPLETION_H_
