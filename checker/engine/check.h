// Guest x host -> findings: the engine behind every front end. (For a guest and many hosts at once:
// check_many.h.)
//
// Nothing here prints or opens files. A guest may be checked from several threads at once.
#ifndef CHECKER_ENGINE_CHECK_H_
#define CHECKER_ENGINE_CHECK_H_

#include <vector>

#include "capsmodel/host.h"
#include "checker/engine/check_result.h"
#include "checker/engine/finding.h"
#include "checker/engine/finding_policy.h"
#include "checker/engine/ignores.h"
#include "checker/engine/read_guest.h"

namespace domcheck {

// Whether what the document does not decide becomes a finding too, a note.
enum class Notes { kLeaveOut, kInclude };

// Checks the guest against the host's document for it.
CheckResult CheckGuest(const ReadGuest& guest, const Host& host, Notes notes,
                       const FindingPolicy& policy = {}, Ignores* ignores = nullptr);

// Reports whether the text could be read, and nothing else: no question is asked.
CheckResult CheckSyntax(const ReadGuest& guest, const FindingPolicy& policy = {});

// A result for each host, in their order; without a host one, of the syntax alone. An ignore that
// matches nothing in any of them becomes a finding `unused-ignore` of the first.
std::vector<CheckResult> CheckGuestOnHosts(const ReadGuest& guest,
                                           const std::vector<const Host*>& hosts, Notes notes,
                                           const FindingPolicy& policy, Ignores ignores);

// That none of the host's documents describes the guest: a finding at <domain>.
Finding NoDocument(const ReadGuest& guest, const Host& host);

}  // namespace domcheck

#endif  // CHECKER_ENGINE_CHECK_H_
