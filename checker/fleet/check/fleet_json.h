// Converts a fleet's report to JSON and back: programs read it, and merge.h joins shards from it.
//
// In JSON Lines, the first line has the hosts, the last one the summary, and each line between them
// a guest, so that readers notice a report that was cut short.
#ifndef CHECKER_FLEET_CHECK_FLEET_JSON_H_
#define CHECKER_FLEET_CHECK_FLEET_JSON_H_

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "checker/fleet/check/fleet_report.h"

namespace domcheck {

nlohmann::ordered_json HostsAsJson(const HostClasses& classes);
// Leaves out the classes, which a comparison of two hosts does not need.
nlohmann::ordered_json FindingAsJson(const FleetFinding& finding);
nlohmann::ordered_json GuestAsJson(const FleetGuest& guest, const HostClasses& classes);
nlohmann::ordered_json SummaryAsJson(const FleetSummary& summary);

// Convert back. Return nothing, with the reason in `error`, if `json` has another form or names
// classes that are not in `classes`. The text may come from strangers.
std::optional<HostClasses> HostsFromJson(const nlohmann::ordered_json& json, std::string* error);
std::optional<FleetGuest> GuestFromJson(const nlohmann::ordered_json& json,
                                        const HostClasses& classes, std::string* error);

}  // namespace domcheck

#endif  // CHECKER_FLEET_CHECK_FLEET_JSON_H_
