// The markup of an XML text, piece by piece, with its bytes.
//
// This is not a parser: it finds where tags and comments begin and end, and not what they mean.
// The text is expected to be well-formed as far as it matters; of a text that is not, whatever
// comes out lies inside the text.
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
    kNone,   // the text ends
  };
  Kind kind = Kind::kNone;
  Span span;  // from `<` to behind `>`; empty at the text's end for kNone
};

// The first piece of markup at or behind byte `at`.
Markup NextMarkup(std::string_view text, size_t at);

// Where a name that begins at byte `at` ends: at white space, `=`, `/` or `>`, or with the text.
size_t NameEnd(std::string_view text, size_t at);

// The name in a start tag, empty tag or end tag.
Span TagName(std::string_view text, const Markup& tag);

}  // namespace domcheck

#endif  // CAPSMODEL_MARKUP_H_
