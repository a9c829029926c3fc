#include "checker/base/input_problem.h"

#include "checker/base/visible_text.h"

namespace domcheck {

std::string DescribeProblem(const InputProblem& problem) {
  std::string text = VisibleText(problem.name);
  if (problem.position)
    text += ":" + std::to_string(problem.position->line) + ":" +
            std::to_string(problem.position->column);
  return text + ": error: " + VisibleText(problem.message);
}

}  // namespace domcheck
