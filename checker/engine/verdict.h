// Turns the answers to a guest's requirements into findings, for one host and for many.
//
// The caller provides the answers, from one capabilities document (check.cc) or from the table of
// the answers of many documents (check_many.cc). This file applies the rules common to both:
//
// - A disabled rule is not counted and has no findings.
// - An unsupported block is reported once for the element that asks, unless it is reported again
//   with a higher severity. For example, after `tpm` has reported that the host has no TPM devices,
//   tpm-model does not.
// - A violation has the severity that the user chose for its rule. An open question is a note.
// - Words come after all capabilities, since one may have nothing to add.
//
// Suppression (ignores.h) and the verdict (VerdictOf in check_result.h) are computed from the
// findings.
#ifndef CHECKER_ENGINE_VERDICT_H_
#define CHECKER_ENGINE_VERDICT_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "capsmodel/capabilities.h"
#include "checker/engine/finding_policy.h"
#include "rules/rule.h"

namespace domcheck {

using DocumentNumber = uint32_t;  // index, from 0, of a capabilities document that answers a guest

// The unsupported blocks that have been reported for the current element. The requirements of an
// element are consecutive.
class ReportedBlocks {
 public:
  void Begin(Element asker) {
    if (asker_ != asker.number()) blocks_.clear();
    asker_ = asker.number();
  }
  // Returns whether the document's block has not been reported yet with at least this severity, and
  // records it as reported. Returns true if `block` is null.
  bool Report(DocumentNumber document, const Capability* block, Severity severity) {
    if (block == nullptr) return true;
    for (const Block& other : blocks_)
      if (other.document == document && other.block == block && other.severity >= severity)
        return false;
    blocks_.push_back({document, block, severity});
    return true;
  }

 private:
  struct Block {
    DocumentNumber document;
    const Capability* block;
    Severity severity;
  };
  ElementNumber asker_ = kNoElement;
  std::vector<Block> blocks_;
};

// Adds the findings for `requirements`, which must be all requirements of one guest. `Answers` has
//
//   IsRepeated(word)            whether a finding that was added makes an answer about the word
//                               needless
//   Ask(requirement)            returns the answer, of any type
//   Count(requirement, answer)  is called for each requirement of a host whose rule is not disabled
//   ForEachObjection(requirement, &answer, visit)
//                               calls visit(objection) for each distinct objection, the least
//                               severe first
//   Report(&objection, &reported)
//                               removes the documents whose block has been reported from the
//                               objection; returns whether any document is left
//   Build(requirement, objection)
//                               returns a finding with members `rule`, `severity` and `is_open`
//   Add(requirement, finding)   adds a finding to the result
template <typename Answers>
void FindViolations(const std::vector<Requirement>& requirements, const FindingPolicy& policy,
                    Answers* answers) {
  ReportedBlocks reported;
  const auto find = [&](const Requirement& requirement) {
    auto&& answer = answers->Ask(requirement);
    const bool is_question = requirement.rule->subject == Rule::Subject::kCapability;
    if (is_question && !policy.Disables(*requirement.rule)) answers->Count(requirement, answer);
    answers->ForEachObjection(requirement, &answer, [&](auto&& objection) {
      reported.Begin(requirement.asker);
      if (!answers->Report(&objection, &reported)) return;
      auto finding = answers->Build(requirement, std::move(objection));
      if (policy.Disables(*finding.rule)) return;
      if (!finding.is_open) finding.severity = policy.SeverityOf(*finding.rule, finding.severity);
      answers->Add(requirement, std::move(finding));
    });
  };
  for (const Requirement& requirement : requirements)
    if (requirement.rule->subject != Rule::Subject::kWord) find(requirement);
  for (const Requirement& requirement : requirements)
    if (requirement.rule->subject == Rule::Subject::kWord && !answers->IsRepeated(requirement))
      find(requirement);
}

}  // namespace domcheck

#endif  // CHECKER_ENGINE_VERDICT_H_
