// A line on the terminal that shows how far a long run has come.
#ifndef CHECKER_CLI_PROGRESS_H_
#define CHECKER_CLI_PROGRESS_H_

#include <chrono>
#include <cstddef>

namespace domcheck {

// Prints when standard error is a terminal and a second has passed, and nothing otherwise.
class Progress {
 public:
  explicit Progress(size_t total);

  void Show(size_t done);
  // Takes the line away.
  void Clear();

 private:
  using Clock = std::chrono::steady_clock;

  size_t total_;
  bool is_terminal_;
  bool is_shown_ = false;
  Clock::time_point next_;  // when to show again
};

}  // namespace domcheck

#endif  // CHECKER_CLI_PROGRESS_H_
