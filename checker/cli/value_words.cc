#include "checker/cli/value_words.h"

#include <cctype>

#include "checker/base/embedded_file.h"
#include "checker/cli/command_options.h"
#include "checker/hosts/shipped_hosts.h"
#include "checker/settings/settings.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

std::vector<Word> Words(const std::vector<std::string_view>& texts) {
  std::vector<Word> words;
  for (const std::string_view text : texts) words.push_back({std::string(text), ""});
  return words;
}

std::vector<Word> RuleWords() {
  std::vector<Word> words;
  for (const Rule* rule : AllRules())
    words.push_back({std::string(rule->id), std::string(rule->summary)});
  return words;
}

// Returns the hosts that ship inside domcheck, and each of their documents.
std::vector<Word> HostWords() {
  std::vector<Word> words;
  for (const ShippedHost& host : ShippedHosts()) {
    words.push_back({"@" + std::string(host.name), host.ReadIndex().hostname});
    for (const EmbeddedFile& file : host.documents)
      words.push_back({"@" + std::string(file.path), "one document of it"});
  }
  return words;
}

std::vector<Word> SeverityWords() {
  std::vector<std::string_view> names;
  for (const Severity severity : {Severity::kError, Severity::kWarning, Severity::kNote})
    names.push_back(SeverityName(severity));
  return Words(names);
}

// Returns the values of `name` in CommandOptions::values or the table of settings; empty if neither
// has them.
std::vector<Word> StatedWords(const CommandOptions& options, std::string_view name) {
  const auto stated = options.values.find(name);
  if (stated != options.values.end()) return Words(stated->second);
  for (const SettingKey& key : AllSettingKeys())
    if (key.name == name && key.values != nullptr) return Words(key.values());
  return {};
}

bool IsFileName(std::string_view value_name) {
  return value_name == "FILE" || value_name == "DIR" || value_name == "GUEST";
}

}  // namespace

std::string PositionalValueName(const CommandOptions& options) {
  std::string name(options.positional);
  for (char& letter : name) letter = static_cast<char>(std::toupper(letter));
  return name;
}

ValueWords WordsFor(const CommandOptions& options, std::string_view name,
                    std::string_view value_name) {
  ValueWords words;
  if (value_name == "RULE") {
    words.words = RuleWords();
  } else if (value_name == "RULE=LEVEL") {
    words.words = RuleWords();
    words.has_equals = true;
    words.second = SeverityWords();
  } else if (value_name == "FORMAT=FILE") {
    words.words = StatedWords(options, "format");
    words.has_equals = words.second_is_file = true;
  } else if (value_name == "PATH") {
    words.words = HostWords();
    words.or_file = true;
  } else {
    words.words = StatedWords(options, name);
    words.or_file = IsFileName(value_name);
  }
  return words;
}

}  // namespace domcheck
