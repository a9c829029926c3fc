// Builds findings from verdicts: the words, and the places in one guest's text.
#ifndef CHECKER_ENGINE_FINDING_BUILDER_H_
#define CHECKER_ENGINE_FINDING_BUILDER_H_

#include <optional>
#include <string>
#include <string_view>

#include "capsmodel/document.h"
#include "capsmodel/element_spans.h"
#include "checker/engine/finding.h"
#include "rules/rule.h"

namespace domcheck {

// The bytes that show a person the place: the value or text, or the element's name.
Span SpanOf(const Place& place, const ElementSpans& spans);

// Looks for places only once there is a finding.
class FindingBuilder {
 public:
  // `text` is the guest's and must outlive this.
  explicit FindingBuilder(std::string_view text) : text_(text) {}

  // A finding for a verdict other than kSupported.
  Finding Build(const Requirement& requirement, Verdict verdict, const Capabilities& capabilities);
  // Where the requirement stands.
  Span SpanOf(const Requirement& requirement);
  std::string PathOf(const Requirement& requirement);

 private:
  std::string_view text_;
  std::optional<ElementSpans> spans_;
  ElementPaths paths_;
};

}  // namespace domcheck

#endif  // CHECKER_ENGINE_FINDING_BUILDER_H_
