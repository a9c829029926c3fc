// What no parser is shown: declarations of document types and entities, references to entities,
// and whatever is over a limit.
//
// Neither guests nor capabilities have document types, and they are how XML is made to fetch files
// or to swell. A parser may gather a whole start tag, or compare each attribute with all others,
// before it reports anything: so the text is looked through first, in one walk that keeps a
// number for each open element.
//
// It expects well-formed markup, and stops a little behind where that ends: the parser, which is
// shown the text up to there, finds its error first.
#ifndef CAPSMODEL_REFUSED_MARKUP_H_
#define CAPSMODEL_REFUSED_MARKUP_H_

#include <optional>
#include <string>
#include <string_view>

#include "capsmodel/limits.h"

namespace domcheck {

struct RefusedMarkup {
  size_t offset = 0;  // in bytes of the text
  std::string message;
  size_t begin = 0;       // of the tag or text that it stands in: what is before may be parsed
  bool is_first = false;  // no start tag ends before it: there is nothing to parse
};

// The first piece of `text`, which is UTF-8, that is refused.
std::optional<RefusedMarkup> FindRefusedMarkup(std::string_view text, const Limits& limits);

}  // namespace domcheck

#endif  // CAPSMODEL_REFUSED_MARKUP_H_
