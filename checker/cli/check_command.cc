// domcheck check
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "checker/base/write_file.h"
#include "checker/cli/command.h"
#include "checker/cli/command_options.h"
#include "checker/cli/commands.h"
#include "checker/cli/exit_status.h"
#include "checker/cli/option_values.h"
#include "checker/cli/options.h"
#include "checker/cli/output.h"
#include "checker/cli/progress.h"
#include "checker/cli/report_outputs.h"
#include "checker/cli/run_settings.h"
#include "checker/hosts/host_cache.h"
#include "checker/report/formats.h"
#include "checker/report/github_summary.h"
#include "checker/run/check_run.h"
#include "checker/run/guest_list.h"

namespace domcheck {
namespace {

CommandOptions Options() {
  CommandOptions options;
  options.positional = "guest";
  AddSettingOptions(&options);
  AddLiveOptions(&options);
  AddOutputOptions(NamesOf(AllFormats()), &options);
  options.AddSwitch("unknown", "list also what the capabilities leave open, as notes");
  options.Add("baseline", "FILE",
              "let the findings pass that FILE knows, and tell those that are gone");
  options.Add("write-baseline", "FILE",
              "write all findings to FILE, for --baseline, and let them pass");
  AddInputOptions(&options);
  options.AddSwitch(
      "syntax-only",
      "only read the guests, which takes no host: tell what is no XML and what is no guest");
  AddJobsOption(&options);
  options
      .AddSwitch("verbose",
                 "list all that a host offers, and tell on standard error what is skipped")
      .letter = 'v';
  AddLimitOptions({Limit::Of::kDocument, Limit::Of::kReport, Limit::Of::kGuests, Limit::Of::kRun},
                  &options);
  options.details =
      "GUEST is a file, a folder (its *.xml, and those of the folders in it), a pattern, or '-' "
      "for\n"
      "standard input. Settings may stand in .domcheck.cfg at or above a guest's folder.\n"
      "\n"
      "Of a live host's guest the stored definition is checked, which its next start uses. Where\n"
      "the guest runs, the text and JSON reports also tell which findings come or go with that\n"
      "start.\n"
      "\n"
      "exit status:\n"
      "  0  no finding at or above --fail-on\n"
      "  1  such a finding\n"
      "  2  bad usage, or an input that cannot be read (the other guests are still checked)\n"
      "  3  a fault of domcheck's own, such as output that cannot be written\n";
  return options;
}

// Appends a summary to the page that GitHub shows for a job, if there is a report for GitHub and
// GITHUB_STEP_SUMMARY names the file of that page. Returns false and prints the error if the file
// cannot be written; it may then contain a part of the summary.
bool AddJobSummary(const std::vector<ReportSink>& sinks, const Summary& summary) {
  const char* path = std::getenv("GITHUB_STEP_SUMMARY");
  const bool is_for_github = std::any_of(sinks.begin(), sinks.end(), [](const ReportSink& sink) {
    return sink.format->name == kGithubFormat.name;
  });
  if (path == nullptr || *path == '\0' || !is_for_github) return true;
  const int file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  int error = file < 0 ? errno : WriteAll(file, GithubJobSummary(summary));
  if (file >= 0 && close(file) != 0 && error == 0) error = errno;
  if (error == 0) return true;
  PrintError(DescribeProblem(
                 {path, std::nullopt, std::string("cannot be written: ") + std::strerror(error)}) +
             "\n");
  return false;
}

// Sets `baseline` to the file of --baseline, or with --write-baseline to an empty one for the file
// to be written. Leaves it empty if neither is given. Returns false and prints the error if the
// file cannot be read.
bool ReadBaseline(const OptionValues& values, std::optional<Baseline>* baseline) {
  if (values.Has("write-baseline")) {
    baseline->emplace(values.Value("write-baseline"));
    return true;
  }
  if (!values.Has("baseline")) return true;
  const std::string path = values.Value("baseline");
  auto read = ReadSourceFile(path, path);
  std::optional<std::string> error;
  if (const auto* unread = std::get_if<ReadError>(&read)) {
    error = unread->message;
  } else {
    baseline->emplace(path);
    error = (*baseline)->Read(std::string(std::get<SourceFile>(read).text()));
  }
  if (error) PrintError(DescribeProblem({path, std::nullopt, *error}) + "\n");
  return !error;
}

int Run(const Command& command, const OptionValues& values) {
  int exit_status = kExitOk;
  const auto outputs = ReadOutputs(command.name, values, NamesOf(AllFormats()));
  const auto jobs = ReadJobs(command.name, values);
  std::optional<Baseline> baseline;
  if (!outputs || !jobs || !ReadBaseline(values, &baseline)) return kExitBadInput;
  const bool writes_baseline = values.Has("write-baseline");

  XmlReader reader;
  HostCache hosts(&reader,
                  values.Has("syntax-only") ? HostCache::Use::kNone : HostCache::Use::kNeeded);
  auto inputs = ReadRunInputs(command.name, values, values.Values("guest"), &hosts);
  if (!inputs) return kExitBadInput;

  OutputFiles files;
  if (!files.Open(*outputs)) return kExitFault;
  std::vector<ReportSink> sinks;
  for (size_t i = 0; i < outputs->size(); ++i) {
    ReportSink sink{&AllFormats()[(*outputs)[i].format], {}, files.writes()[i]};
    sink.options.color = (*outputs)[i].path == "-" && OutputWantsColor();
    sink.options.lists_unknown = values.Has("unknown");
    sink.options.lists_all_offered = values.Has("verbose");
    sinks.push_back(std::move(sink));
  }

  CheckRunOptions options;
  options.sinks = sinks;
  options.jobs = *jobs;
  options.most_findings = CurrentLimits().findings;
  options.reports_skipped = values.Has("verbose");
  options.baseline = baseline ? &*baseline : nullptr;
  options.collects_findings = writes_baseline;
  const bool wants_notes =
      values.Has("unknown") || std::any_of(sinks.begin(), sinks.end(), [](const ReportSink& sink) {
        return sink.format->needs_notes;
      });
  options.notes = wants_notes ? Notes::kInclude : Notes::kLeaveOut;
  Progress progress(inputs->guests.size());
  options.progress = [&progress](size_t done) { progress.Show(done); };

  CheckRunResult result = RunChecks(inputs->guests, options);
  progress.Clear();
  PrintError(result.skipped);
  // Some report formats do not contain this number.
  if (result.summary.withheld > 0)
    PrintError("domcheck check: " + DescribeWithheld(result.summary.withheld) + "\n");
  const bool all_skipped = result.summary.skipped > 0 && result.summary.guests == 0;
  if (all_skipped) PrintError("domcheck check: error: none of the XML files found is a <domain>\n");
  if (inputs->has_problems || all_skipped || result.summary.count(GuestVerdict::kInvalid) > 0)
    exit_status = kExitBadInput;
  else if (result.fails && !writes_baseline)
    exit_status = kExitFindings;
  result.summary.exit_status = exit_status;

  const bool is_written = result.is_written && FinishReports(sinks, result.summary);
  if (!is_written || !files.Commit() || !AddJobSummary(sinks, result.summary)) return kExitFault;
  if (writes_baseline) {
    const std::string path = values.Value("write-baseline");
    if (auto error = WriteFileAtomically(path, Baseline::Write(result.found))) {
      PrintError(DescribeProblem({path, std::nullopt, *error}) + "\n");
      return kExitFault;
    }
  } else if (baseline) {
    for (const std::string& line : DescribeFixed(*baseline, result.known, result.checked))
      PrintError("fixed: " + line + "; write the baseline again with --write-baseline\n");
  }
  return exit_status;
}

}  // namespace

Command CheckCommand() {
  return {"check", "--caps PATH... GUEST...", "checks guests against a host's capabilities",
          Options, Run};
}

}  // namespace domcheck
