// The commands of the program, as rows of a table that feeds dispatch, --help and "did you mean".
#ifndef CHECKER_CLI_COMMAND_H_
#define CHECKER_CLI_COMMAND_H_

#include <boost/program_options.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/limits.h"

namespace domcheck {

// Stable: users' gates depend on them (see README).
enum ExitStatus {
  kExitOk = 0,
  kExitFindings = 1,
  kExitBadInput = 2,
  kExitFault = 3,
};

// What a command takes. Parsing, --help, shell completion and the manual come from it.
struct CommandOptions {
  boost::program_options::options_description named;
  std::string_view positional;  // the name under which the other arguments are kept
  std::string_view details;     // what --help says below the options; may be empty
  // All that an option takes where that is a short list, by its long name (or `positional`).
  std::map<std::string_view, std::vector<std::string_view>> values = {};
  // Which limits may be set: AddLimitOptions.
  std::vector<Limit::Of> limits = {};
};

struct Command {
  std::string_view name;
  std::string_view arguments;  // for the usage line
  std::string_view summary;
  CommandOptions (*options)();
  // `arguments` are those behind the command's name. Returns the exit status.
  int (*run)(const Command& command, const std::vector<std::string>& arguments);
};

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

#endif  // CHECKER_CLI_COMMAND_H_
