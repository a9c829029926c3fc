// From verdicts to findings: the words, and the places in one guest's text.
#ifndef CHECKER_ENGINE_FINDING_BUILDER_H_
#define CHECKER_ENGINE_FINDING_BUILDER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/document.h"
#include "capsmodel/element_spans.h"
#include "checker/engine/check.h"

namespace domcheck {

// Looks for places only once there is a finding.
class FindingBuilder {
 public:
  // `text` is the guest's and must outlive this.
  explicit FindingBuilder(std::string_view text) : text_(text) {}

  // A finding for a verdict other than kSupported.
  Finding Build(const Requirement& requirement, Verdict verdict, const Capabilities& capabilities);
  void Add(const Requirement& requirement, Verdict verdict, const Capabilities& capabilities) {
    findings_.push_back(Build(requirement, std::move(verdict), capabilities));
  }
  // Where the requirement stands.
  Span SpanOf(const Requirement& requirement);
  std::string PathOf(const Requirement& requirement);
  // What was added, in the order of the guest's text.
  std::vector<Finding> Take();

 private:
  std::string_view text_;
  std::optional<ElementSpans> spans_;
  ElementPaths paths_;
  std::vector<Finding> findings_;
};

}  // namespace domcheck

#endif  // CHECKER_ENGINE_FINDING_BUILDER_H_
