// Reads the JSON of fleet_json.h back, from which merge.h joins shards. The text may come from
// strangers.
#ifndef CHECKER_FLEET_CHECK_READ_FLEET_JSON_H_
#define CHECKER_FLEET_CHECK_READ_FLEET_JSON_H_

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "checker/fleet/check/fleet_report.h"

namespace domcheck {

// Return nothing, with the reason in `error`, if `json` has another form or names classes that are
// not in `classes`.
std::optional<HostClasses> HostsFromJson(const nlohmann::ordered_json& json, std::string* error);
std::optional<FleetGuest> GuestFromJson(const nlohmann::ordered_json& json,
                                        const HostClasses& classes, std::string* error);

}  // namespace domcheck

#endif  // CHECKER_FLEET_CHECK_READ_FLEET_JSON_H_
