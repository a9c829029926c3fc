// The format that domcheck's configuration files share, which is that of Boost.Program_options:
// lines of `key = value`, comments behind #, sections `[NAME]`.
#ifndef CHECKER_SETTINGS_CONFIG_LINES_H_
#define CHECKER_SETTINGS_CONFIG_LINES_H_

#include <string>
#include <string_view>
#include <vector>

#include "checker/hosts/load_host.h"

namespace domcheck {

struct ConfigLine {
  std::string section;  // empty before the first
  std::string key;      // without the section
  std::string value;
  size_t number = 1;  // from 1
};

// Returns the lines that set something. If the text `name` has another format, adds the error to
// `problems` and returns no lines.
std::vector<ConfigLine> ReadConfigLines(const std::string& text, const std::string& name,
                                        std::vector<InputProblem>* problems);

// Returns a message for a person that `name` is not one of the `known` keys.
std::string DescribeUnknownKey(const std::string& name, const std::vector<std::string_view>& known);

}  // namespace domcheck

#endif  // CHECKER_SETTINGS_CONFIG_LINES_H_
