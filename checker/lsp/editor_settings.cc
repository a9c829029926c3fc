#include "checker/lsp/editor_settings.h"

#include <cctype>
#include <optional>

namespace domcheck {
namespace {

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
bool ReadValues(JsonValue setting, std::vector<std::string>* values) {
  if (setting.is_null()) return true;
  if (setting.is_string()) {
    if (!setting.String().empty()) values->push_back(setting.String());
    return true;
  }
  try {
    if (setting.is_object())
      for (const auto& [key, value] : setting.Members())
        values->push_back(key + "=" + value.String());
    else
      for (const JsonValue value : setting.Items()) values->push_back(value.String());
  } catch (const JsonTypeError&) {
    return false;
  }
  return true;
}

}  // namespace

Settings ReadEditorSettings(const std::vector<JsonValue>& sections,
                            std::vector<std::string>* problems) {
  Settings settings;
  for (const SettingKey& key : AllSettingKeys()) {
    const std::string name = EditorName(key.name);
    std::optional<JsonValue> setting;
    for (const JsonValue& section : sections)
      if (const auto found = section.Find(name)) setting = found;
    if (!setting) continue;
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
