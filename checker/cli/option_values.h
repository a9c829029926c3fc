// The values that one command line gives to a command's options and arguments.
#ifndef CHECKER_CLI_OPTION_VALUES_H_
#define CHECKER_CLI_OPTION_VALUES_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace domcheck {

class OptionValues {
 public:
  // Sets the values of an option, or of the arguments that are not options. `is_given` is false for
  // an option's default. A switch that is given has an empty value.
  void Set(const std::string& name, std::vector<std::string> values, bool is_given);

  // Returns whether the command line gives the option. A default is not given.
  bool Has(std::string_view name) const;
  // Returns the option's value or else its default, or "" if there is neither.
  std::string Value(std::string_view name) const;
  // Returns all values of a repeatable option, or an empty list if it was not given.
  std::vector<std::string> Values(std::string_view name) const;

 private:
  struct Entry {
    std::vector<std::string> values;
    bool is_given = false;
  };

  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace domcheck

#endif  // CHECKER_CLI_OPTION_VALUES_H_
