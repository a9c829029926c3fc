// Checks many guests against the hosts of a fleet: reads, checks and reports them as it goes, in
// the order of the guests, whatever the number of threads. Memory use does not grow with the number
// of guests.
#ifndef CHECKER_FLEET_CHECK_FLEET_H_
#define CHECKER_FLEET_CHECK_FLEET_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "checker/fleet/check/fleet_format.h"
#include "checker/fleet/check/fleet_hosts.h"
#include "checker/fleet/check/shard.h"
#include "checker/run/guest_list.h"

namespace domcheck {

// One report: its format and its destination. `write` returns false on failure.
struct FleetSink {
  const FleetFormat* format = nullptr;
  FleetOptions options;
  std::function<bool(std::string_view)> write;
};

struct FleetRun {
  std::vector<FleetSink> sinks;
  size_t jobs = 1;      // threads, at least 1
  size_t required = 0;  // hosts that each guest must run on
  Shard shard;
  bool reports_skipped = false;
  // Called after every piece of work, in this thread, with how many guests are done.
  std::function<void(size_t)> progress;
};

struct FleetResult {
  FleetSummary summary;
  bool is_written = true;  // false if a sink failed; the run ended there
  std::string skipped;     // what was skipped, one per line, if that was wanted
};

// Checks the guests and writes the reports except for their ends, which FinishFleet writes once the
// exit status is known.
FleetResult RunFleet(const std::vector<ListedGuest>& guests, const FleetHosts& hosts,
                     const FleetRun& run);

// Returns false if a sink failed.
bool FinishFleet(const FleetRun& run, const FleetSummary& summary, const HostClasses& classes);

// Writes guests that were checked elsewhere as RunFleet would: `next` gives them in their order,
// and null after the last.
FleetResult ReportFleet(const std::function<const FleetGuest*()>& next, const HostClasses& classes,
                        const FleetRun& run);

}  // namespace domcheck

#endif  // CHECKER_FLEET_CHECK_FLEET_H_
