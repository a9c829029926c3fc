// Where the elements of a text stand: from the number of an element to the bytes of its parts.
//
// The parser does not report exact places, and most guests need none. So this runs over the raw
// text, once, when the first finding asks: it finds where each start tag begins, and looks into a
// tag only for what is asked of it. It expects the text to be well-formed up to the last element
// asked for, which the parser has shown; a test holds it against the parser over all test
// documents.
//
// Spans are in bytes of the text, half-open. The text must outlive this.
#ifndef CAPSMODEL_ELEMENT_SPANS_H_
#define CAPSMODEL_ELEMENT_SPANS_H_

#include <optional>
#include <string_view>
#include <vector>

#include "capsmodel/document.h"
#include "capsmodel/source_file.h"

namespace domcheck {

class ElementSpans {
 public:
  explicit ElementSpans(std::string_view text);

  // Start tags found: the document's size, or more where it was cut short by an error.
  size_t size() const { return tags_.size(); }

  // From `<` to behind `>`.
  Span StartTag(ElementNumber element) const;
  // From `<` of the start tag to behind `>` of the end tag. An element that is not closed reaches
  // to the end tag of one around it, or to the end of the text. Runs through the whole element.
  Span Whole(ElementNumber element) const;
  // The element's name in its start tag.
  Span Name(ElementNumber element) const;
  // The attribute's value without its quotes; nothing where the tag has no such attribute.
  std::optional<Span> AttributeValue(ElementNumber element, std::string_view name) const;
  // The first run of characters in the element that is not white space, without the white space
  // around it; the name where there is none.
  Span Text(ElementNumber element) const;

 private:
  std::string_view text_;
  std::vector<size_t> tags_;  // offsets of `<`
};

}  // namespace domcheck

#endif  // CAPSMODEL_ELEMENT_SPANS_H_
