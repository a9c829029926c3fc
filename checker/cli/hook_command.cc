// domcheck hook
#include <syslog.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <vector>

#include "checker/cli/command.h"
#include "checker/cli/command_options.h"
#include "checker/cli/commands.h"
#include "checker/cli/exit_status.h"
#include "checker/cli/option_values.h"
#include "checker/cli/options.h"
#include "checker/cli/output.h"
#include "checker/hook/hook.h"

namespace domcheck {
namespace {

constexpr size_t kMostSeconds = 60;  // libvirtd waits for its hooks

// Returns the guest on standard input, which libvirt closes at once if there is no guest. If it
// exceeds the limit of bytes, returns more bytes than the limit, and parsing reports the error.
std::string ReadStandardInput() {
  std::string text;
  char piece[65536];
  for (ssize_t count = 0; (count = read(STDIN_FILENO, piece, sizeof piece)) != 0;) {
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) break;
    text.append(piece, static_cast<size_t>(count));
    if (text.size() > CurrentLimits().bytes) break;
  }
  return text;
}

CommandOptions Options() {
  CommandOptions options;
  options.positional = "argument";
  options.Add("config", "FILE", "the policy").default_value = kPolicyPath;
  AddLimitOptions({Limit::Of::kDocument}, &options);
  static const auto& details = *new std::string([] {
    std::string text =
        "libvirt runs it around a guest's life (https://libvirt.org/hooks.html), with the guest's\n"
        "XML on standard input; 'domcheck install-hook' sees to that. Before a guest starts, "
        "comes\n"
        "by migration or is restored, it is checked against what 'domcheck fetch' stored of this\n"
        "host; libvirt is never asked. Other operations end at once, with success.\n"
        "\n"
        "Findings go to the system's log and to standard error, which libvirt tells with its own\n"
        "error where the guest is refused.\n"
        "\n"
        "The policy has lines KEY = VALUE:\n";
    for (const PolicyKey& key : AllPolicyKeys()) {
      const std::string usage = std::string(key.name) + " = " + std::string(key.value_name);
      text += "  " + usage + std::string(usage.size() < 30 ? 30 - usage.size() : 1, ' ') +
              std::string(key.summary) + "\n";
    }
    return text + "Without it, or where it does not say: mode = log, host = " + HookPolicy().host +
           ",\n"
           "missing-host = start, stale-host = start, fail-on = error.\n"
           "\n"
           "exit status:\n"
           "  0  the guest may start\n"
           "  1  it may not\n"
           "  2  bad usage\n";
  }());
  options.details = details;
  return options;
}

int Run(const Command& command, const OptionValues& values) {
  const std::vector<std::string> named = values.Values("argument");
  if (named.size() < 3)
    return UsageError(command.name,
                      "it takes what libvirt gives its hooks: NAME OPERATION SUBOPERATION EXTRA");
  if (!IsBeforeStart(named[1], named[2])) return kExitOk;

  Limits limits = CurrentLimits();
  limits.seconds = kMostSeconds;
  SetLimits(limits);
  EndSoonAfterTime(command.name);
  openlog("domcheck", LOG_PID, LOG_DAEMON);
  const auto tell = [](const std::string& line) {
    PrintError("domcheck: " + line + "\n");
    syslog(LOG_WARNING, "%s", line.c_str());
  };
  std::vector<InputProblem> problems;
  const HookPolicy policy = ReadPolicy(values.Value("config"), &problems);
  for (const InputProblem& problem : problems) tell(DescribeProblem(problem));
  const HookAnswer answer = CheckBeforeStart(named[0], ReadStandardInput(), policy);
  for (const std::string& line : answer.lines) tell(line);
  return answer.refuses ? kExitFindings : kExitOk;
}

}  // namespace

Command HookCommand() {
  return {"hook", "NAME OPERATION SUBOPERATION EXTRA", "checks a guest when libvirt starts it",
          Options, Run};
}

}  // namespace domcheck
