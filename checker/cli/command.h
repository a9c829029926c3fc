// What a command of the program is: a row of the table in commands.h.
#ifndef CHECKER_CLI_COMMAND_H_
#define CHECKER_CLI_COMMAND_H_

#include <string>
#include <string_view>
#include <vector>

namespace domcheck {

// Stable: users' gates depend on them (see README).
enum ExitStatus {
  kExitOk = 0,
  kExitFindings = 1,
  kExitBadInput = 2,
  kExitFault = 3,
};

struct CommandOptions;  // command_options.h

struct Command {
  std::string_view name;
  std::string_view arguments;  // for the usage line
  std::string_view summary;
  CommandOptions (*options)();
  // `arguments` are those behind the command's name. Returns the exit status.
  int (*run)(const Command& command, const std::vector<std::string>& arguments);
};

}  // namespace domcheck

#endif  // CHECKER_CLI_COMMAND_H_
