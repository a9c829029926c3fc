// The formats of a fleet's report. A format is a row of functions that append text: one for the
// beginning, one for each guest, one for the end. So a report streams, and memory use does not grow
// with the number of guests.
#ifndef CHECKER_FLEET_CHECK_FLEET_FORMAT_H_
#define CHECKER_FLEET_CHECK_FLEET_FORMAT_H_

#include <string>
#include <string_view>

#include "checker/fleet/check/fleet_report.h"
#include "checker/fleet/check/shard.h"

namespace domcheck {

struct FleetOptions {
  bool color = false;
  bool places = false;  // lists the hosts that each guest runs on
  Shard shard;          // the part of all guests that is reported
};

struct FleetFormat {
  std::string_view name;
  std::string_view summary;
  // Separates the texts of two guests; a guest that appended nothing is skipped.
  std::string_view separator;
  void (*begin)(const HostClasses& classes, const FleetOptions& options, std::string* out);
  // May run in several threads at once, each with its own `out`.
  void (*guest)(const FleetGuest& guest, const HostClasses& classes, const FleetOptions& options,
                std::string* out);
  void (*end)(const FleetSummary& summary, const HostClasses& classes, const FleetOptions& options,
              std::string* out);
};

extern const FleetFormat kFleetTextFormat;
extern const FleetFormat kFleetJsonFormat;
extern const FleetFormat kFleetJsonLinesFormat;
extern const FleetFormat kFleetCsvFormat;
extern const FleetFormat kFleetSarifFormat;

}  // namespace domcheck

#endif  // CHECKER_FLEET_CHECK_FLEET_FORMAT_H_
