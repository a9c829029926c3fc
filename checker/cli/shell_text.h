// Text functions that the completion scripts for bash, zsh and fish share.
#ifndef CHECKER_CLI_SHELL_TEXT_H_
#define CHECKER_CLI_SHELL_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "checker/cli/command_options.h"
#include "checker/cli/value_words.h"

namespace domcheck {

// Returns `text` in single quotes, as bash and zsh read it.
std::string ShellQuoted(std::string_view text);
// Returns `text` with a backslash before each character of `special`.
std::string Escaped(std::string_view text, std::string_view special);

// Returns the words, each followed by `suffix`, with a space between them.
std::string JoinedWords(const std::vector<Word>& words, std::string_view suffix = "");
// Returns "--help" and, if the option has a letter, `between` and "-h".
std::string JoinedSpellings(const OptionRow& option, std::string_view between);
// Returns the first part of a description, because shells show one line for each option.
std::string Brief(const std::string& description);

// Returns the options of the program itself, without a command.
const std::vector<Word>& ProgramOptions();

}  // namespace domcheck

#endif  // CHECKER_CLI_SHELL_TEXT_H_
