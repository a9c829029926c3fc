// The option tables of the commands as rows of plain text, from which shell completion and the
// manual are made.
#ifndef CHECKER_CLI_OPTION_TABLE_H_
#define CHECKER_CLI_OPTION_TABLE_H_

#include <string>
#include <string_view>
#include <vector>

namespace domcheck {

struct CommandOptions;

struct OptionRow {
  std::string name;           // "format"
  char letter = 0;            // 'h' of -h; 0 if there is none
  std::string value_name;     // "FORMAT", "FORMAT=FILE"; empty for a switch
  std::string default_value;  // empty if there is none
  std::string description;
  bool is_repeatable = false;
};

// Returns a row for each option, in the order of --help.
std::vector<OptionRow> OptionRows(const CommandOptions& options);

// Returns `options.positional` in capitals, such as "GUEST".
std::string PositionalValueName(const CommandOptions& options);

// A word that the user can type.
struct Word {
  std::string text;
  std::string meaning;  // may be empty
};

// The words that the user can type as a value.
struct ValueWords {
  std::vector<Word> words;
  bool or_file = false;     // also names of files
  bool has_equals = false;  // the words precede '=', and these follow it:
  std::vector<Word> second;
  bool second_is_file = false;
};

// Returns the values of the option or argument `name`. They follow from its value name (RULE, PATH,
// FILE, RULE=LEVEL...) or else from CommandOptions::values or the table of settings.
ValueWords WordsFor(const CommandOptions& options, std::string_view name,
                    std::string_view value_name);

}  // namespace domcheck

#endif  // CHECKER_CLI_OPTION_TABLE_H_
