// Checks a guest against hosts and returns findings. All front ends use these functions, or
// check_many.h for many hosts at once.
//
// These functions do not print or open files. Several threads may check the same guest at once.
#ifndef CHECKER_ENGINE_CHECK_H_
#define CHECKER_ENGINE_CHECK_H_

#include <string_view>
#include <vector>

#include "capsmodel/guest.h"
#include "capsmodel/host.h"
#include "checker/engine/check_result.h"
#include "checker/engine/finding.h"
#include "checker/engine/finding_policy.h"
#include "checker/engine/ignores.h"
#include "checker/engine/read_guest.h"

namespace domcheck {

// Whether a question that the document does not decide becomes a finding, a note.
enum class Notes { kLeaveOut, kInclude };

// Checks the guest against the document that the host chooses for it. If `ignores` is not null,
// suppresses the findings that match it.
CheckResult CheckGuest(const ReadGuest& guest, const Host& host, Notes notes,
                       const FindingPolicy& policy = {}, Ignores* ignores = nullptr);

// Checks only what no host is asked for: whether the guest could be read, and its words.
CheckResult CheckSyntax(const ReadGuest& guest, const FindingPolicy& policy = {});

// Returns a result for each of `hosts`, in the same order, or a single result of CheckSyntax if
// there are no hosts. An ignore that matches nothing on any host becomes a finding `unused-ignore`
// in the first result.
std::vector<CheckResult> CheckGuestOnHosts(const ReadGuest& guest,
                                           const std::vector<const Host*>& hosts, Notes notes,
                                           const FindingPolicy& policy, Ignores ignores);

// Returns the path of what none of the host's documents has in common with the guest: arch, domain,
// or else machine.
std::string_view DifferenceFrom(const Host& host, const Guest& guest);

// Returns the finding, at <domain>, that none of the host's documents describes the guest.
Finding NoDocument(const ReadGuest& guest, const Host& host);

}  // namespace domcheck

#endif  // CHECKER_ENGINE_CHECK_H_
