#include "checker/cli/option_table.h"

#include <algorithm>
#include <boost/program_options/cmdline.hpp>
#include <cctype>

#include "checker/base/embedded_file.h"
#include "checker/cli/command_options.h"
#include "checker/hosts/shipped_hosts.h"
#include "checker/settings/settings.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

namespace po = boost::program_options;

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

std::vector<OptionRow> OptionRows(const CommandOptions& options) {
  std::vector<OptionRow> rows;
  for (const auto& option : options.named.options()) {
    OptionRow row;
    row.name = option->long_name();
    row.description = option->description();
    const std::string letter =
        option->canonical_display_name(po::command_line_style::allow_dash_for_short);
    if (letter.size() == 2 && letter[0] == '-') row.letter = letter[1];
    const po::value_semantic& value = *option->semantic();
    if (value.max_tokens() > 0) {
      // "FORMAT (=text)" if there is a default.
      const std::string name = value.name();
      const size_t space = name.find(" (=");
      row.value_name = name.substr(0, space);
      if (space != std::string::npos)
        row.default_value = name.substr(space + 3, name.size() - space - 4);
      row.is_repeatable =
          dynamic_cast<const po::typed_value<std::vector<std::string>>*>(&value) != nullptr;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

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
