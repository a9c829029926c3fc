// domcheck install-hook, domcheck uninstall-hook
#include <filesystem>
#include <string>
#include <vector>

#include "checker/cli/command.h"
#include "checker/cli/command_options.h"
#include "checker/cli/commands.h"
#include "checker/cli/exit_status.h"
#include "checker/cli/option_values.h"
#include "checker/cli/options.h"
#include "checker/cli/output.h"
#include "checker/hook/installation.h"
#include "checker/hook/policy.h"

namespace domcheck {
namespace {

void AddRoot(CommandOptions* options) {
  options->positional = "argument";
  options->instead_of_arguments = "";
  options->Add("root", "DIR", "the system's root folder, for an image that is being made");
}

CommandOptions InstallOptions() {
  CommandOptions options;
  AddRoot(&options);
  options.AddSwitch("enforce", "refuse guests that do not fit (mode = enforce)");
  options.AddSwitch("log", "let them start and tell the system's log (mode = log)");
  options.Add("program", "PATH",
              "the domcheck that libvirt is to run; this one unless told otherwise");
  options.details =
      "Writes libvirt's hook, its policy /etc/domcheck/hook.cfg, and systemd units that run\n"
      "'domcheck fetch' when QEMU or libvirt is upgraded, once a day and after a boot. A policy\n"
      "that is there is kept. Nothing is started: the commands that remain are printed.\n"
      "libvirt 6.5 and later looks for hooks in qemu.d. AppArmor lets libvirt run programs in\n"
      "/usr/bin, not in /usr/local/bin.\n";
  return options;
}

CommandOptions UninstallOptions() {
  CommandOptions options;
  AddRoot(&options);
  options.details = "Removes what 'domcheck install-hook' wrote, but for the policy.\n";
  return options;
}

// Prints the report, and `what_remains` if there was no problem. Returns the exit status.
int Tell(const InstallationReport& report, const std::string& what_remains) {
  std::string text;
  for (const std::string& line : report.lines) text += line + "\n";
  for (const InputProblem& problem : report.problems) PrintError(DescribeProblem(problem) + "\n");
  if (!report.problems.empty()) {
    Print(text);
    return kExitBadInput;
  }
  return PrintAndFinish(text + what_remains);
}

// Returns --root as a prefix of absolute paths: "" for "/".
std::string Root(const OptionValues& values) {
  if (!values.Has("root")) return "";
  std::string root = std::filesystem::absolute(values.Value("root")).string();
  while (!root.empty() && root.back() == '/') root.pop_back();
  return root;
}

int Install(const Command& command, const OptionValues& values) {
  const bool enforces = values.Has("enforce");
  const bool logs = values.Has("log");
  if (enforces && logs) return UsageError(command.name, "--enforce and --log exclude each other");

  HookInstallation installation{Root(values), ""};
  std::error_code error;
  if (values.Has("program"))
    installation.domcheck = values.Value("program");
  else
    installation.domcheck = std::filesystem::read_symlink("/proc/self/exe", error).string();
  if (!std::filesystem::path(installation.domcheck).is_absolute())
    return UsageError(command.name, "--program takes the whole path of domcheck");
  const InstallationReport report =
      InstallHook(installation, enforces || logs ? std::optional<bool>(enforces) : std::nullopt);
  std::vector<InputProblem> ignored;
  const std::string host = ReadPolicy(installation.root + kPolicyPath, &ignored).host;
  return Tell(report,
              "\nwhat remains, as root:\n"
              "  " +
                  installation.domcheck + " fetch --out " + host +
                  "\n"
                  "  systemctl daemon-reload\n"
                  "  systemctl enable --now domcheck-fetch.path domcheck-fetch.timer\n"
                  "  systemctl reload libvirtd    (or virtqemud: a libvirt that runs sees a new\n"
                  "                               hook after that)\n");
}

int Uninstall(const Command&, const OptionValues& values) {
  const InstallationReport report = UninstallHook(Root(values));
  if (report.lines.empty() && report.problems.empty())
    return PrintAndFinish("there is no hook of domcheck\n");
  return Tell(report,
              "\nwhat remains, as root:\n"
              "  systemctl daemon-reload\n"
              "  systemctl reload libvirtd    (or virtqemud)\n");
}

}  // namespace

Command InstallHookCommand() {
  return {"install-hook", "[--enforce]", "lets libvirt check guests before they start",
          InstallOptions, Install};
}

Command UninstallHookCommand() {
  return {"uninstall-hook", "", "undoes install-hook", UninstallOptions, Uninstall};
}

}  // namespace domcheck
