// From the answers to a guest's questions to the findings that count, in one place for one host and
// for many.
//
// Where the answers come from is the caller's: a capabilities document (check.cc) or the table of
// what many documents answer (check_many.cc). What follows from them is decided here:
//
// - a disabled rule is not asked;
// - a block that states 'no' is reported once by the element that asks, as severe as it first was:
//   `tpm` has reported all there is when tpm-model's answer is that there are no TPM devices;
// - a violation has the severity that users give its rule; a question that stays open is a note.
//
// Which findings the guest's text ignores (ignores.h), and the verdict (VerdictOf in
// check_result.h), follow from the findings.
#ifndef CHECKER_ENGINE_VERDICT_H_
#define CHECKER_ENGINE_VERDICT_H_

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "capsmodel/capabilities.h"
#include "checker/engine/finding_policy.h"
#include "rules/rule.h"

namespace domcheck {

using DocumentNumber = uint32_t;  // from 0, of the capabilities documents that answer a guest

// The blocks that documents reported as not supported to the element that asks now. An element asks
// all its questions before the next one does.
class ReportedBlocks {
 public:
  void Begin(Element asker) {
    if (asker_ != asker.number()) blocks_.clear();
    asker_ = asker.number();
  }
  // Whether the document's block is still to be reported, at that severity; from then on it was. A
  // verdict without a block always is.
  bool Report(DocumentNumber document, const Capability* block, Severity severity) {
    if (block == nullptr) return true;
    const bool is_reported = std::any_of(blocks_.begin(), blocks_.end(), [&](const Block& other) {
      return other.document == document && other.block == block && other.severity >= severity;
    });
    if (!is_reported) blocks_.push_back({document, block, severity});
    return !is_reported;
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

// Asks `requirements`, which are all of one guest, and adds what is found. `Answers` has
//
//   Ask(requirement)            what is answered: `answer`, of any type
//   Count(requirement, answer)  called for each rule that is not disabled
//   ForEachObjection(requirement, &answer, visit)
//                               calls visit(objection) for each different one, the least severe
//                               first
//   Report(&objection, &reported)
//                               leaves out of the objection what was reported before by its block;
//                               false where nothing of it is left
//   Build(requirement, objection)
//                               a finding of it, with `rule`, `severity` and `is_open`
//   Add(finding)
template <typename Answers>
void FindViolations(const std::vector<Requirement>& requirements, const FindingPolicy& policy,
                    Answers* answers) {
  ReportedBlocks reported;
  for (const Requirement& requirement : requirements) {
    auto&& answer = answers->Ask(requirement);
    if (!policy.Disables(*requirement.rule)) answers->Count(requirement, answer);
    answers->ForEachObjection(requirement, &answer, [&](auto&& objection) {
      reported.Begin(requirement.asker);
      if (!answers->Report(&objection, &reported)) return;
      auto finding = answers->Build(requirement, std::move(objection));
      if (policy.Disables(*finding.rule)) return;
      if (!finding.is_open) finding.severity = policy.SeverityOf(*finding.rule, finding.severity);
      answers->Add(std::move(finding));
    });
  }
}

}  // namespace domcheck

#endif  // CHECKER_ENGINE_VERDICT_H_
