#include "checker/cli/commands.h"

#include <algorithm>

#include "checker/base/version.h"
#include "checker/base/visible_text.h"
#include "checker/cli/command.h"
#include "checker/cli/exit_status.h"
#include "checker/cli/options.h"
#include "checker/cli/output.h"
#include "rules/suggestion.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

std::string Help() {
  std::string text =
      "domcheck tells, before a virtual machine starts, whether it will: it checks a libvirt "
      "guest's\n"
      "domain XML against what a host offers (its domainCapabilities).\n"
      "\n"
      "usage: domcheck COMMAND [OPTION...] [ARGUMENT...]\n"
      "\n"
      "commands:\n";
  size_t width = 0;
  for (const Command& command : AllCommands()) width = std::max(width, command.name.size());
  for (const Command& command : AllCommands())
    text += "  " + std::string(command.name) + std::string(width - command.name.size() + 2, ' ') +
            std::string(command.summary) + "\n";
  return text +
         "\n"
         "  domcheck COMMAND --help   tells a command's options\n"
         "  domcheck --version        tells the version\n"
         "\n"
         "example: domcheck check --caps @debian-12 guest.xml\n";
}

}  // namespace

const std::vector<Command>& AllCommands() {
  static const auto& commands = *new std::vector<Command>{
      CheckCommand(), FixCommand(),        CapsCommand(),        ExplainCommand(),
      FleetCommand(), DiffCommand(),       CommonCommand(),      MergeCommand(),
      FetchCommand(), HookCommand(),       InstallHookCommand(), UninstallHookCommand(),
      LspCommand(),   CompletionCommand(), ManualCommand()};
  return commands;
}

int RunCommandLine(const std::vector<std::string>& arguments) {
  const std::string name = arguments.empty() ? "" : arguments[0];
  if (name == "--help" || name == "-h" || name == "help") return PrintAndFinish(Help());
  if (name == "--version") {
    const std::string commit = Commit().empty() ? "" : " (" + std::string(Commit()) + ")";
    return PrintAndFinish("domcheck " + std::string(kVersion) + commit + "\n");
  }
  for (const Command& command : AllCommands())
    if (command.name == name) return RunCommand(command, {arguments.begin() + 1, arguments.end()});
  if (name.empty()) {
    PrintError(Help());
    return kExitBadInput;
  }
  std::vector<std::string_view> names;
  for (const Command& command : AllCommands()) names.push_back(command.name);
  PrintError("domcheck: there is no command '" + VisibleText(name) + "'" +
             DidYouMean(NearestSpelling(name, names)) + "\n'domcheck --help' lists the commands\n");
  return kExitBadInput;
}

}  // namespace domcheck
