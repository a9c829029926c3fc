// The options that `fleet` and `merge` share: the reports, and how many hosts are required.
#ifndef CHECKER_CLI_FLEET_REPORT_OPTIONS_H_
#define CHECKER_CLI_FLEET_REPORT_OPTIONS_H_

#include <optional>
#include <string_view>

#include "checker/cli/report_outputs.h"
#include "checker/fleet/check/fleet.h"

namespace boost::program_options {
class variables_map;
}

namespace domcheck {

struct CommandOptions;

void AddFleetReportOptions(CommandOptions* options);

// Fills in the sinks, whose files `files` opens, and what is required of `hosts` hosts. Returns
// nothing where that worked; else the exit status, after it reported what is wrong.
std::optional<int> ReadFleetReportOptions(std::string_view command,
                                          const boost::program_options::variables_map& values,
                                          size_t hosts, OutputFiles* files, FleetRun* run);

// Ends the reports. Returns the exit status; `has_problems`: an input was left out.
int FinishFleetReports(FleetResult result, const HostClasses& classes, const FleetRun& run,
                       bool has_problems, OutputFiles* files);

}  // namespace domcheck

#endif  // CHECKER_CLI_FLEET_REPORT_OPTIONS_H_
