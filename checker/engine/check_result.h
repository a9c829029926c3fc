// One guest checked against one host.
//
// What was answered and what was found is kept; everything else (the verdict, how much was asked)
// follows from that and is asked for.
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
  kCompatible,    // no error, and something was answered beside which guests the document is for
  kIncompatible,  // at least one error
  kUnknown,       // no error, but nothing that was asked could be answered
  kInvalid,       // the guest could not be read
};

// compatible, incompatible, unknown, invalid.
std::string_view GuestVerdictName(GuestVerdict verdict);

// The verdict on a guest that could be read.
constexpr GuestVerdict VerdictOf(bool has_error, bool is_answered) {
  return has_error     ? GuestVerdict::kIncompatible
         : is_answered ? GuestVerdict::kCompatible
                       : GuestVerdict::kUnknown;
}

// A question that a guest raised, and whether the document answered it.
struct AskedRule {
  const Rule* rule = nullptr;
  Support support = Support::kUnknown;

  // Whether that is an answer about more than which guests the document is for.
  bool is_answered() const { return !rule->identifies_document && support != Support::kUnknown; }
};

struct CheckResult {
  bool is_invalid = false;                     // the guest, or the rest of it, could not be read
  const Capabilities* capabilities = nullptr;  // those chosen; null where none were
  std::vector<AskedRule> answers;              // in the order of the guest's elements
  std::vector<Finding> findings;               // in the order of the guest's text

  GuestVerdict verdict() const;
  size_t asked() const { return answers.size(); }
  size_t unknown() const;  // of these, left undecided by the document
  // Whether the document leaves a question open that is about more than which guests it is for.
  bool leaves_open() const;
};

// The result for a file that could not be opened or decoded.
CheckResult Unreadable(const std::string& why);

}  // namespace domcheck

#endif  // CHECKER_ENGINE_CHECK_RESULT_H_
