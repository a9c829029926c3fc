// Finds markup that must not reach the parser: declarations of document types and entities,
// references to entities, and anything over a limit.
//
// Neither guests nor capabilities have document types, and attackers use them to make XML fetch
// files or expand without bound. A parser may buffer a whole start tag, or compare each attribute
// with all others, before it reports anything. So the text is scanned first, in one pass that keeps
// a number for each open element.
//
// The scan expects well-formed markup and stops soon after an error in it. The parser gets the text
// up to that point, and finds that error first.
#ifndef CAPSMODEL_REFUSED_MARKUP_H_
#define CAPSMODEL_REFUSED_MARKUP_H_

#include <optional>
#include <string>
#include <string_view>

#include "capsmodel/limits.h"

namespace domcheck {

struct RefusedMarkup {
  size_t offset = 0;  // in bytes
  std::string message;
  size_t begin = 0;       // offset of the tag or text around it; the bytes before may be parsed
  bool is_first = false;  // no start tag ends before it, so there is nothing to parse
};

// Returns the first piece of `text`, which is valid UTF-8, that is refused, or nullopt.
std::optional<RefusedMarkup> FindRefusedMarkup(std::string_view text, const Limits& limits);

}  // namespace domcheck

#endif  // CAPSMODEL_REFUSED_MARKUP_H_
