// Shows the progress of a long run as a line on the terminal.
#ifndef CHECKER_CLI_PROGRESS_H_
#define CHECKER_CLI_PROGRESS_H_

#include <chrono>
#include <cstddef>

namespace domcheck {

// Prints only if standard error is a terminal, and only after the first second of the run.
class Progress {
 public:
  // `total` is the number of guests.
  explicit Progress(size_t total);

  // Updates the line at most ten times a second.
  void Show(size_t done);
  // Removes the line.
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
