// Where an element is to be cut out of a guest's text.
#ifndef CHECKER_ENGINE_REMOVAL_H_
#define CHECKER_ENGINE_REMOVAL_H_

#include <cstddef>
#include <string_view>

#include "capsmodel/element_spans.h"
#include "capsmodel/source_file.h"

namespace domcheck {

// Returns the bytes of the element whose start tag is at `offset`, with its indentation and the
// line break before it if it begins its line. `spans` are those of `text`.
Span SpanOfRemoval(std::string_view text, const ElementSpans& spans, size_t offset);

}  // namespace domcheck

#endif  // CHECKER_ENGINE_REMOVAL_H_
