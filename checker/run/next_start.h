// Describes what the next start of a running guest changes.
//
// A definition that is edited while its guest runs takes effect at the next start, so the two may
// differ.
#ifndef CHECKER_RUN_NEXT_START_H_
#define CHECKER_RUN_NEXT_START_H_

#include <string>
#include <vector>

#include "checker/engine/check_result.h"

namespace domcheck {

// Returns sentences for a person about a guest that runs on the host that it was checked against:
// errors and warnings that come with its next start, errors that end with it, and that it runs in
// spite of errors. `stored` is the result for its definition, or null if it has none; `running` is
// the result for what runs. Two findings are the same if rule, capability and value are equal.
std::vector<std::string> DescribeRunning(const CheckResult* stored, const CheckResult& running);

}  // namespace domcheck

#endif  // CHECKER_RUN_NEXT_START_H_
