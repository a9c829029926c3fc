// A CheckResult is the result of checking one guest against one host. It stores answers and
// findings; the verdict and the counts are computed from them.
#ifndef CHECKER_ENGINE_CHECK_RESULT_H_
#define CHECKER_ENGINE_CHECK_RESULT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/capabilities.h"
#include "checker/engine/finding.h"
#include "rules/rule.h"

namespace domcheck {

enum class GuestVerdict {
  kCompatible,    // no error, and at least one answer beyond whether the document applies
  kIncompatible,  // at least one error
  kUnknown,       // no error and no such answer
  kInvalid,       // the guest could not be read
};

// Returns "compatible", "incompatible", "unknown" or "invalid".
std::string_view GuestVerdictName(GuestVerdict verdict);

// Returns the verdict on a guest that could be read.
constexpr GuestVerdict VerdictOf(bool has_error, bool is_answered) {
  return has_error     ? GuestVerdict::kIncompatible
         : is_answered ? GuestVerdict::kCompatible
                       : GuestVerdict::kUnknown;
}

// A rule that applied to the guest, and the document's answer.
struct AskedRule {
  const Rule* rule = nullptr;
  Support support = Support::kUnknown;

  // Whether the document answered, not counting rules on whether the document applies to the guest.
  bool is_answered() const { return !rule->identifies_document && support != Support::kUnknown; }
};

struct CheckResult {
  bool is_invalid = false;                     // the guest, or part of it, could not be read
  const Capabilities* capabilities = nullptr;  // the document that the host chose, or null
  std::vector<AskedRule> answers;              // in the order of the guest's elements
  std::vector<Finding> findings;               // in the order of the guest's text

  GuestVerdict verdict() const;
  size_t asked() const { return answers.size(); }
  size_t unknown() const;  // the number of these that the document does not decide
  // Whether the document leaves a question open, not counting rules on whether the document applies
  // to the guest.
  bool leaves_open() const;
};

// Returns the result for a file that could not be opened or decoded.
CheckResult Unreadable(const std::string& why);

}  // namespace domcheck

#endif  // CHECKER_ENGINE_CHECK_RESULT_H_
