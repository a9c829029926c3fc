// Where a name that libvirt does not know is written, for those who replace it: an element has its
// name in two tags.
#ifndef CHECKER_ENGINE_MISSPELT_NAME_H_
#define CHECKER_ENGINE_MISSPELT_NAME_H_

#include <string_view>
#include <vector>

#include "capsmodel/element_spans.h"
#include "capsmodel/source_file.h"
#include "checker/engine/finding.h"

namespace domcheck {

// Whether the span of `text` begins with an element's name in its start tag.
bool IsElementName(std::string_view text, Span span);

// Whether the finding's value is the name of an element or attribute, at the finding's span.
bool IsAboutName(std::string_view text, const Finding& finding);

// Returns the spans of the name that the finding is about, in the order of the text: one for an
// attribute, and for an element those in its start tag and, if it has one, its end tag. `spans` are
// those of `text`.
// REQUIRES: IsAboutName(text, finding)
std::vector<Span> SpansOfName(std::string_view text, const ElementSpans& spans,
                              const Finding& finding);

}  // namespace domcheck

#endif  // CHECKER_ENGINE_MISSPELT_NAME_H_
