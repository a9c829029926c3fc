// The table of the commands, which is used to run them and by --help, completion and the manual.
#ifndef CHECKER_CLI_COMMANDS_H_
#define CHECKER_CLI_COMMANDS_H_

#include <string>
#include <vector>

namespace domcheck {

struct Command;

// Returns all commands in the order of --help.
const std::vector<Command>& AllCommands();

// Each is in a file of its own, such as check_command.cc.
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

// Runs the command of a command line, which `arguments` contain without the program's name. Prints
// an error if there is no such command. Returns the exit status.
int RunCommandLine(const std::vector<std::string>& arguments);

}  // namespace domcheck

#endif  // CHECKER_CLI_COMMANDS_H_
