#include "checker/engine/removal.h"

namespace domcheck {

Span SpanOfRemoval(std::string_view text, const ElementSpans& spans, size_t offset) {
  const Span element = spans.Whole(spans.ElementAt(offset));
  Span line = element;
  while (line.begin > 0 && (text[line.begin - 1] == ' ' || text[line.begin - 1] == '\t'))
    --line.begin;
  line.end = text.find_first_not_of(" \t\r", element.end);
  const bool is_alone = (line.begin == 0 || text[line.begin - 1] == '\n') &&
                        line.end != std::string_view::npos && text[line.end] == '\n';
  if (!is_alone) return element;
  ++line.end;
  return line;
}

}  // namespace domcheck
