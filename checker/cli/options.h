// Command lines: Boost.Program_options, with the messages that people expect of a tool.
#ifndef CHECKER_CLI_OPTIONS_H_
#define CHECKER_CLI_OPTIONS_H_

#include <boost/program_options/variables_map.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/limits.h"
#include "checker/cli/command.h"

namespace domcheck {

// Parses `arguments`. Where they ask for --help, or are wrong, prints that, sets `exit_status` and
// returns nothing.
std::optional<boost::program_options::variables_map> ParseOptions(
    const Command& command, const std::vector<std::string>& arguments, int* exit_status);

// Does the same for a command that takes only options. `instead` is what the message adds to "it
// takes no arguments": what to do.
std::optional<boost::program_options::variables_map> ParseOptionsAlone(
    const Command& command, const std::vector<std::string>& arguments, std::string_view instead,
    int* exit_status);

// Adds an option for each limit of these kinds, as a group of its own; ParseOptions sets them for
// the process. Of kRun, the time ends the process soon after, should it hang.
void AddLimitOptions(std::vector<Limit::Of> kinds, CommandOptions* options);

// Ends the process with kExitBadInput if it still runs soon after the time of the run is over. Code
// that waits for a file ends by itself before that.
void EndSoonAfterTime(std::string_view command);

// Returns the values of an option that may be repeated; none where it was not given.
std::vector<std::string> Values(const boost::program_options::variables_map& values,
                                std::string_view name);

// Checks that `value` is one of `allowed`; otherwise reports that, with the nearest one, and
// returns false.
bool IsOneOf(std::string_view option, std::string_view value,
             const std::vector<std::string_view>& allowed);

// Prints "domcheck COMMAND: error: MESSAGE" and returns kExitBadInput.
int UsageError(std::string_view command, const std::string& message);

}  // namespace domcheck

#endif  // CHECKER_CLI_OPTIONS_H_
