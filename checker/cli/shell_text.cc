#include "checker/cli/shell_text.h"

#include <algorithm>

namespace domcheck {

// A string in single quotes can contain any character except a single quote.
std::string ShellQuoted(std::string_view text) {
  std::string quoted = "'";
  for (const char letter : text)
    if (letter == '\'')
      quoted += "'\\''";
    else
      quoted += letter;
  return quoted + "'";
}

std::string Escaped(std::string_view text, std::string_view special) {
  std::string escaped;
  for (const char letter : text) {
    if (special.find(letter) != std::string_view::npos) escaped += '\\';
    escaped += letter;
  }
  return escaped;
}

std::string JoinedWords(const std::vector<Word>& words, std::string_view suffix) {
  std::string text;
  for (const Word& word : words)
    text += (text.empty() ? "" : " ") + word.text + std::string(suffix);
  return text;
}

std::string Brief(const std::string& description) {
  size_t end = description.size();
  for (const std::string_view mark : {": ", "; ", " ("})
    end = std::min(end, description.find(mark));
  return description.substr(0, end);
}

std::string JoinedSpellings(const OptionRow& option, std::string_view between) {
  std::string text = "--" + option.name;
  if (option.letter != 0) text.append(between).append("-").append(1, option.letter);
  return text;
}

const std::vector<Word>& ProgramOptions() {
  static const auto& words = *new std::vector<Word>{{"--help", "print the commands and exit"},
                                                    {"--version", "print the version and exit"}};
  return words;
}

}  // namespace domcheck
