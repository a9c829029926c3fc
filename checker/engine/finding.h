// A finding: a requirement that is not met or, as a note, not decided; or what is wrong with the
// guest's text. Findings own their texts and outlive the guest and the host.
#ifndef CHECKER_ENGINE_FINDING_H_
#define CHECKER_ENGINE_FINDING_H_

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/source_file.h"
#include "rules/rule.h"

namespace domcheck {

// Why a finding does not count.
enum class Suppression {
  kNone,
  kInSource,  // a comment in the guest ignores it: ignores.h
  kBaseline,  // it was known before: known_findings.h
};

struct Finding {
  const Rule* rule = nullptr;
  Severity severity = Severity::kError;
  std::string capability;            // path; empty where none is concerned
  std::optional<std::string> value;  // what the guest asks for
  std::vector<std::string> allowed;  // what the host offers instead
  std::string suggestion;            // one of them, or empty
  std::string message;               // one line, without the place and the rule's id
  std::string lack;                  // of several hosts at once, as in Verdict; may be empty
  bool implied = false;              // libvirt fills the value in; the guest does not state it
  bool is_open = false;              // a question that stays unanswered, not a violation
  std::optional<Span> span;          // in bytes of the guest's text; nothing for a file unread
  std::string path;                  // of what was asked, as XPath
  size_t capability_line = 0;        // from 1, in the capabilities document; 0 where there is none
  Suppression suppression = Suppression::kNone;
  std::string suppression_reason;  // as the comment in the guest states it; may be empty
};

// A finding of rule `id`, which is one whose findings come from reading a file.
Finding InputFinding(std::string_view id, std::string message, std::optional<Span> span);

// Whether it is an error or a warning, and nothing suppresses it.
bool Counts(const Finding& finding);

// What makes findings the same, for those who compare the findings of two texts: the rule, where it
// asks, and the value.
struct FindingKey {
  std::string rule;
  std::string where;
  std::string value;  // "" where there is none
  friend bool operator<(const FindingKey& a, const FindingKey& b);
};
// `where` is the finding's path; its path without the numbers of elements, which moving a device
// changes; its capability, which is the same however the guest is written.
FindingKey KeyByPath(const Finding& finding);
FindingKey KeyByPathWithoutNumbers(const Finding& finding);
FindingKey KeyByCapability(const Finding& finding);

// Puts findings, of any type with a span, in the order of the guest's text; those without a place
// come first.
template <typename AnyFinding>
void SortBySource(std::vector<AnyFinding>* findings) {
  const auto stands_before = [](const AnyFinding& a, const AnyFinding& b) {
    return (a.span ? a.span->begin : 0) < (b.span ? b.span->begin : 0);
  };
  // Nearly always they are in that order.
  if (!std::is_sorted(findings->begin(), findings->end(), stands_before))
    std::stable_sort(findings->begin(), findings->end(), stands_before);
}

}  // namespace domcheck

#endif  // CHECKER_ENGINE_FINDING_H_
