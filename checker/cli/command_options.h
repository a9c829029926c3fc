// What a command takes: parsing, --help, shell completion and the manual all come from it.
#ifndef CHECKER_CLI_COMMAND_OPTIONS_H_
#define CHECKER_CLI_COMMAND_OPTIONS_H_

#include <boost/program_options/options_description.hpp>
#include <map>
#include <string_view>
#include <vector>

#include "capsmodel/limits.h"

namespace domcheck {

struct CommandOptions {
  boost::program_options::options_description named;
  std::string_view positional;  // the name under which the other arguments are kept
  std::string_view details;     // what --help says below the options; may be empty
  // All that an option takes where that is a short list, by its long name (or `positional`).
  std::map<std::string_view, std::vector<std::string_view>> values = {};
  // Which limits may be set: AddLimitOptions.
  std::vector<Limit::Of> limits = {};
};

}  // namespace domcheck

#endif  // CHECKER_CLI_COMMAND_OPTIONS_H_
