// For tests: a document with a `|` where the cursor stands.
#ifndef CHECKER_TESTING_MARKED_TEXT_H_
#define CHECKER_TESTING_MARKED_TEXT_H_

#include <cstddef>
#include <string>

namespace domcheck {

struct MarkedText {
  std::string text;   // without the mark
  size_t offset = 0;  // of the mark, in bytes of `text`
};

// `marked` has one `|`; without it the cursor is at the end.
inline MarkedText TakeMark(std::string marked) {
  const size_t offset = marked.find('|');
  if (offset == std::string::npos) return {marked, marked.size()};
  marked.erase(offset, 1);
  return {marked, offset};
}

}  // namespace domcheck

#endif  // CHECKER_TESTING_MARKED_TEXT_H_
