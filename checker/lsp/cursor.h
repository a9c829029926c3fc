// Finds the place of a cursor in the markup of a text that may be half typed.
//
// An XML parser gives up at the first error, and while somebody types there is one at the cursor.
// So this scans the raw text for the elements that are open at the place, and for whether the place
// is in a name, a value or a text. It never fails: if it recognises nothing it returns kNone.
//
// Half-typed markup is read so that it spoils as little as possible of the rest: a tag without `>`
// ends at the next `<` and opens no element; a value without a closing quote ends at the next white
// space, `>` or `<`. A `<` or `>` within quotes that are closed on the same line is part of the
// value.
#ifndef CHECKER_LSP_CURSOR_H_
#define CHECKER_LSP_CURSOR_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "capsmodel/source_file.h"

namespace domcheck {

// An element as its start tag is written. Views point into the text.
struct OpenElement {
  std::string_view name;
  size_t begin = 0;                                                       // of `<`, in bytes
  std::vector<std::pair<std::string_view, std::string_view>> attributes;  // as written

  std::optional<std::string_view> FindAttribute(std::string_view name) const;
};

// A place in a text. Views point into the text.
struct Cursor {
  enum class Kind {
    kNone,            // in a comment, a section, an instruction, or outside the root
    kElementName,     // behind `<`, in a name or at its end
    kEndTag,          // behind `</`
    kAttributeName,   // in a start tag, where an attribute's name is or may begin
    kAttributeValue,  // between the quotes of an attribute
    kText,            // between tags
  };

  Kind kind = Kind::kNone;
  // The elements around the place, from the root. For kAttributeName and kAttributeValue the last
  // one is the element whose tag contains the place, with all its attributes; for kElementName that
  // element is in `tag` instead.
  std::vector<OpenElement> open;
  OpenElement tag;             // kElementName: the element whose name it is
  std::string_view attribute;  // kAttributeValue: its name
  // The whole name or value at the place, or the text on its line without surrounding white space:
  // bytes [begin, end), where begin <= place <= end. Empty, at the place, if nothing is typed there
  // yet.
  Span span;

  // The path of the open elements below <domain>, in the form of the rules' paths:
  // "devices/disk/target". Empty at the root; nothing if the root is not a <domain>.
  std::optional<std::string> path() const;
};

// `offset` counts bytes of the text; an offset past the end means the end.
Cursor FindCursor(std::string_view text, size_t offset);

}  // namespace domcheck

#endif  // CHECKER_LSP_CURSOR_H_
