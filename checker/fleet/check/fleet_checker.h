// A guest against all hosts of a fleet at once, as the fleet's report has it: the engine's findings
// (engine/check_many.h) with their places in the guest's text, those that differ in nothing but the
// place as one.
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

// The report of a guest whose file could not be opened or decoded.
FleetGuest UnreadableGuest(const std::string& name, size_t number, const std::string& why);

// For one thread. Remembers what was answered, as long as it lives.
class FleetChecker {
 public:
  // One host a class; they outlive this.
  explicit FleetChecker(std::vector<const Host*> classes) : checker_(std::move(classes)) {}

  // `number` is the guest's.
  FleetGuest Check(const ReadGuest& guest, const Settings& settings, size_t number);

 private:
  ManyHostsChecker checker_;
};

}  // namespace domcheck

#endif  // CHECKER_FLEET_CHECK_FLEET_CHECKER_H_
