// The list of all formats of a fleet's report.
#ifndef CHECKER_FLEET_FLEET_FORMATS_H_
#define CHECKER_FLEET_FLEET_FORMATS_H_

#include <vector>

#include "checker/fleet/check/fleet_format.h"

namespace domcheck {

// Returns text, json, jsonl, csv, sarif, html.
const std::vector<FleetFormat>& AllFleetFormats();

}  // namespace domcheck

#endif  // CHECKER_FLEET_FLEET_FORMATS_H_
