// Writes the parts of a fleet's report as JSON. Programs read it, and merge.h joins shards from it.
//
// In JSON Lines, the first line has the hosts, the last one the summary, and each line between them
// a guest, so that readers notice a report that was cut short.
#ifndef CHECKER_FLEET_CHECK_FLEET_JSON_H_
#define CHECKER_FLEET_CHECK_FLEET_JSON_H_

#include <string>
#include <string_view>

#include "checker/base/json_writer.h"
#include "checker/fleet/check/fleet_report.h"

namespace domcheck {

// Write members of the object that was begun last.
void WriteHosts(const HostClasses& classes, JsonWriter* json);
void WriteGuest(const FleetGuest& guest, const HostClasses& classes, JsonWriter* json);
void WriteSummary(const FleetSummary& summary, JsonWriter* json);

// The parts of WriteGuest: the guest's name and hosts, and the members of a finding. The host
// classes of a finding are not among these, since a comparison of two hosts does not need them.
void WriteGuestHosts(const FleetGuest& guest, const HostClasses& classes, JsonWriter* json);
void WriteFinding(const FleetFinding& finding, JsonWriter* json);
// The part of WriteFinding that does not concern its place.
void WriteStatement(const FleetFinding& finding, JsonWriter* json);

// Returns the bytes in hexadecimal. A file's name may not be UTF-8, as JSON's strings must be. The
// report's other formats print its bytes, so JSON keeps these too.
std::string HexOf(std::string_view bytes);

}  // namespace domcheck

#endif  // CHECKER_FLEET_CHECK_FLEET_JSON_H_
