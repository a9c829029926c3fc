// What a person sees who points at a name or a value: what it means, what this host offers, since
// which libvirt, and where libvirt documents it. From the rules' rows and the host's document.
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
  Span span;  // of the name or value that it is about, in bytes
};

// `offset` is in bytes; one past the end means the end. Nothing where no rule knows what stands at
// the place.
std::optional<Hover> HoverAt(const GuestView& guest, size_t offset);

// What the rule is about, as Markdown: its noun, its explanation, libvirt's documentation.
std::string DescribeMeaning(const Rule& rule);

}  // namespace domcheck

#endif  // CHECKER_LSP_HOVER_H_
