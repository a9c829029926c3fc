// The form that domcheck's configuration files share, which is that of Boost.Program_options: lines
// of `key = value`, comments behind #, sections `[NAME]`.
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

// The lines that set something. A text of another form is reported in `problems` and has none;
// `name` is the file's.
std::vector<ConfigLine> ReadConfigLines(const std::string& text, const std::string& name,
                                        std::vector<InputProblem>* problems);

// That `name` is not one of the `known` keys, for a person.
std::string DescribeUnknownKey(const std::string& name, const std::vector<std::string_view>& known);

}  // namespace domcheck

#endif  // CHECKER_SETTINGS_CONFIG_LINES_H_
