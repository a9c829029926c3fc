#include "checker/settings/check_with_settings.h"

#include "checker/settings/ignore_comments.h"

namespace domcheck {

std::vector<CheckResult> CheckWithSettings(const ReadGuest& guest,
                                           const std::vector<const Host*>& hosts,
                                           const Settings& settings, Notes notes) {
  std::vector<CheckResult> results;
  if (hosts.empty()) results.push_back(guest.CheckSyntax());
  for (const Host* host : hosts) results.push_back(guest.Check(*host, notes));
  for (CheckResult& result : results) ApplySettings(settings, &result);
  ApplyIgnoreComments(guest.source().text(), &results);
  return results;
}

}  // namespace domcheck
