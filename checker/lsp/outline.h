// The guest seen as a whole: its symbols, its verdict, and the way from a value to the line of the
// capabilities document that decides about it.
#ifndef CHECKER_LSP_OUTLINE_H_
#define CHECKER_LSP_OUTLINE_H_

#include <optional>
#include <string>
#include <vector>

#include "checker/lsp/guest_view.h"

namespace domcheck {

struct Symbol {
  enum class Kind { kGuest, kGroup, kDevice };
  Kind kind = Kind::kGroup;
  std::string name;    // "disk vda", "interface network=default", "cpu host-model"
  std::string detail;  // "virtio, file"
  Span span;           // the whole element
  Span name_span;      // its name in the start tag; within span
  std::vector<Symbol> children;
};

// The guest with its groups (os, cpu, features, ...: all children of <domain>) and its devices;
// empty where there is no <domain>. Of a text that is broken off, what was read. Spans are in bytes
// of the text; those of siblings do not overlap, and children lie within their parent.
std::vector<Symbol> Symbols(const GuestView& guest);

// What stands above <domain>: "compatible with debian-12: 12 of 14 checked, 2 unknown".
struct Lens {
  Span span;  // the root's name, in bytes
  std::string title;
};
// Nothing where there is no <domain>.
std::optional<Lens> VerdictLens(const GuestView& guest);

// A line of a capabilities document.
struct CapabilityLine {
  const SourceFile* source = nullptr;  // of a document of the view's host
  size_t line = 0;                     // from 1
};
// Where the host's document states what decides about the value, text or element's name at the byte
// `offset`, or right before it, whether there is a finding or not: the line of the value if it is
// listed, else that of the list, or of the block that says 'no'. Nothing where no rule asks there,
// or where the document does not speak of it.
std::optional<CapabilityLine> DefinitionAt(const GuestView& guest, size_t offset);

}  // namespace domcheck

#endif  // CHECKER_LSP_OUTLINE_H_
