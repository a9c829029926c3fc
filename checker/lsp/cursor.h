// Where a place stands in the markup of a text that may be half typed.
//
// The parser gives up at the first error, and a text that is being typed always has one just where
// the cursor is. So this looks only at the raw text: which elements are open at the place, and
// whether the place is in a name, a value or a text. It never fails; of a hopeless text it says
// kNone.
//
// What is half typed is taken so that it spoils the least: a tag without `>` ends at the next `<`
// and opens no element, and a value without a closing quote ends at the next white space, `>` or
// `<`. A `<` or `>` within quotes that are closed on the same line belongs to the value.
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

// An element as its start tag is written; views into the text.
struct OpenElement {
  std::string_view name;
  size_t begin = 0;                                                       // of `<`, in bytes
  std::vector<std::pair<std::string_view, std::string_view>> attributes;  // as written

  std::optional<std::string_view> FindAttribute(std::string_view name) const;
};

// Views are into the text that it was found in.
struct Cursor {
  enum class Kind {
    kNone,            // in a comment, a section, an instruction, or outside the root
    kElementName,     // behind `<`, in or at the end of a name
    kEndTag,          // behind `</`
    kAttributeName,   // in a start tag, where an attribute's name is or may begin
    kAttributeValue,  // between the quotes of an attribute
    kText,            // between tags
  };

  Kind kind = Kind::kNone;
  // From the root; at kElementName without the element whose name it is, at kAttributeName and
  // kAttributeValue with the element of the tag as the last, with all attributes of the tag.
  std::vector<OpenElement> open;
  OpenElement tag;             // kElementName: the element whose name it is
  std::string_view attribute;  // kAttributeValue: its name
  // The name or value that the place is in, whole, or the text on the place's line without the
  // white space around it, in bytes [begin, end); empty at the place where there is none yet. The
  // place is in it or at one of its ends.
  Span span;

  // The path below <domain>, as rules have it: "devices/disk/target"; nothing where the root is no
  // <domain>. The root itself is an empty path.
  std::optional<std::string> path() const;
};

// `offset` is in bytes of the text; one past the end means the end.
Cursor FindCursor(std::string_view text, size_t offset);

}  // namespace domcheck

#endif  // CHECKER_LSP_CURSOR_H_
