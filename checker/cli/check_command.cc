// domcheck check
#include <algorithm>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "checker/check.h"
#include "checker/cli/command.h"
#include "checker/cli/options.h"
#include "checker/cli/output.h"
#include "checker/guest_source.h"
#include "checker/host_source.h"
#include "checker/report/report.h"

namespace domcheck {
namespace {

namespace po = boost::program_options;

constexpr size_t kFlushAt = 64 * 1024;  // bytes of report kept before they are written

// What --fail-on takes: how bad a finding must be for exit status 1.
struct FailOn {
  std::string_view name;
  std::optional<Severity> least;  // nothing fails where it is empty
};
constexpr FailOn kFailOn[] = {
    {"error", Severity::kError},
    {"warning", Severity::kWarning},
    {"unknown", Severity::kNote},
    {"never", std::nullopt},
};

struct CheckOptions {
  const Format* format = nullptr;
  std::optional<Severity> fail_on;
  Notes notes = Notes::kLeaveOut;
  bool is_verbose = false;
  std::string stdin_name;
};

bool Fails(const CheckResult& result, std::optional<Severity> least) {
  if (!least) return false;
  if (*least == Severity::kNote && result.leaves_open) return true;
  return std::any_of(result.findings.begin(), result.findings.end(),
                     [&](const Finding& finding) { return finding.severity >= *least; });
}

// Checks guest after guest and writes the report as it goes.
class CheckRun {
 public:
  CheckRun(const CheckOptions& options, const std::vector<Host>& hosts, XmlReader* reader)
      : options_(options), hosts_(hosts), reader_(reader) {
    style_.color = OutputWantsColor();
    options_.format->begin(&out_);
  }

  void CheckFile(const GuestFile& file) {
    const std::string& name = file.path == "-" ? options_.stdin_name : file.path;
    auto read = ReadSourceFile(file.path, name);
    if (const auto* error = std::get_if<ReadError>(&read)) {
      const CheckResult result = Unreadable(error->message);
      for (size_t i = 0; i < hosts_.size(); ++i) Tell(name, nullptr, result);
      return;
    }
    const ReadGuest guest(std::move(std::get<SourceFile>(read)), reader_, &document_);
    if (file.in_folder && guest.is_other_xml()) {
      ++summary_.skipped;
      if (options_.is_verbose) PrintError(name + ": skipped: it is no <domain>\n");
      return;
    }
    for (const Host& host : hosts_) Tell(name, &guest.source(), guest.Check(host, options_.notes));
  }

  // Writes the rest and returns the exit status.
  int Finish(bool has_problems) {
    options_.format->end(summary_, style_, &out_);
    Flush();
    if (!can_write_) return kExitFault;
    if (has_problems || summary_.count(GuestVerdict::kInvalid) > 0) return kExitBadInput;
    return fails_ ? kExitFindings : kExitOk;
  }

  bool can_write() const { return can_write_; }
  const Summary& summary() const { return summary_; }

 private:
  void Tell(const std::string& name, const SourceFile* source, const CheckResult& result) {
    GuestReport report;
    report.domain = name;
    report.source = source;
    report.result = &result;
    report.is_first = summary_.guests == 0;
    if (result.document != nullptr) report.capabilities = result.document->source().name();
    options_.format->guest(report, style_, &out_);
    summary_.Add(result);
    fails_ |= Fails(result, options_.fail_on);
    if (out_.size() >= kFlushAt) Flush();
  }

  void Flush() {
    can_write_ = can_write_ && Print(out_);
    out_.clear();
  }

  const CheckOptions& options_;
  const std::vector<Host>& hosts_;
  XmlReader* reader_;
  Document document_;
  Style style_;
  Summary summary_;
  std::string out_;
  bool fails_ = false;
  bool can_write_ = true;
};

CommandOptions Options() {
  CommandOptions options;
  options.command = "check";
  options.positional = "guest";
  const auto strings = [] { return po::value<std::vector<std::string>>()->value_name("PATH"); };
  const auto string = [](const char* name, const char* otherwise) {
    return po::value<std::string>()->value_name(name)->default_value(otherwise);
  };
  options.named.add_options()("help,h", "print this help and exit");
  options.named.add_options()("caps", strings(),
                              "the host: a domainCapabilities file, a folder of them (the one that "
                              "describes the guest is chosen), or @NAME for a host that ships "
                              "inside domcheck ('domcheck caps' lists them); repeat it to check "
                              "against several hosts");
  options.named.add_options()("format", string("FORMAT", "text"),
                              "form of the report: text, json, jsonl");
  options.named.add_options()("fail-on", string("LEVEL", "error"),
                              "least finding for exit status 1: error, warning, unknown, never");
  options.named.add_options()("unknown", "list also what the capabilities leave open, as notes");
  options.named.add_options()("files-from", po::value<std::string>()->value_name("FILE"),
                              "read the names of guests from FILE, one a line or divided by NUL "
                              "('-': standard input)");
  options.named.add_options()("stdin-filename", string("NAME", "-"),
                              "what reports call the guest on standard input");
  options.named.add_options()("verbose,v", "tell on standard error what is skipped");
  options.details =
      "GUEST is a file, a folder (its *.xml, and those of the folders in it), a pattern, or '-' "
      "for\n"
      "standard input.\n"
      "\n"
      "exit status:\n"
      "  0  no finding at or above --fail-on\n"
      "  1  such a finding\n"
      "  2  bad usage, or an input that cannot be read (the other guests are still checked)\n"
      "  3  a fault of domcheck's own, such as output that cannot be written\n";
  return options;
}

// Fills `parsed`; tells what is wrong and returns false otherwise.
bool ReadCheckOptions(const po::variables_map& values, CheckOptions* parsed) {
  std::vector<std::string_view> formats, levels;
  for (const Format& format : AllFormats()) formats.push_back(format.name);
  for (const FailOn& level : kFailOn) levels.push_back(level.name);
  const auto& format = values["format"].as<std::string>();
  const auto& level = values["fail-on"].as<std::string>();
  if (!IsOneOf("--format", format, formats) || !IsOneOf("--fail-on", level, levels)) return false;
  for (const Format& row : AllFormats())
    if (row.name == format) parsed->format = &row;
  for (const FailOn& row : kFailOn)
    if (row.name == level) parsed->fail_on = row.least;
  parsed->notes = values.count("unknown") != 0 ? Notes::kInclude : Notes::kLeaveOut;
  parsed->is_verbose = values.count("verbose") != 0;
  parsed->stdin_name = values["stdin-filename"].as<std::string>();
  return true;
}

}  // namespace

int RunCheck(const std::vector<std::string>& arguments) {
  int exit_status = kExitOk;
  const CommandOptions options = Options();
  const auto values = ParseOptions(options, arguments, &exit_status);
  if (!values) return exit_status;
  CheckOptions parsed;
  if (!ReadCheckOptions(*values, &parsed)) return kExitBadInput;

  std::vector<std::string> names = Values(*values, "guest");
  if (values->count("files-from") != 0) {
    const auto& path = (*values)["files-from"].as<std::string>();
    auto list = ReadSourceFile(path, path);
    if (const auto* error = std::get_if<ReadError>(&list)) {
      PrintError(DescribeProblem({path, std::nullopt, error->message}) + "\n");
      return kExitBadInput;
    }
    for (std::string& name : SplitFileList(std::get<SourceFile>(list).text()))
      names.push_back(std::move(name));
  }
  const std::vector<std::string> specs = Values(*values, "caps");
  if (specs.empty())
    return UsageError("check",
                      "no host given: name its capabilities with --caps, for example --caps "
                      "@debian-12 or the file that 'virsh domcapabilities' printed");
  if (names.empty() && values->count("files-from") == 0)
    return UsageError("check", "no guest given: name a file, a folder, or '-'");

  XmlReader reader;
  std::vector<InputProblem> problems;
  std::vector<Host> hosts;
  for (const std::string& spec : specs)
    if (auto host = LoadHost(spec, &reader, &problems)) hosts.push_back(std::move(*host));
  const std::vector<GuestFile> guests = FindGuests(names, &problems);
  for (const InputProblem& problem : problems) PrintError(DescribeProblem(problem) + "\n");
  if (hosts.empty()) return kExitBadInput;

  CheckRun run(parsed, hosts, &reader);
  for (const GuestFile& guest : guests) {
    if (!run.can_write()) break;
    run.CheckFile(guest);
  }
  const bool all_skipped = run.summary().skipped > 0 && run.summary().guests == 0;
  if (all_skipped) PrintError("domcheck check: error: none of the XML files found is a <domain>\n");
  return run.Finish(!problems.empty() || all_skipped);
}

}  // namespace domcheck
