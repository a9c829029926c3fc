// An input that could not be used: a guest, a host, a configuration. Readers add what they leave
// out to a list of these and go on, so that one bad input loses nothing else.
#ifndef CHECKER_BASE_INPUT_PROBLEM_H_
#define CHECKER_BASE_INPUT_PROBLEM_H_

#include <optional>
#include <string>

#include "capsmodel/source_file.h"

namespace domcheck {

struct InputProblem {
  std::string name;  // of the file, as the user gave it
  std::optional<Position> position;
  std::string message;  // what is wrong, for a person
};

// "name:line:column: error: message", or without the place. Safe for a terminal.
std::string DescribeProblem(const InputProblem& problem);

}  // namespace domcheck

#endif  // CHECKER_BASE_INPUT_PROBLEM_H_
