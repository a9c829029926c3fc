#include "checker/cli/option_values.h"

#include <utility>

namespace domcheck {

void OptionValues::Set(const std::string& name, std::vector<std::string> values, bool is_given) {
  entries_[name] = {std::move(values), is_given};
}

bool OptionValues::Has(std::string_view name) const {
  const auto found = entries_.find(name);
  return found != entries_.end() && found->second.is_given;
}

std::string OptionValues::Value(std::string_view name) const {
  const std::vector<std::string> values = Values(name);
  return values.empty() ? "" : values.front();
}

std::vector<std::string> OptionValues::Values(std::string_view name) const {
  const auto found = entries_.find(name);
  return found == entries_.end() ? std::vector<std::string>() : found->second.values;
}

}  // namespace domcheck
