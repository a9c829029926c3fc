// The options that `fleet` and `merge` share: the reports and the number of required hosts.
#ifndef CHECKER_CLI_FLEET_REPORT_OPTIONS_H_
#define CHECKER_CLI_FLEET_REPORT_OPTIONS_H_

#include <optional>
#include <string_view>

#include "checker/cli/report_outputs.h"
#include "checker/fleet/check/fleet.h"

namespace domcheck {

class OptionValues;
struct CommandOptions;

// Adds --format, --output, --place and --require.
void AddFleetReportOptions(CommandOptions* options);

// Reads the options of AddFleetReportOptions: opens `files`, and sets the sinks of `run` and the
// number of required hosts, of `hosts` in all. Returns nullopt if that succeeds. Otherwise prints
// the error and returns the exit status; no report has been written then.
std::optional<int> ReadFleetReportOptions(std::string_view command, const OptionValues& values,
                                          size_t hosts, OutputFiles* files, FleetRun* run);

// Finishes the reports and puts their files in place. `has_problems` means that an input could not
// be read. Returns the exit status, which is kExitFault if a report cannot be written.
int FinishFleetReports(FleetResult result, const HostClasses& classes, const FleetRun& run,
                       bool has_problems, OutputFiles* files);

}  // namespace domcheck

#endif  // CHECKER_CLI_FLEET_REPORT_OPTIONS_H_
