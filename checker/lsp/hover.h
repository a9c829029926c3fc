// The text that an editor shows for the name or value under the pointer: what it means, what this
// host offers, since which libvirt version, and where libvirt documents it. It is derived from the
// rules' rows and the host's capabilities.
#ifndef CHECKER_LSP_HOVER_H_
#define CHECKER_LSP_HOVER_H_

#include <cstddef>
#include <optional>
#include <string>

#include "checker/lsp/guest_view.h"
#include "rules/rule.h"

namespace domcheck {

struct Hover {
  std::string markdown;
  Span span;  // of the name or value described, in bytes
};

// `offset` counts bytes; an offset past the end means the end. Returns nothing if no rule knows the
// name or value there.
std::optional<Hover> HoverAt(const GuestView& guest, size_t offset);

// Describes the rule's subject in Markdown: its noun, its explanation, libvirt's documentation.
std::string DescribeMeaning(const Rule& rule);

}  // namespace domcheck

#endif  // CHECKER_LSP_HOVER_H_
