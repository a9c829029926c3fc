// domcheck diff
#include <string>
#include <utility>
#include <vector>

#include "checker/cli/command.h"
#include "checker/cli/command_options.h"
#include "checker/cli/commands.h"
#include "checker/cli/exit_status.h"
#include "checker/cli/option_values.h"
#include "checker/cli/options.h"
#include "checker/cli/output.h"
#include "checker/cli/report_outputs.h"
#include "checker/cli/run_settings.h"
#include "checker/fleet/check/fleet_checker.h"
#include "checker/fleet/diff/guest_moves.h"
#include "checker/fleet/diff/host_diff.h"
#include "checker/fleet/diff/host_diff_format.h"
#include "checker/fleet/diff/live_migration.h"
#include "checker/hosts/host_cache.h"
#include "checker/hosts/load_host.h"
#include "checker/run/guest_reader.h"
#include "checker/run/guest_work.h"

namespace domcheck {
namespace {

const std::vector<std::string_view> kFormats = {"text", "json"};

CommandOptions Options() {
  CommandOptions options;
  options.positional = "guest";
  AddOutputOptions(kFormats, &options);
  AddSettingOptions(&options, {"caps", "libvirt-version", "fail-on"});
  AddInputOptions(&options);
  AddJobsOption(&options);
  options.AddSwitch("verbose", "tell on standard error what is skipped").letter = 'v';
  AddLimitOptions({Limit::Of::kDocument, Limit::Of::kGuests, Limit::Of::kRun}, &options);
  options.details =
      "Tells what changed from the host OLD to the host NEW: machines, capabilities and CPU "
      "models\n"
      "that were lost or gained. With guests it tells which of them would stop working, and why:\n"
      "the check before an upgrade. OLD and NEW are hosts as --caps of 'domcheck check' takes "
      "them:\n"
      "a domainCapabilities file, a folder of them, @NAME, or the URI of a live host. Documents "
      "of\n"
      "the same type, architecture and machine are compared, of two single files always these.\n"
      "What a document leaves out is unknown, and is never told as lost.\n"
      "\n"
      "examples:\n"
      "  domcheck diff before/ after/                       what an upgrade took and brought\n"
      "  domcheck diff before/ qemu:///system guests/       which guests it stops\n"
      "  domcheck diff kvm01.xml kvm02.xml web.xml          can web.xml move from kvm01 to kvm02?\n"
      "\n"
      "exit status:\n"
      "  0  done; no guest would stop working\n"
      "  1  one would\n"
      "  2  bad usage, or a host or guest that cannot be read (other guests are still reported)\n"
      "  3  a fault of domcheck's own, such as output that cannot be written\n";
  return options;
}

// The results for some of the guests.
struct CheckedPiece {
  std::vector<FleetGuest> guests;
  std::vector<StuckGuest> stuck;
  std::vector<std::string> skipped;  // names
};

// Checks guests in one thread.
class Worker {
 public:
  explicit Worker(const std::vector<const Host*>& hosts) : hosts_(hosts), checker_(hosts) {}

  void Add(const ListedGuest& listed, size_t number, CheckedPiece* piece) {
    const auto error = reader_.Read(listed, [&](SourceFile text) {
      const ReadGuest guest = reader_.Parse(std::move(text));
      if (IsSkipped(listed, guest))
        piece->skipped.push_back(listed.name);
      else
        AddGuest(checker_.Check(guest, *listed.settings, number), guest, piece);
    });
    if (error) piece->guests.push_back(UnreadableGuest(listed.name, number, *error));
  }

 private:
  void AddGuest(FleetGuest checked, const ReadGuest& guest, CheckedPiece* piece) {
    if (MoveOf(checked) == GuestMove::kRunsOnBoth) {
      std::string why = WhyNotMigrated(*guest.guest(), *hosts_[0], *hosts_[1]);
      if (!why.empty()) piece->stuck.push_back({checked.name, std::move(why)});
    }
    piece->guests.push_back(std::move(checked));
  }

  const std::vector<const Host*> hosts_;  // old, new
  FleetChecker checker_;
  GuestReader reader_;
};

GuestMoves CheckGuests(const std::vector<ListedGuest>& guests,
                       const std::vector<const Host*>& hosts, size_t jobs, bool reports_skipped) {
  GuestMoves moves;
  const auto take = [&](CheckedPiece piece) {
    for (FleetGuest& guest : piece.guests) moves.Add(std::move(guest));
    for (StuckGuest& guest : piece.stuck) moves.stuck.push_back(std::move(guest));
    moves.skipped += piece.skipped.size();
    for (const std::string& name : piece.skipped)
      if (reports_skipped)
        PrintError(DescribeProblem({name, std::nullopt, "skipped: it is no <domain>"}) + "\n");
    return true;
  };
  const auto make_worker = [&hosts] { return Worker(hosts); };
  WorkOnGuests<CheckedPiece>(guests, jobs, make_worker, take, nullptr);
  return moves;
}

int Run(const Command& command, const OptionValues& values) {
  int exit_status = kExitOk;
  std::vector<std::string> names = values.Values("guest");
  if (names.size() < 2)
    return UsageError(command.name, names.empty()
                                        ? "no hosts given: name the old and the new one"
                                        : "the new host is missing behind '" + names.front() + "'");
  const auto outputs = ReadOutputs(command.name, values, kFormats);
  const auto jobs = ReadJobs(command.name, values);
  if (!outputs || !jobs) return kExitBadInput;
  const std::string old_name = names[0], new_name = names[1];
  names.erase(names.begin(), names.begin() + 2);
  const bool has_guests = !names.empty() || values.Has("files-from");

  // A host with missing documents would seem to have lost them.
  XmlReader reader;
  std::vector<InputProblem> problems;
  const auto old_host = LoadHost(old_name, &reader, &problems);
  const auto new_host = LoadHost(new_name, &reader, &problems);
  for (const InputProblem& problem : problems) PrintError(DescribeProblem(problem) + "\n");
  if (!old_host || !new_host || !problems.empty()) return kExitBadInput;

  HostCache no_hosts(&reader, HostCache::Use::kNone);
  std::optional<RunInputs> inputs;
  if (has_guests && !(inputs = ReadRunInputs(command.name, values, std::move(names), &no_hosts)))
    return kExitBadInput;
  OutputFiles files;
  if (!files.Open(*outputs)) return kExitFault;

  GuestMoves moves;
  if (inputs)
    moves = CheckGuests(inputs->guests, {&*old_host, &*new_host}, *jobs, values.Has("verbose"));
  if (moves.stop > 0) exit_status = kExitFindings;
  if (moves.invalid > 0 || (inputs && inputs->has_problems)) exit_status = kExitBadInput;
  const HostDiff diff = DiffHosts(*old_host, *new_host);
  const GuestMoves* const guests = inputs ? &moves : nullptr;
  for (size_t i = 0; i < outputs->size(); ++i) {
    const ReportOutput& output = (*outputs)[i];
    const std::string text =
        kFormats[output.format] == "json"
            ? HostDiffAsJson(diff, guests, exit_status)
            : HostDiffAsText(diff, guests, output.path == "-" && OutputWantsColor());
    if (!files.writes()[i](text)) return kExitFault;
  }
  return files.Commit() ? exit_status : kExitFault;
}

}  // namespace

Command DiffCommand() {
  return {"diff", "OLD NEW [GUEST...]",
          "tells what changed between two hosts, and which guests that would stop", Options, Run};
}

}  // namespace domcheck
