// domcheck merge
#include <string>
#include <vector>

#include "checker/cli/command.h"
#include "checker/cli/command_options.h"
#include "checker/cli/commands.h"
#include "checker/cli/exit_status.h"
#include "checker/cli/fleet_report_options.h"
#include "checker/cli/option_values.h"
#include "checker/cli/options.h"
#include "checker/cli/output.h"
#include "checker/fleet/check/merge.h"

namespace domcheck {
namespace {

CommandOptions Options() {
  CommandOptions options;
  options.positional = "report";
  AddFleetReportOptions(&options);
  AddLimitOptions({Limit::Of::kDocument, Limit::Of::kRun}, &options);
  options.details =
      "Joins what 'domcheck fleet --shard I/N --format jsonl' wrote on several machines to the\n"
      "report that one run would have written. The exit status is that of 'domcheck fleet'.\n";
  return options;
}

int Run(const Command& command, const OptionValues& values) {
  const std::vector<std::string> paths = values.Values("report");
  if (paths.empty()) return UsageError(command.name, "no report given: name those of all shards");

  ShardReader shards;
  std::vector<InputProblem> problems;
  const bool is_open = shards.Open(paths, &problems);
  FleetRun run;
  OutputFiles files;
  std::optional<int> failed;
  if (is_open)
    failed =
        ReadFleetReportOptions(command.name, values, shards.classes().hosts.size(), &files, &run);
  if (failed) return *failed;
  FleetResult result;
  if (is_open) result = ReportFleet([&] { return shards.Next(&problems); }, shards.classes(), run);
  for (const InputProblem& problem : problems) PrintError(DescribeProblem(problem) + "\n");
  // A report without some shards would look complete.
  if (!problems.empty()) return kExitBadInput;
  result.summary.skipped = shards.skipped();
  return FinishFleetReports(std::move(result), shards.classes(), run, shards.has_problems(),
                            &files);
}

}  // namespace

Command MergeCommand() {
  return {"merge", "REPORT...", "joins the reports of a fleet's shards", Options, Run};
}

}  // namespace domcheck
