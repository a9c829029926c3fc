// A guest against all hosts of a fleet at once.
//
// A guest's answer is put together from what the hosts' documents say of each of its requirements,
// which is found out once for all guests (guest_group.h). So a guest costs little more for thirty
// classes of hosts than for one. The outcome is that of ReadGuest::Check for every host by itself;
// a test holds one against the other. Only where a host has no document for such guests at all, one
// finding says so in the place of all that follow from it.
#ifndef CHECKER_FLEET_CHECK_FLEET_CHECKER_H_
#define CHECKER_FLEET_CHECK_FLEET_CHECKER_H_

#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "capsmodel/host.h"
#include "checker/engine/check.h"
#include "checker/fleet/check/fleet_report.h"
#include "checker/fleet/check/guest_group.h"
#include "checker/settings/settings.h"

namespace domcheck {

// What is told of a guest whose file could not be opened or decoded.
FleetGuest UnreadableGuest(const std::string& name, size_t number, const std::string& why);

// For one thread. Remembers what it answered, as long as it lives.
class FleetChecker {
 public:
  // One host a host class; they outlive this.
  explicit FleetChecker(const std::vector<const Host*>& classes) : classes_(classes) {}

  // `number` is the guest's.
  FleetGuest Check(const ReadGuest& guest, const Settings& settings, size_t number);

 private:
  struct GroupFinding;
  struct GroupResult;

  GuestGroup& GroupOf(const ReadGuest& guest);
  static GroupResult CheckByRows(const ReadGuest& guest, const Settings& settings,
                                 GuestGroup* group);
  GroupResult CheckOneByOne(const ReadGuest& guest, const Settings& settings,
                            const GuestGroup& group) const;
  // Of a document that is not about such guests, leaves but the finding that says so.
  static void KeepReasons(const GuestGroup& group, GroupResult* result);

  const std::vector<const Host*> classes_;
  std::map<std::tuple<std::string, std::string, std::string, std::string>,
           std::unique_ptr<GuestGroup>>
      groups_;  // by the guest's type, architecture, machine and emulator
};

}  // namespace domcheck

#endif  // CHECKER_FLEET_CHECK_FLEET_CHECKER_H_
