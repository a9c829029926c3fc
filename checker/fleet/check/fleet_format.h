// The forms in which a fleet's report is written. A format is a row of functions that append text:
// for what comes first, for each guest, for what comes last. So a report streams, and the number of
// guests costs no memory.
#ifndef CHECKER_FLEET_CHECK_FLEET_FORMAT_H_
#define CHECKER_FLEET_CHECK_FLEET_FORMAT_H_

#include <string>
#include <string_view>

#include "checker/fleet/check/fleet_report.h"
#include "checker/fleet/check/shard.h"

namespace domcheck {

struct FleetOptions {
  bool color = false;
  bool places = false;  // tell, for each guest, the hosts that it runs on
  Shard shard;          // of all guests, the part that the report tells of
};

struct FleetFormat {
  std::string_view name;
  std::string_view summary;
  std::string_view separator;  // between what two guests appended; one that appended nothing counts
                               // for none
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
