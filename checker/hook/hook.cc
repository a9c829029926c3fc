#include "checker/hook/hook.h"

#include <sys/stat.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "capsmodel/source_file.h"
#include "checker/base/visible_text.h"
#include "checker/hosts/host_index.h"
#include "checker/hosts/load_host.h"
#include "checker/report/finding_text.h"
#include "checker/report/report.h"
#include "checker/settings/check_with_settings.h"

namespace domcheck {
namespace {

// Returns a program that decides what the host offers and was installed after `folder` was stored;
// "" if there is none or the time of storing is not known. The ctime is the time of installation:
// packages set the mtime of a file to the time when it was built.
std::string ChangedSinceStored(const std::string& folder, const Capabilities* document) {
  const std::optional<HostIndex> index = ReadHostIndex(folder);
  if (!index) return "";
  std::vector<std::string> programs = {"/usr/sbin/libvirtd", "/usr/sbin/virtqemud"};
  if (document != nullptr) programs.emplace_back(document->emulator());
  for (const std::string& program : programs) {
    struct stat status = {};
    if (stat(program.c_str(), &status) == 0 && status.st_ctime > *index->fetched) return program;
  }
  return "";
}

std::string Sentence(const Finding& finding) {
  std::string sentence = std::string(SeverityName(finding.severity)) + ": ";
  if (!finding.path.empty()) sentence += finding.path + ": ";
  return sentence + FindingSentence(finding, "") + " [" + std::string(finding.rule->id) + "]";
}

}  // namespace

bool IsBeforeStart(std::string_view operation, std::string_view suboperation) {
  return suboperation == "begin" &&
         (operation == "prepare" || operation == "migrate" || operation == "restore");
}

HookAnswer CheckBeforeStart(const std::string& name, std::string text, const HookPolicy& policy) {
  HookAnswer answer;
  const auto report = [&](const std::string& line) {
    answer.lines.push_back(VisibleText(name + ": " + line));
  };
  const auto refuse_if = [&](bool is_reason, const std::string& reason) {
    answer.refuses = policy.enforces && is_reason;
    if (answer.refuses) report("not started, as the hook's policy has " + reason);
    return answer;
  };

  XmlReader reader;
  std::vector<InputProblem> problems;
  const std::optional<Host> host = LoadHost(policy.host, &reader, &problems);
  for (const InputProblem& problem : problems) answer.lines.push_back(DescribeProblem(problem));
  if (!host) {
    report("not checked: store what this host offers with 'domcheck fetch --out " + policy.host +
           "'");
    return refuse_if(policy.needs_host, "missing-host = refuse");
  }

  // libvirt has read this guest. If domcheck cannot, the fault is domcheck's.
  auto source = MakeSourceFile(name, std::move(text));
  if (const auto* error = std::get_if<ReadError>(&source)) {
    report("not checked: " + error->message);
    return answer;
  }
  Document document;
  const ReadGuest guest(std::move(std::get<SourceFile>(source)), &reader, &document);
  const CheckResult result =
      CheckWithSettings(guest, {&*host}, policy.settings, Notes::kLeaveOut).front();
  for (const Finding& finding : result.findings)
    if (IsReported(finding, {})) report(Sentence(finding));
  if (result.verdict() == GuestVerdict::kInvalid) return answer;

  const std::string changed = ChangedSinceStored(policy.host, result.capabilities);
  if (!changed.empty()) {
    report("what was stored of this host is older than " + changed +
           ": run 'domcheck fetch --out " + policy.host + "' again");
    return refuse_if(policy.needs_current_host, "stale-host = refuse");
  }
  return refuse_if(Fails(result, policy.settings.fail_on.value_or(FailOn::kError)),
                   "mode = enforce");
}

}  // namespace domcheck
