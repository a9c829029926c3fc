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

std::string ZshList(std::string_view name, const std::vector<Word>& words) {
  std::string text = "  " + std::string(name) + "=(\n";
  for (const Word& word : words)
    text += "    " +
            ShellQuoted(Escaped(word.text, "\\:") +
                        (word.meaning.empty() ? "" : ":" + Escaped(word.meaning, "\\"))) +
            "\n";
  return text + "  )\n";
}

// Returns the body of the function that completes `words`; empty if there are none.
std::string ZshWords(const std::string& value_name, const ValueWords& words) {
  const size_t equals = value_name.find('=');
  const std::string what = ShellQuoted(value_name.substr(0, equals));
  std::string text;
  if (!words.words.empty()) text += "  local -a words\n" + ZshList("words", words.words);
  if (words.has_equals) {
    text += "  if compset -P '*='; then\n";
    text += words.second_is_file ? "    _files\n"
                                 : "    compadd -- " + JoinedWords(words.second) + "\n";
    return text + "  else\n    _describe " + what + " words -S =\n  fi\n";
  }
  if (words.words.empty()) return words.or_file ? "  _files\n" : "";
  if (!words.or_file) return text + "  _describe " + what + " words\n";
  return text + "  local result=1\n  _describe " + what +
         " words && result=0\n  _files && result=0\n  return $result\n";
}

std::string ZshFunctionName(const Command& command, std::string_view value) {
  return "_domcheck_" + std::string(command.name) + "_" + std::string(value);
}

// Returns the argument of _arguments for one option.
std::string ZshOption(const OptionRow& option, const std::string& action) {
  const std::string meaning = "[" + Escaped(Brief(option.description), "\\[]:") + "]";
  const std::string value =
      option.value_name.empty() ? "" : ":" + Escaped(option.value_name, "\\:") + ":" + action;
  const std::string equals = option.value_name.empty() ? "" : "=";
  if (option.letter == 0)
    return ShellQuoted((option.is_repeatable ? "*" : "") + ("--" + option.name) + equals + meaning +
                       value);
  const std::string letter = std::string("-") + option.letter;
  const std::string exclude = option.is_repeatable ? "*" : "(" + JoinedSpellings(option, " ") + ")";
  return ShellQuoted(exclude) + "{" + letter + (equals.empty() ? "" : "+") + ",--" + option.name +
         equals + "}" + ShellQuoted(meaning + value);
}

}  // namespace

std::string ZshCompletion() {
  std::string functions, cases;
  // Adds the function that completes a value. Returns the action for it, as _arguments takes it.
  const auto add = [&functions](const Command& command, const std::string& name,
                                const std::string& value_name, const ValueWords& words) {
    const std::string body = ZshWords(value_name, words);
    if (body.empty()) return std::string(" ");
    if (body == "  _files\n") return std::string("_files");
    const std::string function = ZshFunctionName(command, name);
    functions += "\n(( $+functions[" + function + "] )) ||\n" + function + "() {\n" + body + "}\n";
    return function;
  };
  std::vector<Word> commands;
  for (const Command& command : AllCommands()) {
    commands.push_back({std::string(command.name), std::string(command.summary)});
    const CommandOptions options = command.options();
    cases += "        " + std::string(command.name) + ")\n          _arguments -s";
    for (const OptionRow& option : options.rows) {
      std::string action;
      if (!option.value_name.empty())
        action = add(command, option.name, option.value_name,
                     WordsFor(options, option.name, option.value_name));
      cases += " \\\n            " + ZshOption(option, action);
    }
    const std::string value_name = PositionalValueName(options);
    const std::string action =
        add(command, "argument", value_name, WordsFor(options, options.positional, value_name));
    cases +=
        " \\\n            " + ShellQuoted("*:" + value_name + ":" + action) + "\n          ;;\n";
  }
  std::string program_options;
  for (const Word& option : ProgramOptions())
    program_options +=
        " \\\n    " + ShellQuoted("(- *)" + option.text + "[" + option.meaning + "]");
  return "#compdef domcheck\n"
         "# zsh completion for domcheck; 'domcheck completion zsh' writes it.\n" +
         functions + R"(
_domcheck() {
  local curcontext=$curcontext state line
  local -a commands
  typeset -A opt_args
)" + ZshList("commands", commands) +
         "  _arguments -C" + program_options + R"( \
    '1:COMMAND:->command' '*::ARGUMENT:->argument' && return
  case $state in
    command) _describe COMMAND commands ;;
    argument)
      curcontext=${curcontext%:*:*}:domcheck-$line[1]:
      case $line[1] in
)" + cases +
         R"(      esac
      ;;
  esac
}

if [[ $funcstack[1] == _domcheck ]]; then
  _domcheck "$@"
else
  compdef _domcheck domcheck
fi
)";
}

}  // namespace domcheck
