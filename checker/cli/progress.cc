#include "checker/cli/progress.h"

#include <unistd.h>

#include <string>

#include "checker/cli/output.h"

namespace domcheck {
namespace {

constexpr std::chrono::milliseconds kPatience(1000);
constexpr std::chrono::milliseconds kInterval(100);

}  // namespace

Progress::Progress(size_t total)
    : total_(total), is_terminal_(isatty(STDERR_FILENO) != 0), next_(Clock::now() + kPatience) {}

void Progress::Show(size_t done) {
  if (!is_terminal_ || Clock::now() < next_) return;
  next_ = Clock::now() + kInterval;
  is_shown_ = true;
  PrintError("\rchecked " + std::to_string(done) + " of " + std::to_string(total_) + " guests");
}

void Progress::Clear() {
  if (is_shown_) PrintError("\r\x1b[K");
  is_shown_ = false;
}

}  // namespace domcheck
