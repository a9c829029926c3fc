// The formats of a host diff: text for people, JSON for programs. `guests` is null if none were
// given.
#ifndef CHECKER_FLEET_DIFF_HOST_DIFF_FORMAT_H_
#define CHECKER_FLEET_DIFF_HOST_DIFF_FORMAT_H_

#include <string>

#include "checker/fleet/diff/guest_moves.h"
#include "checker/fleet/diff/host_diff.h"

namespace domcheck {

// `color` is whether the terminal shows colors. The text is safe for a terminal.
std::string HostDiffAsText(const HostDiff& diff, const GuestMoves* guests, bool color);

// Returns one line, with its end. `exit_status` is that of the command.
std::string HostDiffAsJson(const HostDiff& diff, const GuestMoves* guests, int exit_status);

}  // namespace domcheck

#endif  // CHECKER_FLEET_DIFF_HOST_DIFF_FORMAT_H_
