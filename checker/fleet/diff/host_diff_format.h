// The forms of a host diff: text for people, JSON for programs. `guests` is null where none were
// given.
#ifndef CHECKER_FLEET_DIFF_HOST_DIFF_FORMAT_H_
#define CHECKER_FLEET_DIFF_HOST_DIFF_FORMAT_H_

#include <string>

#include "checker/fleet/diff/guest_moves.h"
#include "checker/fleet/diff/host_diff.h"

namespace domcheck {

// `color` is for a terminal that shows it. The text is safe for a terminal.
std::string HostDiffAsText(const HostDiff& diff, const GuestMoves* guests, bool color);

// One line, with its end. `exit_status` is the command's.
std::string HostDiffAsJson(const HostDiff& diff, const GuestMoves* guests, int exit_status);

}  // namespace domcheck

#endif  // CHECKER_FLEET_DIFF_HOST_DIFF_FORMAT_H_
