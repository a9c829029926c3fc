#include <string>
#include <string_view>
#include <vector>

#include "checker/cli/command.h"
#include "checker/cli/command_options.h"
#include "checker/cli/commands.h"
#include "checker/cli/completion.h"
#include "checker/cli/shell_text.h"
#include "checker/cli/value_words.h"

namespace domcheck {
namespace {

std::string FishQuoted(std::string_view text) { return "'" + Escaped(text, "\\'") + "'"; }

// Adds a function to `functions` that prints `words`, each with a tab and its meaning. Returns the
// function's name in parentheses, as -a takes it, or "" if there are no words.
std::string FishWords(const Command& command, const std::string& name, const ValueWords& words,
                      std::string* functions) {
  if (words.words.empty()) return "";
  std::string text;
  const auto add_line = [&text](const std::string& word, const std::string& meaning) {
    text += " \\\n    " + FishQuoted(word) + " " + FishQuoted(meaning);
  };
  for (const Word& word : words.words) {
    if (!words.has_equals)
      add_line(word.text, word.meaning);
    else if (words.second_is_file)
      add_line(word.text + "=", word.meaning);
    else
      for (const Word& second : words.second) add_line(word.text + "=" + second.text, word.meaning);
  }
  const std::string function = "__domcheck_" + std::string(command.name) + "_" + name;
  *functions += "\nfunction " + function + "\n  printf '%s\\t%s\\n'" + text + "\nend\n";
  return "(" + function + ")";
}

}  // namespace

std::string FishCompletion() {
  std::string functions, lines;
  for (const Word& option : ProgramOptions())
    lines += "complete -c domcheck -n __fish_use_subcommand -l " + option.text.substr(2) + " -d " +
             FishQuoted(option.meaning) + "\n";
  for (const Command& command : AllCommands())
    lines += "complete -c domcheck -n __fish_use_subcommand -a " + std::string(command.name) +
             " -d " + FishQuoted(command.summary) + "\n";
  for (const Command& command : AllCommands()) {
    const CommandOptions options = command.options();
    const std::string start =
        "complete -c domcheck -n " +
        FishQuoted("__fish_seen_subcommand_from " + std::string(command.name));
    lines += "\n";
    for (const OptionRow& option : options.rows) {
      lines += start + " -l " + option.name;
      if (option.letter != 0) lines += std::string(" -s ") + option.letter;
      if (!option.value_name.empty()) {
        const ValueWords words = WordsFor(options, option.name, option.value_name);
        const std::string list = FishWords(command, option.name, words, &functions);
        lines += words.or_file || words.second_is_file ? " -r -F" : " -x";
        if (!list.empty()) lines += " -a " + FishQuoted(list);
      }
      lines += " -d " + FishQuoted(Brief(option.description)) + "\n";
    }
    const ValueWords words = WordsFor(options, options.positional, PositionalValueName(options));
    const std::string list = FishWords(command, "argument", words, &functions);
    if (words.or_file) lines += start + " -F\n";
    if (!list.empty()) lines += start + " -a " + FishQuoted(list) + "\n";
  }
  return "# fish completion for domcheck; 'domcheck completion fish' writes it.\n" + functions +
         "\ncomplete -c domcheck -f\n" + lines;
}

}  // namespace domcheck
