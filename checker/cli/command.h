// A command of the program, which is a row of the table in commands.h.
#ifndef CHECKER_CLI_COMMAND_H_
#define CHECKER_CLI_COMMAND_H_

#include <string_view>

namespace domcheck {

class OptionValues;
struct CommandOptions;

struct Command {
  std::string_view name;
  std::string_view arguments;  // for the usage line
  std::string_view summary;
  CommandOptions (*options)();
  // Runs the command with the values of its options and arguments. Returns the exit status.
  // RunCommand in options.h parses the command line and calls this.
  int (*run)(const Command& command, const OptionValues& values);
};

}  // namespace domcheck

#endif  // CHECKER_CLI_COMMAND_H_
