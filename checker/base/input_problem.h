// An InputProblem describes an input that cannot be used: a guest, a host, a configuration. A
// reader adds one for each input that it leaves out and goes on, so that the others are still used.
#ifndef CHECKER_BASE_INPUT_PROBLEM_H_
#define CHECKER_BASE_INPUT_PROBLEM_H_

#include <optional>
#include <string>

#include "capsmodel/source_file.h"

namespace domcheck {

struct InputProblem {
  std::string name;  // of the file, as the user wrote it
  std::optional<Position> position;
  std::string message;  // what is wrong, for a person
};

// Returns "name:line:column: error: message", without the place where it is not known. The text is
// safe for a terminal.
std::string DescribeProblem(const InputProblem& problem);

}  // namespace domcheck

#endif  // CHECKER_BASE_INPUT_PROBLEM_H_
