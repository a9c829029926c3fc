// A guest that a host knows: its definition there, and the guest as it runs now.
//
// The two may differ: a definition that is changed while the guest runs counts from its next start.
#ifndef CHECKER_HOST_GUEST_H_
#define CHECKER_HOST_GUEST_H_

#include <optional>
#include <string>
#include <vector>

#include "checker/check.h"

namespace domcheck {

// At least one of the two texts is there.
struct HostGuest {
  std::string host;  // as the user called it
  std::string name;
  std::optional<std::string> stored;   // what its next start will use; a transient guest has none
  std::optional<std::string> running;  // what runs now, with all that its start added

  // What is to be checked.
  const std::string& text() const { return stored ? *stored : *running; }
};

// What a person should know of a guest that runs on the host that it was checked against, a
// sentence each: errors and warnings that come with its next start, errors that end with it, and
// that it runs in spite of errors. `stored` is the result of its definition, null where it has
// none; `running` that of what runs. Findings are the same by rule, capability and value.
std::vector<std::string> DescribeRunning(const CheckResult* stored, const CheckResult& running);

}  // namespace domcheck

#endif  // CHECKER_HOST_GUEST_H_
