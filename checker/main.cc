// The program: sets up the process and runs the command that the user asks for.
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include "checker/cli/commands.h"
#include "checker/cli/exit_status.h"
#include "checker/cli/output.h"
#include "checker/libvirt/libvirt_library.h"

namespace domcheck {
namespace {

constexpr char kNoMemory[] = "domcheck: error: there is not enough memory\n";

// Called in place of a throw where there is no memory for the exception itself.
[[noreturn]] void EndWithoutMemory() {
  if (std::current_exception() != nullptr) std::abort();
  (void)!write(STDERR_FILENO, kNoMemory, sizeof kNoMemory - 1);
  _exit(kExitFault);
}

// Before any other constructor, whose memory may be the one that is missing.
__attribute__((constructor(101))) void SetTerminate() { std::set_terminate(EndWithoutMemory); }

int Run(int argc, char** argv) {
  try {
    return RunCommandLine(std::vector<std::string>(argv + 1, argv + argc));
  } catch (const std::bad_alloc&) {
    PrintError(kNoMemory);
  } catch (const std::exception& exception) {
    PrintError(std::string("domcheck: fault: ") + exception.what() + "\n");
  }
  return kExitFault;
}

}  // namespace
}  // namespace domcheck

int main(int argc, char** argv) {
  // If the reader of a pipe is gone, let the write fail instead of ending the process silently.
  signal(SIGPIPE, SIG_IGN);
  // `bazel run` starts programs in a folder of its own and names the caller's here.
  if (const char* folder = std::getenv("BUILD_WORKING_DIRECTORY"))
    if (chdir(folder) != 0)
      domcheck::PrintError("domcheck: cannot enter BUILD_WORKING_DIRECTORY\n");
  const int status = domcheck::Run(argc, argv);
  if (domcheck::LibvirtIsStarted()) _exit(status);  // Print buffers nothing.
  return status;
}
