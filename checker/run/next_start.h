// What the next start of a running guest changes.
//
// A definition that is edited while its guest runs counts from its next start: the two may differ.
#ifndef CHECKER_RUN_NEXT_START_H_
#define CHECKER_RUN_NEXT_START_H_

#include <string>
#include <vector>

#include "checker/engine/check.h"

namespace domcheck {

// What a person should know of a guest that runs on the host that it was checked against, a
// sentence each: errors and warnings that come with its next start, errors that end with it, and
// that it runs in spite of errors. `stored` is the result of its definition, null where it has
// none; `running` that of what runs. Findings are the same by rule, capability and value.
std::vector<std::string> DescribeRunning(const CheckResult* stored, const CheckResult& running);

}  // namespace domcheck

#endif  // CHECKER_RUN_NEXT_START_H_
