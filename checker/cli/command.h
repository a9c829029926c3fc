// The commands of the program, as rows of a table that feeds dispatch, --help and "did you mean".
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

struct Command {
  std::string_view name;
  std::string_view arguments;  // for the usage line
  std::string_view summary;
  // `arguments` are those behind the command's name. Returns the exit status.
  int (*run)(const std::vector<std::string>& arguments);
};

const std::vector<Command>& AllCommands();

int RunCheck(const std::vector<std::string>& arguments);
int RunCaps(const std::vector<std::string>& arguments);
int RunExplain(const std::vector<std::string>& arguments);

// Runs what a command line asks for; `arguments` are those behind the program's name.
int RunCommandLine(const std::vector<std::string>& arguments);

}  // namespace domcheck

#endif  // CHECKER_CLI_COMMAND_H_
