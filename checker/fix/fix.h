// Puts values that the host offers in place of values that it does not.
//
// What is replaced is a value that the guest's text states, by the value that its finding suggests;
// every other byte stays. No fix is safe in the sense that the guest sees the same as before: a
// suggestion is another bus, another model, another firmware. So callers apply them only when
// asked.
//
// A fix is kept only if a check of the fixed guest shows that it helps and makes no new finding,
// for none of the hosts. What is kept is a fixed point: the fixed guest has nothing more to fix.
#ifndef CHECKER_FIX_FIX_H_
#define CHECKER_FIX_FIX_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/source_file.h"
#include "checker/engine/check.h"
#include "checker/fix/unified_diff.h"
#include "rules/rule.h"

namespace domcheck {

struct Fix {
  const Rule* rule = nullptr;
  std::string path;         // of the value, as XPath
  std::string value;        // what the guest asks for
  std::string better;       // what the host offers
  Replacement replacement;  // in the bytes of the guest's text
};

// A fix that was not kept, and why, for a person.
struct RefusedFix {
  Fix fix;
  std::string reason;
};

struct FixResult {
  std::vector<Fix> fixes;           // in the order of the text; they do not overlap
  std::vector<RefusedFix> refused;  // likewise, but several may be for one value
  size_t others = 0;                // errors and warnings left for which nothing is suggested
};

// Checks a text against all hosts: a result for each, in their order. Findings that the results
// mark as suppressed are left alone.
using CheckText = std::function<std::vector<CheckResult>(const SourceFile&)>;

// `results` are those of `check` for `source`; none of them is kInvalid.
FixResult FindFixes(const SourceFile& source, std::vector<CheckResult> results,
                    const CheckText& check);

std::vector<Replacement> ReplacementsOf(const std::vector<Fix>& fixes);

}  // namespace domcheck

#endif  // CHECKER_FIX_FIX_H_
