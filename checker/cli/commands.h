// The commands of the program, as rows of a table that feeds dispatch, --help and "did you mean".
#ifndef CHECKER_CLI_COMMANDS_H_
#define CHECKER_CLI_COMMANDS_H_

#include <string>
#include <vector>

namespace domcheck {

struct Command;

const std::vector<Command>& AllCommands();

// One file each: check_command.cc and so on.
Command CheckCommand();
Command CapsCommand();
Command CommonCommand();
Command DiffCommand();
Command ExplainCommand();
Command CompletionCommand();
Command ManualCommand();
Command FetchCommand();
Command FixCommand();
Command FleetCommand();
Command HookCommand();
Command InstallHookCommand();
Command LspCommand();
Command MergeCommand();
Command UninstallHookCommand();

// Runs what a command line asks for; `arguments` are those behind the program's name.
int RunCommandLine(const std::vector<std::string>& arguments);

}  // namespace domcheck

#endif  // CHECKER_CLI_COMMANDS_H_
