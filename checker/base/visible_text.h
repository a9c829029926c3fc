// Makes text from an input safe and legible on a terminal.
#ifndef CHECKER_BASE_VISIBLE_TEXT_H_
#define CHECKER_BASE_VISIBLE_TEXT_H_

#include <string>
#include <string_view>

namespace domcheck {

// Returns `text` with everything escaped that a terminal would interpret or hide: control
// characters, including tab and line ends, bidirectional and invisible format characters, and bytes
// that are not UTF-8. An escape is \u{1B} for a code point, or \x{FF} for a byte.
std::string VisibleText(std::string_view text);
void AppendVisibleText(std::string_view text, std::string* out);

// Whether a terminal or a web page would interpret the character or not show it.
bool IsInvisible(char32_t code_point);

// Returns the number of terminal columns that `visible_text`, a result of VisibleText, takes: 2 for
// a wide character such as most emoji, 0 for a combining one.
size_t TerminalWidth(std::string_view visible_text);

}  // namespace domcheck

#endif  // CHECKER_BASE_VISIBLE_TEXT_H_
