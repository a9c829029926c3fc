// The options and arguments of a command. Parsing, --help, shell completion and the manual use
// them.
#ifndef CHECKER_CLI_COMMAND_OPTIONS_H_
#define CHECKER_CLI_COMMAND_OPTIONS_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/limits.h"

namespace domcheck {

struct OptionRow {
  std::string name;           // "format"
  char letter = 0;            // 'h' of -h; 0 if there is none
  std::string value_name;     // "FORMAT", "FORMAT=FILE"; empty for a switch
  std::string default_value;  // empty if there is none
  std::string description;
  bool is_repeatable = false;
  bool is_limit = false;  // --help lists the limits in a group of their own, below the others
};

struct CommandOptions {
  CommandOptions();  // with --help

  // Each adds an option and returns its row, which is valid until the next one is added.
  OptionRow& AddSwitch(std::string_view name, std::string_view description);
  OptionRow& Add(std::string_view name, std::string_view value_name, std::string_view description);
  OptionRow& AddRepeatable(std::string_view name, std::string_view value_name,
                           std::string_view description);

  std::vector<OptionRow> rows;  // in the order of --help
  // The name under which the values hold the arguments that are not options.
  std::string_view positional;
  // Set if the command takes only options. An argument is then an error, whose message is
  // "it takes no arguments" and this text, such as ": name the folder with --out DIR".
  std::optional<std::string_view> instead_of_arguments;
  std::string_view details;  // the text of --help below the options; may be empty
  // All values of an option, if they are a short list, by its long name (or `positional`).
  std::map<std::string_view, std::vector<std::string_view>> values;
  // The kinds of limits that the user can set. AddLimitOptions fills this in.
  std::vector<Limit::Of> limits;
};

}  // namespace domcheck

#endif  // CHECKER_CLI_COMMAND_OPTIONS_H_
