// Builds findings from verdicts, with their messages and their places in the guest's text.
#ifndef CHECKER_ENGINE_FINDING_BUILDER_H_
#define CHECKER_ENGINE_FINDING_BUILDER_H_

#include <optional>
#include <string>
#include <string_view>

#include "capsmodel/document.h"
#include "capsmodel/element_paths.h"
#include "capsmodel/element_spans.h"
#include "checker/engine/finding.h"
#include "rules/rule.h"

namespace domcheck {

// Returns the bytes to show for the place: the value, the text, or the element's name.
Span SpanOf(const Place& place, const ElementSpans& spans);

// Builds the findings of one guest. It scans the text for places only when a finding needs one.
class FindingBuilder {
 public:
  // `text` is the guest's text and must outlive the builder.
  explicit FindingBuilder(std::string_view text) : text_(text) {}

  // Returns a finding for a verdict, which must not be kSupported.
  Finding Build(const Requirement& requirement, Verdict verdict, const Capabilities& capabilities);
  // The same for a rule that takes no document.
  Finding Build(const Requirement& requirement, Verdict verdict);
  // Returns the place of the requirement, as bytes and as XPath.
  Span SpanOf(const Requirement& requirement);
  std::string PathOf(const Requirement& requirement);

 private:
  std::string_view text_;
  std::optional<ElementSpans> spans_;
  ElementPaths paths_;
};

}  // namespace domcheck

#endif  // CHECKER_ENGINE_FINDING_BUILDER_H_
