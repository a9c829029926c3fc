// domcheck lsp
#include <unistd.h>

#include <string>
#include <vector>

#include "checker/cli/command.h"
#include "checker/cli/command_options.h"
#include "checker/cli/commands.h"
#include "checker/cli/exit_status.h"
#include "checker/cli/options.h"
#include "checker/lsp/stdio_server.h"

namespace domcheck {
namespace {

namespace po = boost::program_options;

CommandOptions Options() {
  CommandOptions options;
  options.positional = "argument";
  options.instead_of_arguments = ": an editor names the guests";
  options.named.add_options()("help,h", "print this help and exit");
  options.named.add_options()(
      "caps", po::value<std::vector<std::string>>()->value_name("PATH"),
      "the host, as 'domcheck check' takes it, where neither .domcheck.cfg nor the editor's "
      "settings name one; repeatable");
  options.named.add_options()("stdio", "speak on standard input and output, as it always does");
  AddLimitOptions({Limit::Of::kDocument}, &options);
  options.details =
      "An editor starts it and speaks the Language Server Protocol 3.17 with it.\n"
      "editors/README.md says how for VS Code, Neovim, Emacs and Helix.\n";
  return options;
}

int Run(const Command&, const po::variables_map& values) {
  Settings defaults;
  defaults.caps = Values(values, "caps");
  return RunStdioServer(STDIN_FILENO, STDOUT_FILENO, defaults) == 0 ? kExitOk : kExitFindings;
}

}  // namespace

Command LspCommand() {
  return {"lsp", "[--caps PATH...]", "serves editors: a language server", Options, Run};
}

}  // namespace domcheck
