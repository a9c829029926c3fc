// The hook as it stands in a system: the script that libvirt runs, its policy, and the systemd
// units that store anew what the host offers when QEMU or libvirt changes.
//
// Only files are written and removed; no other program is run, so that whoever installs sees what
// is started.
#ifndef CHECKER_HOOK_INSTALLATION_H_
#define CHECKER_HOOK_INSTALLATION_H_

#include <optional>
#include <string>
#include <vector>

#include "checker/hosts/load_host.h"

namespace domcheck {

struct HookInstallation {
  std::string root;      // of the system; "" is the one that runs
  std::string domcheck;  // the program that the hook is to run
};

// What was done: a line a file, such as "wrote /etc/domcheck/hook.cfg", and what went wrong.
struct InstallationReport {
  std::vector<std::string> lines;
  std::vector<InputProblem> problems;
};

// Writes all files, whole or not at all each. A policy that is there stays, but for `enforces`
// where that is given. A file that domcheck did not write is not replaced, and nothing is written
// then.
InstallationReport InstallHook(const HookInstallation& installation, std::optional<bool> enforces);

// Removes what InstallHook wrote, but for the policy.
InstallationReport UninstallHook(const std::string& root);

}  // namespace domcheck

#endif  // CHECKER_HOOK_INSTALLATION_H_
