// The guest as a whole: its symbols, its verdict, and the line of the capabilities document that
// decides a value.
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

// Returns the guest with its groups (all children of <domain>: os, cpu, features, ...) and its
// devices, as far as the text could be read; empty if there is no <domain>. Spans count bytes of
// the text: siblings do not overlap, and children lie within their parent.
std::vector<Symbol> Symbols(const GuestView& guest);

// The line above <domain>: "compatible with debian-12: 12 of 14 checked, 2 unknown".
struct Lens {
  Span span;  // the root's name, in bytes
  std::string title;
};
// Returns nothing if there is no <domain>.
std::optional<Lens> VerdictLens(const GuestView& guest);

// A line of a capabilities document.
struct CapabilityLine {
  const SourceFile* source = nullptr;  // owned by the view's host
  size_t line = 0;                     // from 1
};
// Finds the line in the host's document that decides the value, text or element's name that
// contains byte `offset` or ends there, whether or not it has a finding: the line of the value if
// it is listed, else of the list, or of the block that is not supported. Returns nothing if no rule
// asks there or the host's document does not mention it.
std::optional<CapabilityLine> DefinitionAt(const GuestView& guest, size_t offset);

}  // namespace domcheck

#endif  // CHECKER_LSP_OUTLINE_H_
