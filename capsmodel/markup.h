// These functions split an XML text into tags, comments and other markup.
//
// This is not a parser: it finds where markup begins and ends, and does not interpret it. Offsets
// and spans are in bytes. For a text that is not well-formed the spans may be wrong, but they lie
// within the text.
#ifndef CAPSMODEL_MARKUP_H_
#define CAPSMODEL_MARKUP_H_

#include <string_view>

#include "capsmodel/source_file.h"

namespace domcheck {

struct Markup {
  enum class Kind {
    kStartTag,
    kEmptyTag,  // <name/>
    kEndTag,
    kComment,
    kOther,  // a CDATA section or a processing instruction
    kNone,   // the text has no more markup
  };
  Kind kind = Kind::kNone;
  Span span;  // from `<` through `>`; for kNone empty, at the end of the text
};

// Returns the first piece of markup that begins at or after byte `at`.
Markup NextMarkup(std::string_view text, size_t at);

// Returns the offset of the white space, `=`, `/` or `>` that ends the name beginning at byte `at`,
// or the size of the text.
size_t NameEnd(std::string_view text, size_t at);

// Returns the name in a start tag, empty tag or end tag.
Span TagName(std::string_view text, const Markup& tag);

}  // namespace domcheck

#endif  // CAPSMODEL_MARKUP_H_
