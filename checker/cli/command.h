// What a command of the program is: a row of the table in commands.h.
#ifndef CHECKER_CLI_COMMAND_H_
#define CHECKER_CLI_COMMAND_H_

#include <boost/program_options.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/limits.h"

namespace domcheck {

// Stable: users' gates depend on them (see README).
enum ExitStatus {
  kExitOk = 0,
  kExitFindings = 1,
  kExitBadInput = 2,
  kExitFault = 3,
};

// What a command takes. Parsing, --help, shell completion and the manual come from it.
struct CommandOptions {
  boost::program_options::options_description named;
  std::string_view positional;  // the name under which the other arguments are kept
  std::string_view details;     // what --help says below the options; may be empty
  // All that an option takes where that is a short list, by its long name (or `positional`).
  std::map<std::string_view, std::vector<std::string_view>> values = {};
  // Which limits may be set: AddLimitOptions.
  std::vector<Limit::Of> limits = {};
};

struct Command {
  std::string_view name;
  std::string_view arguments;  // for the usage line
  std::string_view summary;
  CommandOptions (*options)();
  // `arguments` are those behind the command's name. Returns the exit status.
  int (*run)(const Command& command, const std::vector<std::string>& arguments);
};

}  // namespace domcheck

#endif  // CHECKER_CLI_COMMAND_H_
