#include "checker/lsp/editor_settings.h"

#include <cctype>
#include <nlohmann/json.hpp>

namespace domcheck {
namespace {

using nlohmann::json;

// Turns "fail-on" into "failOn".
std::string EditorName(std::string_view key) {
  std::string name;
  for (size_t at = 0; at < key.size(); ++at) {
    if (key[at] == '-' && at + 1 < key.size())
      name += static_cast<char>(std::toupper(static_cast<unsigned char>(key[++at])));
    else
      name += key[at];
  }
  return name;
}

// Reads the values in the form of the command line; returns false if they are of another kind.
bool ReadValues(const json& setting, std::vector<std::string>* values) {
  if (setting.is_null()) return true;
  if (setting.is_string()) {
    if (!setting.get<std::string>().empty()) values->push_back(setting);
    return true;
  }
  if (!setting.is_array() && !setting.is_object()) return false;
  for (const auto& [key, value] : setting.items()) {
    if (!value.is_string()) return false;
    values->push_back(setting.is_object() ? key + "=" + value.get<std::string>()
                                          : value.get<std::string>());
  }
  return true;
}

}  // namespace

Settings ReadEditorSettings(const json& section, std::vector<std::string>* problems) {
  Settings settings;
  if (!section.is_object()) return settings;
  for (const SettingKey& key : AllSettingKeys()) {
    const std::string name = EditorName(key.name);
    const auto setting = section.find(name);
    if (setting == section.end()) continue;
    std::vector<std::string> values;
    if (!ReadValues(*setting, &values))
      problems->push_back("domcheck." + name + ": must be a string or a list of strings");
    for (const std::string& value : values)
      if (auto error = SetUntrusted(key, value, &settings))
        problems->push_back("domcheck." + name + ": " + *error);
  }
  return settings;
}

}  // namespace domcheck
