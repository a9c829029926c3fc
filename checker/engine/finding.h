// A Finding reports a requirement that is not met, a requirement that is not decided (a note), or a
// problem with the guest's text. It owns its strings, so it may outlive the guest and the host.
#ifndef CHECKER_ENGINE_FINDING_H_
#define CHECKER_ENGINE_FINDING_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/source_file.h"
#include "rules/rule.h"

namespace domcheck {

// Why a finding is suppressed.
enum class Suppression {
  kNone,
  kInSource,  // a comment in the guest ignores it (ignores.h)
  kBaseline,  // it was known before (known_findings.h)
};

struct Finding {
  const Rule* rule = nullptr;
  Severity severity = Severity::kError;
  std::string capability;            // its path; empty if the finding is not about one
  std::optional<std::string> value;  // the value that the guest asks for
  std::vector<std::string> allowed;  // the values that the host offers
  std::string suggestion;            // one of `allowed`, or empty
  bool is_removable = false;         // the element at the place may be left out instead
  std::string message;               // one line, without the place and the rule's id
  std::string lack;                  // as Verdict::lack; may be empty
  bool implied = false;              // a default of libvirt that the guest does not state
  bool is_open = false;              // a question that the document does not decide
  std::optional<Span> span;          // bytes of the guest's text; nullopt if it was not read
  std::string path;                  // XPath of the place that asks
  size_t capability_line = 0;        // line of the capabilities document, from 1; 0 if none
  Suppression suppression = Suppression::kNone;
  std::string suppression_reason;  // from the comment in the guest; may be empty
};

// Returns a finding of rule `id`, which must be one about reading a file.
Finding InputFinding(std::string_view id, std::string message, std::optional<Span> span);

// Whether the rule reports that no document is about the guest, so that nothing is known of it.
inline bool IsNoDocument(const Rule& rule) { return rule.id == "no-document"; }

// Whether the finding is an error or a warning and is not suppressed.
bool Counts(const Finding& finding);

// Identifies a finding when the findings of two texts are compared.
struct FindingKey {
  std::string rule;
  std::string where;
  std::string value;  // "" if there is none
  friend bool operator<(const FindingKey& a, const FindingKey& b);
};
// These use as `where`: the path; the path without the numbers of elements, so that moving a device
// does not change it; the capability, which does not depend on the structure of the guest.
FindingKey KeyByPath(const Finding& finding);
FindingKey KeyByPathWithoutNumbers(const Finding& finding);
FindingKey KeyByCapability(const Finding& finding);

}  // namespace domcheck

#endif  // CHECKER_ENGINE_FINDING_H_
