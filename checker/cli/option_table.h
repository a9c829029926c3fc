// The option tables of the commands as rows of plain text, for what is made from them: shell
// completion and the manual.
#ifndef CHECKER_CLI_OPTION_TABLE_H_
#define CHECKER_CLI_OPTION_TABLE_H_

#include <string>
#include <string_view>
#include <vector>

namespace domcheck {

struct CommandOptions;

struct OptionRow {
  std::string name;           // "format"
  char letter = 0;            // 'h' of -h; 0 where there is none
  std::string value_name;     // "FORMAT", "FORMAT=FILE"; empty for a switch
  std::string default_value;  // empty where there is none
  std::string description;
  bool is_repeatable = false;
};

std::vector<OptionRow> OptionRows(const CommandOptions& options);

// What `options.positional` is called in capitals: "GUEST".
std::string PositionalValueName(const CommandOptions& options);

// A word that may be typed, with what it means or nothing.
struct Word {
  std::string text;
  std::string meaning;
};

// What may be typed as a value.
struct ValueWords {
  std::vector<Word> words;
  bool or_file = false;     // names of files as well
  bool has_equals = false;  // the above stands before '=', and this behind it:
  std::vector<Word> second;
  bool second_is_file = false;
};

// What the option or argument `name` takes. Its value name tells (RULE, PATH, FILE, RULE=LEVEL...),
// but where that is open the command does, in CommandOptions::values, or the table of settings.
ValueWords WordsFor(const CommandOptions& options, std::string_view name,
                    std::string_view value_name);

}  // namespace domcheck

#endif  // CHECKER_CLI_OPTION_TABLE_H_
