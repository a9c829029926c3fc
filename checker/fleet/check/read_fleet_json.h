// Reads the JSON of fleet_json.h back, from which merge.h joins shards. The text may come from
// strangers.
#ifndef CHECKER_FLEET_CHECK_READ_FLEET_JSON_H_
#define CHECKER_FLEET_CHECK_READ_FLEET_JSON_H_

#include <cstddef>
#include <optional>
#include <string>
#include <variant>

#include "checker/fleet/check/fleet_report.h"
#include "checker/fleet/check/shard.h"

namespace domcheck {

// Ends the message about a file that is not a report.
inline constexpr char kWantedReport[] = "; it is to be a report of 'domcheck fleet --format jsonl'";

// The first line of a report.
struct FleetHead {
  HostClasses classes;
  Shard shard;  // all guests if the line names none
};

// What merging needs of the last line of a report.
struct FleetEnd {
  size_t skipped = 0;
  bool has_problems = false;  // an input could not be read
};

// A line that could not be read, and why, as a sentence for people without the place.
struct LineError {
  std::string message;
  bool is_json = true;  // false also for a line that was cut short
};

std::variant<FleetHead, LineError> ReadFleetHead(const std::string& line);
// Reads a later line. A guest that names classes that are not in `classes` is an error.
std::variant<FleetGuest, FleetEnd, LineError> ReadFleetLine(const std::string& line,
                                                            const HostClasses& classes);

}  // namespace domcheck

#endif  // CHECKER_FLEET_CHECK_READ_FLEET_JSON_H_
