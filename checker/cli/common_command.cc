// domcheck common
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "capsmodel/machine.h"
#include "checker/base/write_file.h"
#include "checker/base/write_folder.h"
#include "checker/caps/schema_check.h"
#include "checker/cli/command.h"
#include "checker/cli/command_options.h"
#include "checker/cli/commands.h"
#include "checker/cli/exit_status.h"
#include "checker/cli/option_values.h"
#include "checker/cli/options.h"
#include "checker/cli/output.h"
#include "checker/fleet/common/baseline_cpu.h"
#include "checker/fleet/common/common_capabilities.h"
#include "checker/fleet/common/common_machines.h"
#include "checker/hosts/load_host.h"
#include "checker/report/name_list.h"
#include "rules/suggestion.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

constexpr size_t kMostNamed = 8;  // documents that a message names

CommandOptions Options() {
  CommandOptions options;
  options.positional = "path";
  options.Add(
      "out", "DIR",
      "write a document for each type, architecture and machine that all hosts have into this "
      "folder, for --caps, and their machines as capabilities.xml where these are known");
  options.Add("output", "FILE", "write the one document there and not to standard output");
  options.AddSwitch("cpu",
                    "print the <cpu> element with which a guest runs on all of them, and can be "
                    "moved between them");
  options.Add("virttype", "TYPE", "only for guests of this virtualization type, such as kvm");
  options.Add("arch", "ARCH", "only for this architecture, such as x86_64");
  options.Add(
      "machine", "MACHINE",
      "only for this machine type; a family such as q35 stands for each host's own choice of it");
  AddLimitOptions({Limit::Of::kDocument, Limit::Of::kRun}, &options);
  options.details =
      "Prints what all the hosts offer, as one domainCapabilities document: a guest that fits it\n"
      "runs on each of them. HOST is what --caps of 'domcheck check' takes: a domainCapabilities\n"
      "file, a folder of them, @NAME, or the URI of a live host. What one host says no to is "
      "'no',\n"
      "lists hold what all have, limits are the least, and what any host is silent on is left "
      "out:\n"
      "it is unknown.\n"
      "\n"
      "examples:\n"
      "  domcheck common kvm01.xml kvm02.xml > all.xml      of two documents\n"
      "  domcheck common --virttype kvm --arch x86_64 --machine q35 fleet/* --output q35.xml\n"
      "  domcheck common fleet/* --out common               of host folders, all machines\n"
      "  domcheck common fleet/* --virttype kvm --cpu       the <cpu> for all of them\n"
      "  domcheck check --caps common guest.xml             and what it is for\n"
      "\n"
      "exit status: 0 done; 2 bad usage, a host that cannot be read, or hosts that have nothing "
      "in\n"
      "common; 3 a fault, such as output that cannot be written\n";
  return options;
}

int Tell(const std::string& name, const std::string& message, int exit_status) {
  PrintError(DescribeProblem({name, std::nullopt, message}) + "\n");
  return exit_status;
}

std::string Describe(const CapabilitiesMatch& match) {
  const Capabilities& first = *match.capabilities.front();
  std::string text = std::string(first.domain_type()) + " " + std::string(first.arch());
  return match.machine.empty() ? text : text + " " + match.machine;
}

std::string Describe(const std::vector<CapabilitiesMatch>& matches) {
  std::vector<std::string> names;
  for (const CapabilitiesMatch& match : matches) names.push_back(Describe(match));
  return ListFirst(names, kMostNamed);
}

// Returns the hosts. Prints the errors if one cannot be read, and then returns no host.
std::vector<Host> LoadHosts(const std::vector<std::string>& specs) {
  XmlReader reader;
  std::vector<InputProblem> problems;
  std::vector<Host> hosts;
  for (const std::string& spec : specs)
    if (auto host = LoadHost(spec, &reader, &problems)) hosts.push_back(std::move(*host));
  for (const InputProblem& problem : problems) PrintError(DescribeProblem(problem) + "\n");
  // A host with missing documents would seem to share less.
  if (!problems.empty()) hosts.clear();
  return hosts;
}

// Prints an error that names a host which shares nothing with the first one, if there is one.
// Returns the exit status.
int TellNothingInCommon(const std::vector<const Host*>& hosts) {
  const auto kinds = [](const Host& host) {
    std::vector<std::string> names;
    for (const auto& document : host.capabilities())
      names.push_back(DescribeCapabilities(*document));
    return ListFirst(names, kMostNamed);
  };
  for (size_t i = 1; i < hosts.size(); ++i)
    if (MatchCapabilities({hosts.front(), hosts[i]}).empty())
      return Tell(hosts[i]->name(),
                  "has nothing in common with " + hosts.front()->name() + ": it is for " +
                      kinds(*hosts[i]) + ", the other for " + kinds(*hosts.front()) +
                      "; give hosts of the same type, architecture and machine family",
                  kExitBadInput);
  return Tell(hosts.front()->name(),
              "no type, architecture and machine of this host is on all of the others",
              kExitBadInput);
}

// Returns those documents that the hosts share and that the options select.
std::vector<CapabilitiesMatch> Choose(const std::vector<const Host*>& hosts,
                                      const OptionValues& values) {
  const std::string type = values.Value("virttype"), arch = values.Value("arch");
  std::vector<CapabilitiesMatch> chosen;
  for (CapabilitiesMatch& match : !values.Has("machine")
                                      ? MatchCapabilities(hosts)
                                      : MatchCapabilities(hosts, values.Value("machine"))) {
    const Capabilities& first = *match.capabilities.front();
    if ((type.empty() || first.domain_type() == type) && (arch.empty() || first.arch() == arch))
      chosen.push_back(std::move(match));
  }
  return chosen;
}

// Prints that the options select none of `all`. Returns the exit status.
int TellNoneChosen(const Command& command, const std::vector<CapabilitiesMatch>& all,
                   const OptionValues& values) {
  std::string asked, hint;
  for (const char* option : {"virttype", "arch", "machine"}) {
    const std::string value = values.Value(option);
    if (value.empty()) continue;
    asked += (asked.empty() ? "" : " ") + std::string("--") + option + " " + value;
    std::vector<std::string_view> known;
    for (const CapabilitiesMatch& match : all) {
      const Capabilities& first = *match.capabilities.front();
      const std::string_view name(option);
      known.push_back(name == "virttype" ? first.domain_type()
                      : name == "arch"   ? first.arch()
                                         : std::string_view(match.machine));
      if (name == "machine") known.push_back(MachineFamily(match.machine));
    }
    if (std::find(known.begin(), known.end(), value) != known.end()) continue;
    hint += DidYouMean(NearestSpelling(value, known));
  }
  return UsageError(command.name, "the hosts share nothing for " + asked + hint + " (they share " +
                                      Describe(all) + ")");
}

// Prints the errors if `text`, the document of `match`, is not valid, and returns an exit status.
// Returns nullopt if it is valid.
std::optional<int> TellFaults(const CapabilitiesMatch& match, const std::string& text) {
  if (ValidateCapabilities(text).empty()) return std::nullopt;
  bool is_told = false;
  for (const Capabilities* document : match.capabilities) {
    const SourceFile& source = document->source();
    for (const XmlError& fault : ValidateCapabilities(source.text())) {
      PrintError(DescribeProblem({source.name(), source.PositionAt(fault.offset), fault.message}) +
                 "\n");
      is_told = true;
    }
  }
  if (is_told) return kExitBadInput;
  return Tell("domcheck common", "made a document that is not valid; that is a fault of its own",
              kExitFault);
}

// Returns whether --out writes files of this name.
bool IsOurs(std::string_view name) {
  constexpr std::string_view kPrefix = "common-", kEnding = ".xml";
  return name == kHostMachinesName || (name.size() > kPrefix.size() + kEnding.size() &&
                                       name.substr(0, kPrefix.size()) == kPrefix &&
                                       name.substr(name.size() - kEnding.size()) == kEnding);
}

// Returns a file name such as "common-x86_64-kvm-q35.xml" that is not in `taken`, and adds it
// there.
std::string FileName(const CapabilitiesMatch& match, std::set<std::string>* taken) {
  const Capabilities& first = *match.capabilities.front();
  std::string name = "common-" + std::string(first.arch()) + "-" +
                     std::string(first.domain_type()) +
                     (match.machine.empty() ? "" : "-" + match.machine);
  const std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._+";
  for (char& c : name)
    if (kPlain.find(c) == std::string_view::npos) c = '_';
  std::string free = name + ".xml";
  for (size_t number = 2; !taken->insert(free).second; ++number)
    free = name + "-" + std::to_string(number) + ".xml";
  return free;
}

// Writes the documents and the list of machines, if it is not empty, to a folder. Returns the exit
// status. If that fails, prints the error and leaves the folder as it was.
int WriteFolder(const std::vector<CapabilitiesMatch>& matches, const std::string& machines,
                const std::string& path) {
  if (const auto problem = WhyNoFolder(path, IsOurs)) return Tell(path, *problem, kExitBadInput);
  AtomicFolder folder(IsOurs);
  if (const auto problem = folder.Open(path)) return Tell(path, *problem, kExitFault);
  std::set<std::string> names;
  for (const CapabilitiesMatch& match : matches) {
    const std::string text = CommonCapabilities(match);
    if (const auto failed = TellFaults(match, text)) return *failed;
    if (const auto problem = folder.Write(FileName(match, &names), text))
      return Tell(path, *problem, kExitFault);
  }
  if (!machines.empty())
    if (const auto problem = folder.Write(std::string(kHostMachinesName), machines))
      return Tell(path, *problem, kExitFault);
  if (const auto problem = folder.Commit()) return Tell(path, *problem, kExitFault);
  return kExitOk;
}

int Print(const std::string& text, const OptionValues& values) {
  if (!values.Has("output")) return PrintAndFinish(text);
  const std::string path = values.Value("output");
  const auto problem = WriteFileAtomically(path, text);
  return problem ? Tell(path, *problem, kExitFault) : kExitOk;
}

// Prints the CPU of all matches, if it is the same, and returns the exit status.
int PrintCpu(const Command& command, const std::vector<const Host*>& hosts,
             const std::vector<CapabilitiesMatch>& matches, const OptionValues& values) {
  std::set<std::string> elements;
  for (const CapabilitiesMatch& match : matches) {
    const auto element = BaselineCpu(hosts, match);
    if (!element)
      return Tell(hosts.front()->name(),
                  "no CPU model is stated to be usable on all of the hosts, for " +
                      Describe(match) + "; 'domcheck caps' lists those of each",
                  kExitBadInput);
    elements.insert(*element);
  }
  if (elements.size() > 1)
    return UsageError(command.name,
                      "the CPU differs between what the hosts share: choose with --virttype, "
                      "--arch and --machine (" +
                          Describe(matches) + ")");
  return Print(*elements.begin(), values);
}

int Run(const Command& command, const OptionValues& values) {
  const std::vector<std::string> specs = values.Values("path");
  if (specs.empty()) return UsageError(command.name, "no host given: name two or more");
  const bool has_folder = values.Has("out"), has_file = values.Has("output");
  if (has_folder && has_file)
    return UsageError(command.name, "--out and --output exclude each other");
  if (has_folder && values.Has("cpu"))
    return UsageError(command.name, "--out and --cpu exclude each other");

  const std::vector<Host> hosts = LoadHosts(specs);
  if (hosts.empty()) return kExitBadInput;
  std::vector<const Host*> pointers;
  for (const Host& host : hosts) pointers.push_back(&host);
  const std::vector<CapabilitiesMatch> matches = Choose(pointers, values);
  if (matches.empty()) {
    const std::vector<CapabilitiesMatch> all = MatchCapabilities(pointers);
    return all.empty() ? TellNothingInCommon(pointers) : TellNoneChosen(command, all, values);
  }
  if (values.Has("cpu")) return PrintCpu(command, pointers, matches, values);
  if (has_folder) {
    std::vector<const HostMachines*> machines;
    for (const Host& host : hosts) machines.push_back(host.capabilities().front()->machines());
    return WriteFolder(matches, CommonMachines(machines), values.Value("out"));
  }
  if (matches.size() > 1)
    return UsageError(command.name,
                      "the hosts share " + std::to_string(matches.size()) +
                          " documents: write them to a folder with --out DIR, or choose one with "
                          "--virttype, --arch and --machine (" +
                          Describe(matches) + ")");
  const std::string text = CommonCapabilities(matches.front());
  if (const auto failed = TellFaults(matches.front(), text)) return *failed;
  return Print(text, values);
}

}  // namespace

Command CommonCommand() {
  return {"common", "HOST...", "prints what all of several hosts offer, as a document for --caps",
          Options, Run};
}

}  // namespace domcheck
