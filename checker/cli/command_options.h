// The options and arguments of a command. Parsing, --help, shell completion and the manual use
// them.
#ifndef CHECKER_CLI_COMMAND_OPTIONS_H_
#define CHECKER_CLI_COMMAND_OPTIONS_H_

#include <boost/program_options/options_description.hpp>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "capsmodel/limits.h"

namespace domcheck {

struct CommandOptions {
  boost::program_options::options_description named;
  // The name under which the values hold the arguments that are not options.
  std::string_view positional;
  // Set if the command takes only options. An argument is then an error, whose message is
  // "it takes no arguments" and this text, such as ": name the folder with --out DIR".
  std::optional<std::string_view> instead_of_arguments;
  std::string_view details;  // the text of --help below the options; may be empty
  // All values of an option, if they are a short list, by its long name (or `positional`).
  std::map<std::string_view, std::vector<std::string_view>> values = {};
  // The kinds of limits that the user can set. AddLimitOptions fills this in.
  std::vector<Limit::Of> limits = {};
};

}  // namespace domcheck

#endif  // CHECKER_CLI_COMMAND_OPTIONS_H_
