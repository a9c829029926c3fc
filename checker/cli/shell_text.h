// Pieces of shell completion that bash, zsh and fish share.
#ifndef CHECKER_CLI_SHELL_TEXT_H_
#define CHECKER_CLI_SHELL_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "checker/cli/option_table.h"

namespace domcheck {

// In single quotes, as bash and zsh read them.
std::string ShellQuoted(std::string_view text);
// `text` with a backslash before each of `special`.
std::string Escaped(std::string_view text, std::string_view special);

// The words with a space between them, `suffix` behind each.
std::string JoinedWords(const std::vector<Word>& words, std::string_view suffix = "");
// "--help" and, where the option has a letter, "-h".
std::string JoinedSpellings(const OptionRow& option, std::string_view between);
// A description's first part: shells show it in one line, beside others.
std::string Brief(const std::string& description);

// The options of the program as a whole.
const std::vector<Word>& ProgramOptions();

}  // namespace domcheck

#endif  // CHECKER_CLI_SHELL_TEXT_H_
