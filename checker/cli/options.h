// Parses command lines with Boost.Program_options, and checks the values of options. Errors name
// the nearest option, value or rule that exists. Only options.cc includes the library, since its
// headers take long to compile.
#ifndef CHECKER_CLI_OPTIONS_H_
#define CHECKER_CLI_OPTIONS_H_

#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/limits.h"

namespace domcheck {

struct Command;
struct CommandOptions;

// Parses `arguments`, which follow the command's name, and runs the command with their values. Sets
// the limits of the process before that. If `arguments` contain --help, prints the help instead; if
// they are wrong, prints an error. Returns the exit status.
int RunCommand(const Command& command, const std::vector<std::string>& arguments);

// Adds a group with an option for each limit of these kinds. RunCommand sets the limits for the
// process. If `kinds` contains kRun, RunCommand also calls EndSoonAfterTime.
void AddLimitOptions(std::vector<Limit::Of> kinds, CommandOptions* options);

// Makes the process end with kExitBadInput if it still runs some seconds after the time limit. A
// run that only waits for a file ends itself before that.
void EndSoonAfterTime(std::string_view command);

// Returns whether `value` is one of `allowed`. If not, prints an error that names the nearest.
bool IsOneOf(std::string_view option, std::string_view value,
             const std::vector<std::string_view>& allowed);

// Prints "domcheck COMMAND: error: MESSAGE" and returns kExitBadInput.
int UsageError(std::string_view command, const std::string& message);

}  // namespace domcheck

#endif  // CHECKER_CLI_OPTIONS_H_
