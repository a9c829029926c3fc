// Replaces values that a host does not offer, and words that libvirt does not know, with those that
// it does.
//
// A fix replaces a value or a name that the guest's text states with the one that its finding
// suggests, or leaves out the element that states it; every other byte stays. No fix is safe in the
// sense that the guest sees the same hardware as before: a suggestion is another bus, another
// model, another firmware. So callers apply fixes only when asked to.
//
// A fix is kept only if a check of the fixed text shows that its finding is gone and that no host
// has a new one. The result is a fixed point: the fixed guest has nothing left to fix.
#ifndef CHECKER_FIX_FIX_H_
#define CHECKER_FIX_FIX_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/source_file.h"
#include "checker/engine/check_result.h"
#include "checker/fix/replacement.h"
#include "rules/rule.h"

namespace domcheck {

struct Fix {
  const Rule* rule = nullptr;
  std::string path;                  // the place, as XPath
  std::string value;                 // what the guest asks for
  std::string better;                // what the host offers; "" if its element is left out
  Replacement replacement;           // in the bytes of the guest's text
  std::optional<Span> end_tag_name;  // replaced likewise, if the fix is for an element's name
};

// A fix that was not kept; `reason` is for people.
struct RefusedFix {
  Fix fix;
  std::string reason;
};

struct FixResult {
  std::vector<Fix> fixes;           // in the order of the text; they do not overlap
  std::vector<RefusedFix> refused;  // likewise, but several may be for one value
  size_t others = 0;                // errors and warnings that remain and suggest no value
};

// Checks a text, which it may keep, and returns a result for each host, in their order. Findings
// that the results mark as suppressed are left alone.
using CheckText = std::function<std::vector<CheckResult>(SourceFile)>;

// Finds the fixes of `source`. `results` are what `check` returned for it, and none is kInvalid;
// `check` is called for trial texts only, once or more often for each round of fixes.
FixResult FindFixes(const SourceFile& source, std::vector<CheckResult> results,
                    const CheckText& check);

// All replacements of the fixes, in the order of the text.
std::vector<Replacement> ReplacementsOf(const std::vector<Fix>& fixes);

}  // namespace domcheck

#endif  // CHECKER_FIX_FIX_H_
