// Checks a guest the way its user wants it: against each of its hosts, with the settings and with
// the comments in its text. The batch run, `fix` and the language server all check this way.
#ifndef CHECKER_SETTINGS_CHECK_WITH_SETTINGS_H_
#define CHECKER_SETTINGS_CHECK_WITH_SETTINGS_H_

#include <vector>

#include "checker/engine/check.h"
#include "checker/settings/settings.h"

namespace domcheck {

// Returns a result for each host, in their order; without hosts a single one, for the syntax alone.
std::vector<CheckResult> CheckWithSettings(const ReadGuest& guest,
                                           const std::vector<const Host*>& hosts,
                                           const Settings& settings, Notes notes);

}  // namespace domcheck

#endif  // CHECKER_SETTINGS_CHECK_WITH_SETTINGS_H_
