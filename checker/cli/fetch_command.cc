// domcheck fetch
#include <signal.h>

#include <array>
#include <atomic>
#include <chrono>
#include <ctime>
#include <limits>
#include <string>
#include <variant>
#include <vector>

#include "capsmodel/whole_number.h"
#include "checker/base/visible_text.h"
#include "checker/cli/command.h"
#include "checker/cli/command_options.h"
#include "checker/cli/commands.h"
#include "checker/cli/exit_status.h"
#include "checker/cli/option_values.h"
#include "checker/cli/options.h"
#include "checker/cli/output.h"
#include "checker/hosts/host_folder.h"
#include "checker/hosts/load_host.h"
#include "checker/libvirt/live_host.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

// Delays the signals that end the program, while it has files to clean up. If one arrives, the
// destructor raises it again.
class HeldSignals {
 public:
  HeldSignals() {
    struct sigaction note = {};
    note.sa_handler = [](int signal) { came_ = signal; };
    note.sa_flags = SA_RESTART;
    for (size_t i = 0; i < kSignals.size(); ++i) {
      sigaction(kSignals[i], nullptr, &old_[i]);
      if (old_[i].sa_handler != SIG_IGN) sigaction(kSignals[i], &note, nullptr);
    }
  }
  ~HeldSignals() {
    for (size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &old_[i], nullptr);
    if (came_ != 0) raise(came_);
  }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  // Returns whether a signal has arrived.
  static bool Came() { return came_ != 0; }

 private:
  static constexpr std::array<int, 3> kSignals = {SIGHUP, SIGINT, SIGTERM};
  static_assert(std::atomic<int>::is_always_lock_free, "a signal handler takes no locks");

  inline static std::atomic<int> came_{0};
  std::array<struct sigaction, kSignals.size()> old_ = {};
};

CommandOptions Options() {
  CommandOptions options;
  options.positional = "argument";
  options.instead_of_arguments = ": name the folder with --out DIR";
  options.Add("connect", "URI", "the libvirt to ask, as virsh takes it").default_value =
      "qemu:///system";
  options.Add("out", "DIR", "the host folder to write, or to replace");
  options.AddRepeatable("arch", "ARCH", "ask for this architecture only; repeatable");
  options.AddRepeatable("virttype", "TYPE", "ask for this virtualization type only; repeatable");
  options.AddRepeatable("machine", "MACHINE", "ask for this machine type only; repeatable");
  options.Add("timeout", "SECONDS", "give up when libvirt has not told all by then").default_value =
      "300";
  options.details =
      "Stores what a running host says of itself, for 'domcheck check --caps DIR' without it. An\n"
      "older host folder DIR is replaced in one step, or left as it is. What libvirt cannot "
      "describe is\n"
      "left out and reported, with exit status 2; an architecture of which it describes nothing, "
      "such as\n"
      "sh4eb, is only named, unless it is the host's own or --arch asks for it. Nothing is changed "
      "on the\n"
      "host; yet libvirt gives this to no read-only user, so it takes the rights of virsh.\n";
  return options;
}

// Returns the value of --timeout. If it is wrong, prints an error and returns nullopt.
std::optional<std::chrono::seconds> ReadTimeout(const OptionValues& values) {
  const std::string text = values.Value("timeout");
  const auto seconds = WholeNumber(text);
  if (seconds && *seconds > 0 && *seconds <= std::numeric_limits<int>::max())
    return std::chrono::seconds(*seconds);
  UsageError("fetch", "--timeout takes a number of seconds, not '" + text + "'");
  return std::nullopt;
}

int FolderFault(const std::string& folder, const std::string& problem) {
  PrintError(DescribeProblem({folder, std::nullopt, problem}) + "\n");
  return kExitFault;
}

std::string Summary(const std::string& folder, const FetchedHost& host) {
  std::string summary = VisibleText(folder) + ": " + std::to_string(host.documents.size()) +
                        " documents of " + VisibleText(host.hostname) + " (" + host.driver + " " +
                        host.hypervisor_version + ", libvirt " + host.libvirt_version + ")";
  if (!host.undescribed.empty()) {
    std::vector<std::string> archs;
    for (const UndescribedArch& one : host.undescribed) archs.push_back(one.arch);
    summary += "; its libvirt lists " + VisibleText(Joined(archs)) + ", but does not describe " +
               (archs.size() == 1 ? "it" : "them") + " (" +
               VisibleText(host.undescribed.front().why) + ")";
  }
  if (!host.problems.empty())
    summary += "; " + std::to_string(host.problems.size()) + " could not be had";
  return summary + "\n";
}

int Run(const Command& command, const OptionValues& values) {
  if (values.Value("out").empty())
    return UsageError(command.name, "no folder given: name it with --out DIR");
  const auto timeout = ReadTimeout(values);
  if (!timeout) return kExitBadInput;

  const std::string uri = values.Value("connect");
  const std::string folder = values.Value("out");
  const FetchFilter filter{values.Values("arch"), values.Values("virttype"),
                           values.Values("machine")};
  // This check comes first because fetching takes long.
  if (const auto problem = WhyNoHostFolder(folder)) return FolderFault(folder, *problem);
  const std::time_t when = std::time(nullptr);
  const auto fetched = FetchHost(uri, filter, *timeout);
  if (const auto* error = std::get_if<FetchError>(&fetched)) {
    std::string message = error->message;
    if (error->is_late)
      message += "; --timeout gives it longer, --arch, --virttype and --machine ask for less";
    PrintError(DescribeProblem({uri, std::nullopt, message}) + "\n");
    return kExitBadInput;
  }
  const auto& host = std::get<FetchedHost>(fetched);
  for (const std::string& problem : host.problems)
    PrintError(DescribeProblem({uri, std::nullopt, problem}) + "\n");
  {
    const HeldSignals held;
    if (const auto problem = StoreHost(host, when, folder, HeldSignals::Came))
      return FolderFault(folder, *problem);
  }
  const int printed = PrintAndFinish(Summary(folder, host));
  return printed == kExitOk && !host.problems.empty() ? kExitBadInput : printed;
}

}  // namespace

Command FetchCommand() {
  return {"fetch", "[--connect URI] --out DIR", "stores what a live host offers", Options, Run};
}

}  // namespace domcheck
