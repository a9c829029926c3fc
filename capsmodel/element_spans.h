// ElementSpans maps the number of an element to the bytes of its parts in the text.
//
// The parser does not report exact positions, and most guests need none. The constructor scans the
// raw text once for the beginnings of start tags; each call then looks into one tag. It requires
// text that is well-formed up to the last element that is passed in, which the parser has verified.
// A test compares it with the parser over all test documents.
//
// Spans are half-open ranges of bytes. The text must outlive the ElementSpans.
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

  // The number of start tags in the text: the document's size(), or more if the parser stopped at
  // an error.
  size_t size() const { return tags_.size(); }

  // The start tag, from its `<` through its `>`.
  Span StartTag(ElementNumber element) const;
  // From the `<` of the start tag through the `>` of the end tag. An element without an end tag
  // ends at the end tag of an element around it, or at the end of the text. Takes time in
  // proportion to the size of the element.
  Span Whole(ElementNumber element) const;
  // The element's name in its start tag.
  Span Name(ElementNumber element) const;
  // The element's name in its end tag, or nullopt if it has none. Takes as long as Whole().
  std::optional<Span> EndTagName(ElementNumber element) const;
  // The last element whose start tag begins at or before a byte.
  // REQUIRES: there is one
  ElementNumber ElementAt(size_t offset) const;
  // The attribute's value without its quotes, or nullopt if the tag has no such attribute.
  std::optional<Span> AttributeValue(ElementNumber element, std::string_view name) const;
  // The attribute's name; Name() of the element if the tag has no such attribute.
  Span AttributeName(ElementNumber element, std::string_view name) const;
  // The first run of text in the element that is not only white space, trimmed; Name() if the
  // element has none before its first child.
  Span Text(ElementNumber element) const;

 private:
  struct AttributeParts {
    Span name;
    Span value;
  };
  std::optional<AttributeParts> FindAttribute(ElementNumber element, std::string_view name) const;

  std::string_view text_;
  std::vector<size_t> tags_;  // offsets of `<`
};

}  // namespace domcheck

#endif  // CAPSMODEL_ELEMENT_SPANS_H_
