// domcheck fleet
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
#include "checker/cli/progress.h"
#include "checker/cli/run_settings.h"
#include "checker/fleet/check/fleet.h"
#include "checker/hosts/host_cache.h"

namespace domcheck {
namespace {

CommandOptions Options() {
  CommandOptions options;
  options.positional = "guest";
  options.AddRepeatable("hosts", "DIR",
                        "the hosts: a folder a host, as 'domcheck fetch' stores them, or a "
                        "domainCapabilities document (*.xml) a host; repeatable");
  AddFleetReportOptions(&options);
  AddSettingOptions(&options, {"caps", "libvirt-version", "fail-on"});
  AddInputOptions(&options);
  options.Add("shard", "I/N",
              "only the I-th of N parts of the guests; unless told otherwise, as a sharded Bazel "
              "test, an indexed Kubernetes Job or a Slurm array asks for. Write --format jsonl, "
              "and join with 'domcheck merge'");
  AddJobsOption(&options);
  options.AddSwitch("verbose", "tell on standard error what is skipped").letter = 'v';
  AddLimitOptions({Limit::Of::kDocument, Limit::Of::kGuests, Limit::Of::kRun}, &options);
  options.details =
      "Tells on how many of the hosts each guest runs, and what keeps it from the others, each\n"
      "reason once. Hosts that offer the same are looked at once.\n"
      "\n"
      "exit status:\n"
      "  0  done; every guest runs on as many hosts as --require asks for\n"
      "  1  one runs on fewer\n"
      "  2  bad usage, or a host or guest that cannot be read (the others are still reported)\n"
      "  3  a fault of domcheck's own, such as output that cannot be written\n";
  return options;
}

// Returns the shard that --shard or else the environment names. If it is wrong, prints an error and
// returns nullopt.
std::optional<Shard> ReadShard(const Command& command, const OptionValues& values) {
  std::string error;
  if (!values.Has("shard")) {
    auto shard = ShardOfEnvironment(&error);
    if (!shard) UsageError(command.name, error);
    return shard;
  }
  const std::string text = values.Value("shard");
  auto shard = ParseShard(text);
  if (!shard) UsageError(command.name, "--shard takes I/N, from 1/N to N/N, not '" + text + "'");
  return shard;
}

int Run(const Command& command, const OptionValues& values) {
  const std::vector<std::string> folders = values.Values("hosts");
  if (folders.empty())
    return UsageError(command.name, "no hosts given: name a folder of them with --hosts DIR");
  const auto jobs = ReadJobs(command.name, values);
  const auto shard = ReadShard(command, values);
  if (!jobs || !shard) return kExitBadInput;

  XmlReader reader;
  HostCache no_hosts(&reader, HostCache::Use::kNone);
  auto inputs = ReadRunInputs(command.name, values, values.Values("guest"), &no_hosts);
  if (!inputs) return kExitBadInput;
  std::vector<InputProblem> problems;
  const FleetHosts hosts = ReadFleetHosts(folders, &problems);
  for (const InputProblem& problem : problems) PrintError(DescribeProblem(problem) + "\n");
  if (hosts.classes.hosts.empty()) return kExitBadInput;

  FleetRun run;
  OutputFiles files;
  if (const auto failed =
          ReadFleetReportOptions(command.name, values, hosts.classes.hosts.size(), &files, &run))
    return *failed;
  run.jobs = *jobs;
  run.shard = *shard;
  for (FleetSink& sink : run.sinks) sink.options.shard = *shard;
  run.reports_skipped = values.Has("verbose");
  Progress progress(inputs->guests.size());
  run.progress = [&progress](size_t done) { progress.Show(done); };
  FleetResult result = RunFleet(inputs->guests, hosts, run);
  progress.Clear();
  return FinishFleetReports(std::move(result), hosts.classes, run,
                            inputs->has_problems || !problems.empty(), &files);
}

}  // namespace

Command FleetCommand() {
  return {"fleet", "--hosts DIR GUEST...", "tells which hosts can run which guests", Options, Run};
}

}  // namespace domcheck
