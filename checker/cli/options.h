// Command lines: Boost.Program_options, with the messages that people expect of a tool.
#ifndef CHECKER_CLI_OPTIONS_H_
#define CHECKER_CLI_OPTIONS_H_

#include <boost/program_options.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checker/cli/command.h"

namespace domcheck {

// Parses `arguments`. Where they ask for --help, or are wrong, that is printed and `exit_status`
// set, and nothing is returned.
std::optional<boost::program_options::variables_map> ParseOptions(
    const Command& command, const std::vector<std::string>& arguments, int* exit_status);

// The same for a command that takes no arguments beside options; `instead` is what to do, behind
// "it takes no arguments".
std::optional<boost::program_options::variables_map> ParseOptionsAlone(
    const Command& command, const std::vector<std::string>& arguments, std::string_view instead,
    int* exit_status);

// Adds an option for each limit of these kinds, as a group of its own; ParseOptions sets them for
// the process. Of kRun, the time ends the process soon after, should it hang.
void AddLimitOptions(std::vector<Limit::Of> kinds, CommandOptions* options);

// Ends the process with kExitBadInput where it hangs after the time of the run is over. What hangs
// while it reads a file comes to an end by itself before that.
void EndSoonAfterTime(std::string_view command);

// The values of an option that may be repeated; none where it was not given.
std::vector<std::string> Values(const boost::program_options::variables_map& values,
                                std::string_view name);

// Checks that `value` is one of `allowed`; otherwise tells so, with the nearest, and returns false.
bool IsOneOf(std::string_view option, std::string_view value,
             const std::vector<std::string_view>& allowed);

// Prints "domcheck COMMAND: error: MESSAGE" and returns kExitBadInput.
int UsageError(std::string_view command, const std::string& message);

}  // namespace domcheck

#endif  // CHECKER_CLI_OPTIONS_H_
