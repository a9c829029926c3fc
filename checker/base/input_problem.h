// An InputProblem describes an input that cannot be used: a guest, a host or a configuration. A
// reader adds one for each input that it skips, and continues with the others.
#ifndef CHECKER_BASE_INPUT_PROBLEM_H_
#define CHECKER_BASE_INPUT_PROBLEM_H_

#include <optional>
#include <string>

#include "capsmodel/source_file.h"

namespace domcheck {

struct InputProblem {
  std::string name;  // of the file, as the user wrote it
  std::optional<Position> position;
  std::string message;  // what is wrong, for the user
};

// Returns "name:line:column: error: message", or "name: error: message" if the position is not
// known. The text is safe for a terminal.
std::string DescribeProblem(const InputProblem& problem);

}  // namespace domcheck

#endif  // CHECKER_BASE_INPUT_PROBLEM_H_
