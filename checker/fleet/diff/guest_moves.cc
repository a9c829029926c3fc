#include "checker/fleet/diff/guest_moves.h"

#include <algorithm>
#include <utility>

namespace domcheck {

GuestMove MoveOf(const FleetGuest& guest) {
  if (guest.is_invalid) return GuestMove::kInvalid;
  const auto has = [](const std::vector<HostClassNumber>& classes, HostClassNumber host_class) {
    return std::find(classes.begin(), classes.end(), host_class) != classes.end();
  };
  const bool cannot_before = has(guest.cannot, 0), cannot_after = has(guest.cannot, 1);
  if (cannot_before && cannot_after) return GuestMove::kRunsOnNeither;
  if (cannot_after) return GuestMove::kStops;
  const auto is_unknown = [&](HostClassNumber host_class) {
    return has(guest.unknown, host_class) || has(guest.other_arch, host_class);
  };
  if (is_unknown(1) && !cannot_before && !is_unknown(0)) return GuestMove::kBecomesUnknown;
  if (is_unknown(1) || is_unknown(0)) return GuestMove::kUnknown;
  return cannot_before ? GuestMove::kStarts : GuestMove::kRunsOnBoth;
}

void GuestMoves::Add(FleetGuest guest) {
  ++guests;
  switch (MoveOf(guest)) {
    case GuestMove::kStops:
      ++stop;
      break;
    case GuestMove::kStarts:
      ++start;
      break;
    case GuestMove::kBecomesUnknown:
      ++unknown;
      break;
    case GuestMove::kInvalid:
      ++invalid;
      break;
    case GuestMove::kRunsOnBoth:
      ++on_both;
      return;
    case GuestMove::kRunsOnNeither:
      ++on_neither;
      return;
    case GuestMove::kUnknown:
      ++unknown;
      return;
  }
  reported.push_back(std::move(guest));
}

}  // namespace domcheck
