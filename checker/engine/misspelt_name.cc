#include "checker/engine/misspelt_name.h"

namespace domcheck {
namespace {

bool IsAttributeName(std::string_view text, Span span) {
  constexpr std::string_view kSpace = " \t\r\n";
  if (span.begin == 0 || kSpace.find(text[span.begin - 1]) == std::string_view::npos) return false;
  const size_t behind = text.find_first_not_of(kSpace, span.end);
  return behind != std::string_view::npos && text[behind] == '=';
}

}  // namespace

bool IsElementName(std::string_view text, Span span) {
  return span.begin > 0 && text[span.begin - 1] == '<';
}

bool IsAboutName(std::string_view text, const Finding& finding) {
  if (!finding.value || finding.implied || !finding.span) return false;
  const Span span = *finding.span;
  if (text.substr(span.begin, span.end - span.begin) != *finding.value) return false;
  return IsElementName(text, span) ||
         (finding.rule->subject == Rule::Subject::kWord && IsAttributeName(text, span));
}

std::vector<Span> SpansOfName(std::string_view text, const ElementSpans& spans,
                              const Finding& finding) {
  std::vector<Span> found{*finding.span};
  if (IsElementName(text, *finding.span))
    if (const auto end_tag = spans.EndTagName(spans.ElementAt(finding.span->begin)))
      found.push_back(*end_tag);
  return found;
}

}  // namespace domcheck
