#include "checker/settings/check_with_settings.h"

#include "checker/settings/ignore_comments.h"

namespace domcheck {

std::vector<CheckResult> CheckWithSettings(const ReadGuest& guest,
                                           const std::vector<const Host*>& hosts,
                                           const Settings& settings, Notes notes) {
  return CheckGuestOnHosts(guest, hosts, notes, settings.policy,
                           Ignores(FindIgnoreComments(guest.source().text())));
}

}  // namespace domcheck
