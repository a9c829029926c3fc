#include "checker/cli/command_options.h"

namespace domcheck {

CommandOptions::CommandOptions() { AddSwitch("help", "print this help and exit").letter = 'h'; }

OptionRow& CommandOptions::AddSwitch(std::string_view name, std::string_view description) {
  return Add(name, "", description);
}

OptionRow& CommandOptions::Add(std::string_view name, std::string_view value_name,
                               std::string_view description) {
  OptionRow& row = rows.emplace_back();
  row.name = name;
  row.value_name = value_name;
  row.description = description;
  return row;
}

OptionRow& CommandOptions::AddRepeatable(std::string_view name, std::string_view value_name,
                                         std::string_view description) {
  OptionRow& row = Add(name, value_name, description);
  row.is_repeatable = true;
  return row;
}

}  // namespace domcheck
