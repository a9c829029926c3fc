// domcheck check
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "checker/batch.h"
#include "checker/cli/command.h"
#include "checker/cli/options.h"
#include "checker/cli/output.h"
#include "checker/cli/progress.h"
#include "checker/cli/run_settings.h"
#include "checker/plan.h"
#include "checker/report/github.h"
#include "checker/write_file.h"

namespace domcheck {
namespace {

namespace po = boost::program_options;

// A report and the file that it goes to.
struct Output {
  const Format* format = nullptr;
  std::string path;  // "-" is standard output
};

const Format* FindFormat(std::string_view name) {
  for (const Format& format : AllFormats())
    if (format.name == name) return &format;
  return nullptr;
}

std::vector<std::string_view> FormatNames() {
  std::vector<std::string_view> names;
  for (const Format& format : AllFormats()) names.push_back(format.name);
  return names;
}

// The reports that --format and --output ask for; tells what is wrong and returns nothing
// otherwise.
std::optional<std::vector<Output>> ReadOutputs(const po::variables_map& values) {
  std::vector<Output> outputs;
  const std::vector<std::string> specs = Values(values, "output");
  const bool goes_to_stdout = std::any_of(specs.begin(), specs.end(), [](const std::string& spec) {
    return spec.size() > 2 && spec.substr(spec.size() - 2) == "=-";
  });
  const auto& format = values["format"].as<std::string>();
  if (!IsOneOf("--format", format, FormatNames())) return std::nullopt;
  if (!goes_to_stdout || !values["format"].defaulted())
    outputs.push_back({FindFormat(format), "-"});
  for (const std::string& spec : specs) {
    const size_t equals = spec.find('=');
    const std::string name = spec.substr(0, equals);
    if (!IsOneOf("--output", name, FormatNames())) return std::nullopt;
    if (equals == std::string::npos || equals + 1 == spec.size()) {
      UsageError("check", "--output takes FORMAT=FILE, such as sarif=report.sarif; the file of '" +
                              spec + "' is missing");
      return std::nullopt;
    }
    outputs.push_back({FindFormat(name), spec.substr(equals + 1)});
  }
  const auto to_stdout = std::count_if(outputs.begin(), outputs.end(),
                                       [](const Output& output) { return output.path == "-"; });
  if (to_stdout > 1) {
    UsageError("check", "two reports would go to standard output; give one of them a file");
    return std::nullopt;
  }
  return outputs;
}

// The files behind the reports, whole or not at all.
class OutputFiles {
 public:
  // False when one cannot be written; that is told.
  bool Open(const std::vector<Output>& outputs, const ReportOptions& options) {
    for (const Output& output : outputs) {
      ReportSink sink{output.format, options, Print};
      if (output.path != "-") {
        sink.options.color = false;
        files_.push_back({output.path, std::make_unique<AtomicFile>()});
        AtomicFile* file = files_.back().file.get();
        if (auto error = file->Open(output.path)) return Tell(output.path, *error);
        sink.write = [file](std::string_view text) { return file->Write(text); };
      }
      sinks_.push_back(std::move(sink));
    }
    return true;
  }

  bool Commit() {
    bool is_written = true;
    for (File& file : files_)
      if (auto error = file.file->Commit()) is_written = Tell(file.path, *error);
    return is_written;
  }

  const std::vector<ReportSink>& sinks() const { return sinks_; }

 private:
  struct File {
    std::string path;
    std::unique_ptr<AtomicFile> file;
  };

  static bool Tell(const std::string& path, const std::string& why) {
    PrintError(DescribeProblem({path, std::nullopt, why}) + "\n");
    return false;
  }

  std::vector<File> files_;
  std::vector<ReportSink> sinks_;
};

CommandOptions Options() {
  CommandOptions options;
  options.positional = "guest";
  options.values["format"] = FormatNames();
  const auto strings = [](const char* name) {
    return po::value<std::vector<std::string>>()->value_name(name);
  };
  const auto string = [](const char* name) { return po::value<std::string>()->value_name(name); };
  options.named.add_options()("help,h", "print this help and exit");
  AddSettingOptions(&options.named);
  options.named.add_options()("format", string("FORMAT")->default_value("text"),
                              "form of the report on standard output: text, json, jsonl, sarif, "
                              "junit, github, checkstyle, gitlab");
  options.named.add_options()("output", strings("FORMAT=FILE"),
                              "write a report to a file as well; repeatable");
  options.named.add_options()("unknown", "list also what the capabilities leave open, as notes");
  options.named.add_options()(
      "baseline", string("FILE"),
      "let the findings pass that FILE knows, and tell those that are gone");
  options.named.add_options()("write-baseline", string("FILE"),
                              "write all findings to FILE, for --baseline, and let them pass");
  AddInputOptions(&options.named);
  options.named.add_options()("syntax-only",
                              "only read the guests, which takes no host: tell what is no XML and "
                              "what is no guest");
  options.named.add_options()("jobs,j", string("N"),
                              "threads (one a processor unless told otherwise)");
  options.named.add_options()("verbose,v", "tell on standard error what is skipped");
  options.details =
      "GUEST is a file, a folder (its *.xml, and those of the folders in it), a pattern, or '-' "
      "for\n"
      "standard input. Settings may stand in .domcheck.cfg at or above a guest's folder.\n"
      "\n"
      "exit status:\n"
      "  0  no finding at or above --fail-on\n"
      "  1  such a finding\n"
      "  2  bad usage, or an input that cannot be read (the other guests are still checked)\n"
      "  3  a fault of domcheck's own, such as output that cannot be written\n";
  return options;
}

// Adds to the page that GitHub shows of a job, where a report for GitHub is asked for and GitHub
// says which file holds that page. False when that failed; it was told.
bool AddJobSummary(const std::vector<Output>& outputs, const Summary& summary) {
  const char* path = std::getenv("GITHUB_STEP_SUMMARY");
  const bool is_for_github = std::any_of(outputs.begin(), outputs.end(), [](const Output& output) {
    return output.format->name == kGithubFormat.name;
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

// --jobs, or nothing after it was told what is wrong.
std::optional<size_t> ReadJobs(const po::variables_map& values) {
  if (values.count("jobs") == 0) return std::max(1U, std::thread::hardware_concurrency());
  constexpr size_t kMost = 1024;
  const auto& text = values["jobs"].as<std::string>();
  size_t jobs = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), jobs);
  if (error == std::errc() && end == text.data() + text.size() && jobs > 0 && jobs <= kMost)
    return jobs;
  UsageError("check",
             "--jobs takes a number from 1 to " + std::to_string(kMost) + ", not '" + text + "'");
  return std::nullopt;
}

// Reads --baseline; with --write-baseline, an empty one for the file that is to be written. Null
// where neither is given; false where what is wrong was told.
bool ReadBaseline(const po::variables_map& values, std::optional<Baseline>* baseline) {
  if (values.count("write-baseline") != 0) {
    baseline->emplace(values["write-baseline"].as<std::string>());
    return true;
  }
  if (values.count("baseline") == 0) return true;
  const auto& path = values["baseline"].as<std::string>();
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

int Run(const Command& command, const std::vector<std::string>& arguments) {
  int exit_status = kExitOk;
  const auto values = ParseOptions(command, arguments, &exit_status);
  if (!values) return exit_status;
  const auto outputs = ReadOutputs(*values);
  const auto jobs = ReadJobs(*values);
  std::optional<Baseline> baseline;
  if (!outputs || !jobs || !ReadBaseline(*values, &baseline)) return kExitBadInput;
  const bool writes_baseline = values->count("write-baseline") != 0;

  XmlReader reader;
  HostCache hosts(
      &reader, values->count("syntax-only") != 0 ? HostCache::Use::kNone : HostCache::Use::kNeeded);
  auto plan = ReadPlan(command.name, *values, &hosts);
  if (!plan) return kExitBadInput;

  ReportOptions report_options;
  report_options.color = OutputWantsColor();
  report_options.lists_unknown = values->count("unknown") != 0;
  OutputFiles files;
  if (!files.Open(*outputs, report_options)) return kExitFault;

  BatchOptions options;
  options.sinks = files.sinks();
  options.jobs = *jobs;
  options.tells_skipped = values->count("verbose") != 0;
  options.baseline = baseline ? &*baseline : nullptr;
  options.collects_findings = writes_baseline;
  const bool wants_notes = report_options.lists_unknown ||
                           std::any_of(outputs->begin(), outputs->end(), [](const Output& output) {
                             return output.format->needs_notes;
                           });
  options.notes = wants_notes ? Notes::kInclude : Notes::kLeaveOut;
  Progress progress(plan->guests.size());
  options.progress = [&progress](size_t done) { progress.Show(done); };

  BatchResult result = RunBatch(plan->guests, options);
  progress.Clear();
  PrintError(result.skipped);
  const bool all_skipped = result.summary.skipped > 0 && result.summary.guests == 0;
  if (all_skipped) PrintError("domcheck check: error: none of the XML files found is a <domain>\n");
  if (plan->has_problems || all_skipped || result.summary.count(GuestVerdict::kInvalid) > 0)
    exit_status = kExitBadInput;
  else if (result.fails && !writes_baseline)
    exit_status = kExitFindings;
  result.summary.exit_status = exit_status;

  const bool is_written = result.is_written && FinishReports(files.sinks(), result.summary);
  if (!is_written || !files.Commit() || !AddJobSummary(*outputs, result.summary)) return kExitFault;
  if (writes_baseline) {
    const auto& path = (*values)["write-baseline"].as<std::string>();
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
