// The forms of a fleet's report. A format is a row of functions that append text: what comes first,
// each guest, what comes last. So a report streams, and memory does not grow with the guests.
#ifndef CHECKER_FLEET_CHECK_FLEET_FORMAT_H_
#define CHECKER_FLEET_CHECK_FLEET_FORMAT_H_

#include <string>
#include <string_view>

#include "checker/fleet/check/fleet_report.h"
#include "checker/fleet/check/shard.h"

namespace domcheck {

struct FleetOptions {
  bool color = false;
  bool places = false;  // list, for each guest, the hosts that it runs on
  Shard shard;          // the part of all guests that the report is of
};

struct FleetFormat {
  std::string_view name;
  std::string_view summary;
  // Stands between the texts of two guests; one that appended nothing is passed over.
  std::string_view separator;
  void (*begin)(const HostClasses& classes, const FleetOptions& options, std::string* out);
  // Threads may call it at once, each with its own `out`.
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
