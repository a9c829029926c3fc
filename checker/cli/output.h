// Standard output and standard error, with failures noticed: a report that was cut short by a full
// disk or a closed pipe must not pass for a whole one.
#ifndef CHECKER_CLI_OUTPUT_H_
#define CHECKER_CLI_OUTPUT_H_

#include <string>
#include <string_view>

namespace domcheck {

// Writes to standard output. Returns false when that failed, and reports why on standard error,
// once.
bool Print(std::string_view text);

// Writes to standard error; a failure cannot be reported anywhere.
void PrintError(std::string_view text);

// Prints and returns the exit status of a command that does no more.
int PrintAndFinish(std::string_view text);

// Whether standard output is a terminal that wants colours (https://no-color.org).
bool OutputWantsColor();

}  // namespace domcheck

#endif  // CHECKER_CLI_OUTPUT_H_
