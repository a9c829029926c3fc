// domcheck lsp
#include <unistd.h>

#include <string>
#include <vector>

#include "checker/cli/command.h"
#include "checker/cli/command_options.h"
#include "checker/cli/commands.h"
#include "checker/cli/exit_status.h"
#include "checker/cli/option_values.h"
#include "checker/cli/options.h"
#include "checker/lsp/stdio_server.h"

namespace domcheck {
namespace {

CommandOptions Options() {
  CommandOptions options;
  options.positional = "argument";
  options.instead_of_arguments = ": an editor names the guests";
  options.AddRepeatable("caps", "PATH",
                        "the host, as 'domcheck check' takes it, where neither .domcheck.cfg nor "
                        "the editor's settings name one; repeatable");
  options.AddSwitch("stdio", "speak on standard input and output, as it always does");
  AddLimitOptions({Limit::Of::kDocument}, &options);
  options.details =
      "An editor starts it and speaks the Language Server Protocol 3.17 with it.\n"
      "editors/README.md says how for VS Code, Neovim, Emacs and Helix.\n";
  return options;
}

int Run(const Command&, const OptionValues& values) {
  Settings defaults;
  defaults.caps = values.Values("caps");
  return RunStdioServer(STDIN_FILENO, STDOUT_FILENO, defaults) == 0 ? kExitOk : kExitFindings;
}

}  // namespace

Command LspCommand() {
  return {"lsp", "[--caps PATH...]", "serves editors: a language server", Options, Run};
}

}  // namespace domcheck
