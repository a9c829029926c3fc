// domcheck fetch
#include <signal.h>

#include <array>
#include <atomic>
#include <boost/program_options/variables_map.hpp>
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
#include "checker/cli/options.h"
#include "checker/cli/output.h"
#include "checker/hosts/host_folder.h"
#include "checker/hosts/load_host.h"
#include "checker/libvirt/live_host.h"

namespace domcheck {
namespace {

namespace po = boost::program_options;

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
  const auto strings = [](const char* name) {
    return po::value<std::vector<std::string>>()->value_name(name);
  };
  const auto string = [](const char* name) { return po::value<std::string>()->value_name(name); };
  options.named.add_options()("help,h", "print this help and exit");
  options.named.add_options()("connect", string("URI")->default_value("qemu:///system"),
                              "the libvirt to ask, as virsh takes it");
  options.named.add_options()("out", string("DIR"), "the host folder to write, or to replace");
  options.named.add_options()("arch", strings("ARCH"),
                              "ask for this architecture only; repeatable");
  options.named.add_options()("virttype", strings("TYPE"),
                              "ask for this virtualization type only; repeatable");
  options.named.add_options()("machine", strings("MACHINE"),
                              "ask for this machine type only; repeatable");
  options.named.add_options()("timeout", string("SECONDS")->default_value("300"),
                              "give up when libvirt has not told all by then");
  options.details =
      "Stores what a running host says of itself, for 'domcheck check --caps DIR' without it. An\n"
      "older host folder DIR is replaced in one step, or left as it is. What libvirt cannot tell "
      "is left\n"
      "out and told, with exit status 2. Nothing is changed on the host; yet libvirt gives this to "
      "no\n"
      "read-only user, so it takes the rights of virsh.\n";
  return options;
}

// Returns the value of --timeout. If it is wrong, prints an error and returns nullopt.
std::optional<std::chrono::seconds> ReadTimeout(const po::variables_map& values) {
  const auto& text = values["timeout"].as<std::string>();
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
  if (!host.problems.empty())
    summary += "; " + std::to_string(host.problems.size()) + " could not be had";
  return summary + "\n";
}

int Run(const Command& command, const po::variables_map& values) {
  if (values.count("out") == 0 || values["out"].as<std::string>().empty())
    return UsageError(command.name, "no folder given: name it with --out DIR");
  const auto timeout = ReadTimeout(values);
  if (!timeout) return kExitBadInput;

  const auto& uri = values["connect"].as<std::string>();
  const auto& folder = values["out"].as<std::string>();
  const FetchFilter filter{Values(values, "arch"), Values(values, "virttype"),
                           Values(values, "machine")};
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
