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

// Returns the statement that sets the variables `words` and `is_file` of the script.
std::string BashWords(const ValueWords& words) {
  if (words.has_equals) {
    const std::string second =
        words.second_is_file ? "is_file=1" : "words=" + ShellQuoted(JoinedWords(words.second));
    return "if [[ $word == *=* ]]; then word=${word#*=} " + second +
           "; else words=" + ShellQuoted(JoinedWords(words.words, "=")) + "; fi";
  }
  std::string text;
  if (!words.words.empty()) text = "words=" + ShellQuoted(JoinedWords(words.words));
  if (words.or_file) text += text.empty() ? "is_file=1" : " is_file=1";
  return text;
}

std::string BashCommand(const Command& command) {
  const CommandOptions options = command.options();
  std::string text = "    " + std::string(command.name) + ")\n      case $option in\n";
  std::string all;
  for (const OptionRow& option : options.rows) {
    all += (all.empty() ? "" : " ") + JoinedSpellings(option, " ");
    if (option.value_name.empty()) continue;
    const std::string words = BashWords(WordsFor(options, option.name, option.value_name));
    text += "        " + JoinedSpellings(option, " | ") + ") " + words +
            (words.empty() ? "" : " ") + ";;\n";
  }
  const std::string positional =
      BashWords(WordsFor(options, options.positional, PositionalValueName(options)));
  return text + "        *)\n          if [[ $word == -* ]]; then words=" + ShellQuoted(all) +
         (positional.empty() ? "" : "\n          else " + positional) +
         "\n          fi\n          ;;\n      esac\n      ;;\n";
}

}  // namespace

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
  return text + "  esac\n  ((COMP_CWORD == 1)) && words=" +
         ShellQuoted(names + JoinedWords(ProgramOptions())) +
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

}  // namespace domcheck
