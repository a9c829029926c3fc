// Completion scripts for shells, made from the commands' option tables.
#ifndef CHECKER_CLI_COMPLETION_H_
#define CHECKER_CLI_COMPLETION_H_

#include <string>

namespace domcheck {

// Returns a script with one function, which has a case for each command and each option.
std::string BashCompletion();
// Returns a script with a function for the values of each option, and one for the command line.
std::string ZshCompletion();
// Returns a script with a line for each option. Functions print the values and their descriptions.
std::string FishCompletion();

}  // namespace domcheck

#endif  // CHECKER_CLI_COMPLETION_H_
