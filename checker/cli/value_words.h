// The words that the user can type as the value of an option or as an argument, for shell
// completion.
#ifndef CHECKER_CLI_VALUE_WORDS_H_
#define CHECKER_CLI_VALUE_WORDS_H_

#include <string>
#include <string_view>
#include <vector>

namespace domcheck {

struct CommandOptions;

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

#endif  // CHECKER_CLI_VALUE_WORDS_H_
