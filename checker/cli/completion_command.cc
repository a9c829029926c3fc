// domcheck completion: what bash, zsh and fish complete, from the commands' option tables.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "checker/cli/command.h"
#include "checker/cli/commands.h"
#include "checker/cli/option_table.h"
#include "checker/cli/options.h"
#include "checker/cli/output.h"

namespace domcheck {
namespace {

// A shell's single quotes; in all three shells such a string holds anything but a quote.
std::string Quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char letter : text)
    if (letter == '\'')
      quoted += "'\\''";
    else
      quoted += letter;
  return quoted + "'";
}

// `text` with a backslash before each of `special`.
std::string Escaped(std::string_view text, std::string_view special) {
  std::string escaped;
  for (const char letter : text) {
    if (special.find(letter) != std::string_view::npos) escaped += '\\';
    escaped += letter;
  }
  return escaped;
}

std::string Joined(const std::vector<Word>& words, std::string_view suffix = "") {
  std::string text;
  for (const Word& word : words)
    text += (text.empty() ? "" : " ") + word.text + std::string(suffix);
  return text;
}

// A description's first part: shells show it in one line, beside others.
std::string Brief(const std::string& description) {
  size_t end = description.size();
  for (const std::string_view mark : {": ", "; ", " ("})
    end = std::min(end, description.find(mark));
  return description.substr(0, end);
}

// "--help" and, where the option has a letter, "-h".
std::vector<std::string> Spellings(const OptionRow& option) {
  std::vector<std::string> spellings = {"--" + option.name};
  if (option.letter != 0) spellings.push_back(std::string("-") + option.letter);
  return spellings;
}

std::string JoinedSpellings(const OptionRow& option, std::string_view between) {
  std::string text;
  for (const std::string& spelling : Spellings(option))
    text += (text.empty() ? "" : std::string(between)) + spelling;
  return text;
}

// What is asked of the program as a whole.
const std::vector<Word>& ProgramOptions() {
  static const auto& words = *new std::vector<Word>{{"--help", "print the commands and exit"},
                                                    {"--version", "print the version and exit"}};
  return words;
}

// bash: one function, with a case a command and in it a case an option.

// The statement that sets what `words` says.
std::string BashWords(const ValueWords& words) {
  if (words.has_equals) {
    const std::string second =
        words.second_is_file ? "is_file=1" : "words=" + Quoted(Joined(words.second));
    return "if [[ $word == *=* ]]; then word=${word#*=} " + second +
           "; else words=" + Quoted(Joined(words.words, "=")) + "; fi";
  }
  std::string text;
  if (!words.words.empty()) text = "words=" + Quoted(Joined(words.words));
  if (words.or_file) text += text.empty() ? "is_file=1" : " is_file=1";
  return text;
}

std::string BashCommand(const Command& command) {
  const CommandOptions options = command.options();
  std::string text = "    " + std::string(command.name) + ")\n      case $option in\n";
  std::string all;
  for (const OptionRow& option : OptionRows(options)) {
    all += (all.empty() ? "" : " ") + JoinedSpellings(option, " ");
    if (option.value_name.empty()) continue;
    const std::string words = BashWords(WordsFor(options, option.name, option.value_name));
    text += "        " + JoinedSpellings(option, " | ") + ") " + words +
            (words.empty() ? "" : " ") + ";;\n";
  }
  const std::string positional =
      BashWords(WordsFor(options, options.positional, PositionalValueName(options)));
  return text + "        *)\n          if [[ $word == -* ]]; then words=" + Quoted(all) +
         (positional.empty() ? "" : "\n          else " + positional) +
         "\n          fi\n          ;;\n      esac\n      ;;\n";
}

std::string BashCompletion() {
  std::string names;
  for (const Command& command : AllCommands()) names += std::string(command.name) + " ";
  std::string text = R"(# bash completion for domcheck; 'domcheck completion bash' writes it.

_domcheck() {
  # bash cuts COMP_WORDS at '=' and '@'; the line itself has the whole word.
  local line=${COMP_LINE:0:COMP_POINT} word before option='' words='' is_file='' cut candidate
  word=${line##*[[:space:]]}
  before=${line%"$word"}
  before=${before%"${before##*[![:space:]]}"}
  before=${before##*[[:space:]]}
  case $word in
    --*=*) option=${word%%=*} word=${word#*=} ;;
    -?*) ;;
    *) [[ $before == -* ]] && option=$before ;;
  esac
  case ${COMP_WORDS[1]} in
)";
  for (const Command& command : AllCommands()) text += BashCommand(command);
  return text +
         "  esac\n  ((COMP_CWORD == 1)) && words=" + Quoted(names + Joined(ProgramOptions())) +
         R"(

  COMPREPLY=()
  while IFS= read -r candidate; do
    COMPREPLY+=("$candidate")
  done < <(compgen -W "$words" -- "$word")
  if [[ $is_file ]]; then
    if [[ $words && -z $word ]]; then
      while IFS= read -r candidate; do
        COMPREPLY+=("$candidate")
      done < <(compgen -f)
    elif ((${#COMPREPLY[@]} == 0)); then
      compopt -o default 2> /dev/null # bash completes names of files itself
    fi
  fi
  ((${#COMPREPLY[@]})) || return 0
  [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2> /dev/null
  # bash replaces only what stands behind the last character at which it cuts, '@' excepted.
  cut=${word%"${word##*["${COMP_WORDBREAKS//@/}"]}"}
  [[ $cut ]] && COMPREPLY=("${COMPREPLY[@]#"$cut"}")
  return 0
}

complete -F _domcheck domcheck
)";
}

// zsh: a function for each option's values, and one for the whole.

std::string ZshList(std::string_view name, const std::vector<Word>& words) {
  std::string text = "  " + std::string(name) + "=(\n";
  for (const Word& word : words)
    text += "    " +
            Quoted(Escaped(word.text, "\\:") +
                   (word.meaning.empty() ? "" : ":" + Escaped(word.meaning, "\\"))) +
            "\n";
  return text + "  )\n";
}

// The body of the function that completes `words`; empty where nothing is known.
std::string ZshWords(const std::string& value_name, const ValueWords& words) {
  const size_t equals = value_name.find('=');
  const std::string what = Quoted(value_name.substr(0, equals));
  std::string text;
  if (!words.words.empty()) text += "  local -a words\n" + ZshList("words", words.words);
  if (words.has_equals) {
    text += "  if compset -P '*='; then\n";
    text += words.second_is_file ? "    _files\n" : "    compadd -- " + Joined(words.second) + "\n";
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

// What _arguments is told of one option.
std::string ZshOption(const OptionRow& option, const std::string& action) {
  const std::string meaning = "[" + Escaped(Brief(option.description), "\\[]:") + "]";
  const std::string value =
      option.value_name.empty() ? "" : ":" + Escaped(option.value_name, "\\:") + ":" + action;
  const std::string equals = option.value_name.empty() ? "" : "=";
  if (option.letter == 0)
    return Quoted((option.is_repeatable ? "*" : "") + ("--" + option.name) + equals + meaning +
                  value);
  const std::string letter = std::string("-") + option.letter;
  const std::string exclude = option.is_repeatable ? "*" : "(" + JoinedSpellings(option, " ") + ")";
  return Quoted(exclude) + "{" + letter + (equals.empty() ? "" : "+") + ",--" + option.name +
         equals + "}" + Quoted(meaning + value);
}

std::string ZshCompletion() {
  std::string functions, cases;
  // Adds the function for a value and returns what _arguments is to do with the value.
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
    for (const OptionRow& option : OptionRows(options)) {
      std::string action;
      if (!option.value_name.empty())
        action = add(command, option.name, option.value_name,
                     WordsFor(options, option.name, option.value_name));
      cases += " \\\n            " + ZshOption(option, action);
    }
    const std::string value_name = PositionalValueName(options);
    const std::string action =
        add(command, "argument", value_name, WordsFor(options, options.positional, value_name));
    cases += " \\\n            " + Quoted("*:" + value_name + ":" + action) + "\n          ;;\n";
  }
  std::string program_options;
  for (const Word& option : ProgramOptions())
    program_options += " \\\n    " + Quoted("(- *)" + option.text + "[" + option.meaning + "]");
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

// fish: a line an option; values that have a meaning come from a function.

std::string FishQuoted(std::string_view text) { return "'" + Escaped(text, "\\'") + "'"; }

// Adds the function that prints `words`, a tab before each meaning, and returns its name in
// parentheses, as -a takes it.
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
    for (const OptionRow& option : OptionRows(options)) {
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

struct Shell {
  std::string_view name;
  std::string (*completion)();
};
constexpr Shell kShells[] = {
    {"bash", BashCompletion},
    {"zsh", ZshCompletion},
    {"fish", FishCompletion},
};

std::vector<std::string_view> ShellNames() {
  std::vector<std::string_view> names;
  for (const Shell& shell : kShells) names.push_back(shell.name);
  return names;
}

CommandOptions Options() {
  CommandOptions options;
  options.positional = "shell";
  options.values["shell"] = ShellNames();
  options.named.add_options()("help,h", "print this help and exit");
  options.details =
      "SHELL is bash, zsh or fish. To have completion from the next shell on:\n"
      "  domcheck completion bash > ~/.local/share/bash-completion/completions/domcheck\n"
      "  domcheck completion zsh > /usr/local/share/zsh/site-functions/_domcheck\n"
      "  domcheck completion fish > ~/.config/fish/completions/domcheck.fish\n";
  return options;
}

int Run(const Command& command, const std::vector<std::string>& arguments) {
  int exit_status = kExitOk;
  const auto values = ParseOptions(command, arguments, &exit_status);
  if (!values) return exit_status;
  const std::vector<std::string> names = Values(*values, "shell");
  if (names.size() != 1) return UsageError(command.name, "name one shell: bash, zsh or fish");
  if (!IsOneOf("SHELL", names[0], ShellNames())) return kExitBadInput;
  for (const Shell& shell : kShells)
    if (shell.name == names[0]) return PrintAndFinish(shell.completion());
  return kExitFault;
}

}  // namespace

Command CompletionCommand() {
  return {"completion", "SHELL", "writes the completion of bash, zsh or fish", Options, Run};
}

}  // namespace domcheck
