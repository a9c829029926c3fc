// domcheck completion
#include <string>
#include <string_view>
#include <vector>

#include "checker/cli/command.h"
#include "checker/cli/command_options.h"
#include "checker/cli/commands.h"
#include "checker/cli/completion.h"
#include "checker/cli/exit_status.h"
#include "checker/cli/option_values.h"
#include "checker/cli/options.h"
#include "checker/cli/output.h"

namespace domcheck {
namespace {

struct Shell {
  std::string_view name;
  std::string (*completion)();
};
constexpr Shell kShells[] = {
    {"bash", BashCompletion},
    {"zsh", ZshCompletion},
    {"fish", FishCompletion},
};

std::vector<std::string_view> ShellNames() {
  std::vector<std::string_view> names;
  for (const Shell& shell : kShells) names.push_back(shell.name);
  return names;
}

CommandOptions Options() {
  CommandOptions options;
  options.positional = "shell";
  options.values["shell"] = ShellNames();
  options.details =
      "SHELL is bash, zsh or fish. To have completion from the next shell on:\n"
      "  domcheck completion bash > ~/.local/share/bash-completion/completions/domcheck\n"
      "  domcheck completion zsh > /usr/local/share/zsh/site-functions/_domcheck\n"
      "  domcheck completion fish > ~/.config/fish/completions/domcheck.fish\n";
  return options;
}

int Run(const Command& command, const OptionValues& values) {
  const std::vector<std::string> names = values.Values("shell");
  if (names.size() != 1) return UsageError(command.name, "name one shell: bash, zsh or fish");
  if (!IsOneOf("SHELL", names[0], ShellNames())) return kExitBadInput;
  for (const Shell& shell : kShells)
    if (shell.name == names[0]) return PrintAndFinish(shell.completion());
  return kExitFault;
}

}  // namespace

Command CompletionCommand() {
  return {"completion", "SHELL", "writes the completion of bash, zsh or fish", Options, Run};
}

}  // namespace domcheck
