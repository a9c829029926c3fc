// A text with marks for a place or a span, for tests: `|` marks a place, `{` and `}` enclose a
// span, as in <target bus='{ide}'/>.
#ifndef CHECKER_TESTING_MARKED_TEXT_H_
#define CHECKER_TESTING_MARKED_TEXT_H_

#include <cstddef>
#include <string>

#include "capsmodel/source_file.h"

namespace domcheck {

struct MarkedText {
  size_t offset() const { return span.begin; }

  std::string text;        // without the marks
  Span span;               // in bytes of `text`; empty at a place
  bool is_marked = false;  // Without marks the span is empty and at the end.
};

// Removes the first `|`, or else the first `{` and the first `}` behind it. A text with a `|` may
// contain braces of its own, such as those of a template.
inline MarkedText TakeMarks(std::string marked) {
  const size_t place = marked.find('|');
  if (place != marked.npos) {
    marked.erase(place, 1);
    return {marked, {place, place}, true};
  }
  const size_t begin = marked.find('{'), end = marked.find('}', begin);
  if (end == marked.npos) return {marked, {marked.size(), marked.size()}, false};
  marked.erase(end, 1).erase(begin, 1);
  return {marked, {begin, end - 1}, true};
}

}  // namespace domcheck

#endif  // CHECKER_TESTING_MARKED_TEXT_H_
