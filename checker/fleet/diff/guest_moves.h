// Finds which guests stop or start when an old host is replaced by a new one.
//
// FleetChecker checks a guest on both; the old host is host class 0, the new one 1.
#ifndef CHECKER_FLEET_DIFF_GUEST_MOVES_H_
#define CHECKER_FLEET_DIFF_GUEST_MOVES_H_

#include <cstddef>
#include <string>
#include <vector>

#include "checker/fleet/check/fleet_report.h"

namespace domcheck {

enum class GuestMove {
  kStops,   // it ran, or may have, and the new host cannot run it
  kStarts,  // the other way round
  kRunsOnBoth,
  kRunsOnNeither,
  kBecomesUnknown,  // it ran, and whether the new host can run it is not known
  kUnknown,         // any other that the new host may run, but is not known to on both
  kInvalid,
};

GuestMove MoveOf(const FleetGuest& guest);

// A guest that runs on both, but cannot be moved to the new host while it runs.
struct StuckGuest {
  std::string name;
  std::string why;  // as WhyNotMigrated returns
};

struct GuestMoves {
  // The guests that a report names: those that stop, start or become unknown, and the invalid ones.
  std::vector<FleetGuest> reported;
  std::vector<StuckGuest> stuck;
  // `unknown` counts those of kBecomesUnknown, too.
  size_t guests = 0, stop = 0, start = 0, on_both = 0, on_neither = 0, unknown = 0, invalid = 0;
  size_t skipped = 0;  // XML files in folders that are not guests

  void Add(FleetGuest guest);
};

}  // namespace domcheck

#endif  // CHECKER_FLEET_DIFF_GUEST_MOVES_H_
