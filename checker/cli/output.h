// Writes to standard output and standard error. Notices failures, because a report that a full disk
// or a closed pipe cut short must not look complete.
#ifndef CHECKER_CLI_OUTPUT_H_
#define CHECKER_CLI_OUTPUT_H_

#include <string>
#include <string_view>

namespace domcheck {

// Writes to standard output. Returns false if that fails, and prints the error the first time.
// Later calls then write nothing and return false too.
bool Print(std::string_view text);

// Writes to standard error. Ignores failures.
void PrintError(std::string_view text);

// Prints the last output of a command. Returns the exit status: kExitOk, or kExitFault if printing
// failed.
int PrintAndFinish(std::string_view text);

// Returns whether standard output is a terminal that shows colours and the user wants them
// (https://no-color.org).
bool OutputWantsColor();

}  // namespace domcheck

#endif  // CHECKER_CLI_OUTPUT_H_
