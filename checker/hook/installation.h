// Installs the hook in a system: the script that libvirt runs, its policy, and the systemd units
// that store the host's documents again when QEMU or libvirt changes.
//
// Only files are written and removed. No other program is run, so that whoever installs the hook
// starts the units and sees what runs.
#ifndef CHECKER_HOOK_INSTALLATION_H_
#define CHECKER_HOOK_INSTALLATION_H_

#include <optional>
#include <string>
#include <vector>

#include "checker/base/input_problem.h"

namespace domcheck {

struct HookInstallation {
  std::string root;      // the system's; "" is the running one
  std::string domcheck;  // the program that the hook runs
};

// What was done, a line for each file, such as "wrote /etc/domcheck/hook.cfg"; and what failed.
struct InstallationReport {
  std::vector<std::string> lines;
  std::vector<InputProblem> problems;
};

// Writes all files, each whole or not at all. Keeps an existing policy, except that `enforces`, if
// given, sets its mode. Writes nothing if a file that domcheck did not write is in the way, or if
// the policy or a path cannot be used.
InstallationReport InstallHook(const HookInstallation& installation, std::optional<bool> enforces);

// Removes the files that InstallHook wrote, except the policy. Files that domcheck did not write
// stay and are reported.
InstallationReport UninstallHook(const std::string& root);

}  // namespace domcheck

#endif  // CHECKER_HOOK_INSTALLATION_H_
