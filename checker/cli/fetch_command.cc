// domcheck fetch
#include <charconv>
#include <chrono>
#include <ctime>
#include <string>
#include <variant>
#include <vector>

#include "checker/cli/command.h"
#include "checker/cli/options.h"
#include "checker/cli/output.h"
#include "checker/host_source.h"
#include "checker/libvirt/host_folder.h"
#include "checker/libvirt/live_host.h"

namespace domcheck {
namespace {

namespace po = boost::program_options;

CommandOptions Options() {
  CommandOptions options;
  options.positional = "argument";
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
      "older host folder DIR is replaced in one step, or left as it is. Nothing is changed on the\n"
      "host; yet libvirt gives this to no read-only user, so it takes the rights of virsh.\n";
  return options;
}

// Seconds, or nothing after it was told what is wrong.
std::optional<std::chrono::seconds> ReadTimeout(const po::variables_map& values) {
  const auto& text = values["timeout"].as<std::string>();
  int seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error == std::errc() && end == text.data() + text.size() && seconds > 0)
    return std::chrono::seconds(seconds);
  UsageError("fetch", "--timeout takes a number of seconds, not '" + text + "'");
  return std::nullopt;
}

int Run(const Command& command, const std::vector<std::string>& arguments) {
  int exit_status = kExitOk;
  const auto values = ParseOptions(command, arguments, &exit_status);
  if (!values) return exit_status;
  if (!Values(*values, "argument").empty())
    return UsageError(command.name, "it takes no arguments: name the folder with --out DIR");
  if (values->count("out") == 0)
    return UsageError(command.name, "no folder given: name it with --out DIR");
  const auto timeout = ReadTimeout(*values);
  if (!timeout) return kExitBadInput;

  const auto& uri = (*values)["connect"].as<std::string>();
  const auto& folder = (*values)["out"].as<std::string>();
  const FetchFilter filter{Values(*values, "arch"), Values(*values, "virttype"),
                           Values(*values, "machine")};
  const auto fetched = FetchHost(uri, filter, *timeout);
  if (const auto* error = std::get_if<FetchError>(&fetched)) {
    PrintError(DescribeProblem({uri, std::nullopt, error->message}) + "\n");
    return kExitBadInput;
  }
  const auto& host = std::get<FetchedHost>(fetched);
  for (const std::string& problem : host.problems)
    PrintError(DescribeProblem({uri, std::nullopt, problem}) + "\n");
  if (auto error = StoreHost(host, std::time(nullptr), folder)) {
    PrintError(DescribeProblem({folder, std::nullopt, *error}) + "\n");
    return kExitFault;
  }
  return PrintAndFinish(folder + ": " + std::to_string(host.documents.size()) + " documents of " +
                        host.hostname + " (" + host.driver + " " + host.hypervisor_version +
                        ", libvirt " + host.libvirt_version + ")\n");
}

}  // namespace

Command FetchCommand() {
  return {"fetch", "[--connect URI] --out DIR", "stores what a live host offers", Options, Run};
}

}  // namespace domcheck
