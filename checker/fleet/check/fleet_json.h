// A fleet's report as JSON: what programs read, and what shards are joined from.
//
// As JSON Lines the first line has the hosts, each further one a guest, and the last one the
// summary, so that a report that was cut short is noticed.
#ifndef CHECKER_FLEET_CHECK_FLEET_JSON_H_
#define CHECKER_FLEET_CHECK_FLEET_JSON_H_

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "checker/fleet/check/fleet_report.h"

namespace domcheck {

nlohmann::ordered_json HostsAsJson(const HostClasses& classes);
// Without its classes, for who has but two hosts.
nlohmann::ordered_json FindingAsJson(const FleetFinding& finding);
nlohmann::ordered_json GuestAsJson(const FleetGuest& guest, const HostClasses& classes);
nlohmann::ordered_json SummaryAsJson(const FleetSummary& summary);

// The other way round. Nothing, with the reason in `error`, where `json` is of another form or
// names classes that there are not.
std::optional<HostClasses> HostsFromJson(const nlohmann::ordered_json& json, std::string* error);
std::optional<FleetGuest> GuestFromJson(const nlohmann::ordered_json& json,
                                        const HostClasses& classes, std::string* error);

}  // namespace domcheck

#endif  // CHECKER_FLEET_CHECK_FLEET_JSON_H_
