#include "checker/cli/output.h"

#include <unistd.h>

#include <cstdlib>
#include <cstring>

#include "checker/base/write_file.h"
#include "checker/cli/exit_status.h"

namespace domcheck {

bool Print(std::string_view text) {
  static bool has_failed = false;
  if (has_failed) return false;
  const int error = WriteAll(STDOUT_FILENO, text);
  if (error == 0) return true;
  has_failed = true;
  PrintError(std::string("domcheck: error: the output cannot be written: ") + std::strerror(error) +
             "\n");
  return false;
}

void PrintError(std::string_view text) { (void)WriteAll(STDERR_FILENO, text); }

int PrintAndFinish(std::string_view text) { return Print(text) ? kExitOk : kExitFault; }

bool OutputWantsColor() {
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return isatty(STDOUT_FILENO) != 0 && (no_color == nullptr || *no_color == '\0') &&
         terminal != nullptr && std::strcmp(terminal, "dumb") != 0;
}

}  // namespace domcheck
