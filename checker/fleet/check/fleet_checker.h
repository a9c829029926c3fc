// Checks a guest against all hosts of a fleet at once, for the fleet's report: takes the engine's
// findings (engine/check_many.h), adds their places in the guest's text, and joins those that
// differ only in their places.
#ifndef CHECKER_FLEET_CHECK_FLEET_CHECKER_H_
#define CHECKER_FLEET_CHECK_FLEET_CHECKER_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "capsmodel/host.h"
#include "checker/engine/check_many.h"
#include "checker/engine/read_guest.h"
#include "checker/fleet/check/fleet_report.h"
#include "checker/settings/settings.h"

namespace domcheck {

// Returns the report of a guest whose file could not be opened or decoded.
FleetGuest UnreadableGuest(const std::string& name, size_t number, const std::string& why);

// Each thread needs its own. Remembers all answers as long as it lives.
class FleetChecker {
 public:
  // Takes one host of each class; the hosts must outlive this object.
  explicit FleetChecker(std::vector<const Host*> classes) : checker_(std::move(classes)) {}

  // `number` is the guest's number in the report.
  FleetGuest Check(const ReadGuest& guest, const Settings& settings, size_t number);

 private:
  ManyHostsChecker checker_;
};

}  // namespace domcheck

#endif  // CHECKER_FLEET_CHECK_FLEET_CHECKER_H_
