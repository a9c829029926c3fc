// Shell completion, made from the commands' option tables: texts that the shells read.
#ifndef CHECKER_CLI_COMPLETION_H_
#define CHECKER_CLI_COMPLETION_H_

#include <string>

namespace domcheck {

// One function, with a case a command and in it a case an option.
std::string BashCompletion();
// A function for each option's values, and one for the whole.
std::string ZshCompletion();
// A line an option; values that have a meaning come from a function.
std::string FishCompletion();

}  // namespace domcheck

#endif  // CHECKER_CLI_COMPLETION_H_
