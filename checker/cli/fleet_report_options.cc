#include "checker/cli/fleet_report_options.h"

#include <string>
#include <vector>

#include "capsmodel/whole_number.h"
#include "checker/cli/command_options.h"
#include "checker/cli/exit_status.h"
#include "checker/cli/option_values.h"
#include "checker/cli/options.h"
#include "checker/cli/output.h"
#include "checker/fleet/fleet_formats.h"

namespace domcheck {
namespace {

// Returns the number of hosts that --require names. If it is wrong, prints an error and returns
// nullopt.
std::optional<size_t> ReadRequired(std::string_view command, const OptionValues& values,
                                   size_t hosts) {
  if (!values.Has("require")) return 0;
  const std::string text = values.Value("require");
  if (text == "all") return hosts;
  if (text == "any") return 1;
  const auto number = WholeNumber(text);
  if (number && *number > 0) return *number;
  UsageError(command, "--require takes all, any or a number of hosts, not '" + text + "'");
  return std::nullopt;
}

}  // namespace

void AddFleetReportOptions(CommandOptions* options) {
  AddOutputOptions(NamesOf(AllFleetFormats()), options);
  options->AddSwitch("place", "tell of each guest all hosts that it runs on");
  options->Add("require", "all|any|N", "exit status 1 where a guest runs on fewer hosts than that");
}

std::optional<int> ReadFleetReportOptions(std::string_view command, const OptionValues& values,
                                          size_t hosts, OutputFiles* files, FleetRun* run) {
  const auto outputs = ReadOutputs(command, values, NamesOf(AllFleetFormats()));
  const auto required = ReadRequired(command, values, hosts);
  if (!outputs || !required) return kExitBadInput;
  if (!files->Open(*outputs)) return kExitFault;
  run->required = *required;
  for (size_t i = 0; i < outputs->size(); ++i) {
    FleetSink sink;
    sink.format = &AllFleetFormats()[(*outputs)[i].format];
    sink.options.color = (*outputs)[i].path == "-" && OutputWantsColor();
    sink.options.places = values.Has("place");
    sink.write = files->writes()[i];
    run->sinks.push_back(std::move(sink));
  }
  return std::nullopt;
}

int FinishFleetReports(FleetResult result, const HostClasses& classes, const FleetRun& run,
                       bool has_problems, OutputFiles* files) {
  PrintError(result.skipped);
  FleetSummary& summary = result.summary;
  summary.exit_status = has_problems || summary.invalid > 0 ? kExitBadInput
                        : summary.too_few > 0               ? kExitFindings
                                                            : kExitOk;
  const bool is_written = result.is_written && FinishFleet(run, summary, classes);
  return is_written && files->Commit() ? summary.exit_status : kExitFault;
}

}  // namespace domcheck
