// Text from an input, made safe and legible for a terminal.
#ifndef CHECKER_BASE_VISIBLE_TEXT_H_
#define CHECKER_BASE_VISIBLE_TEXT_H_

#include <string>
#include <string_view>

namespace domcheck {

// `text` with everything escaped that a terminal would obey or hide: control characters, including
// tab and line ends, bidirectional and invisible format characters, and bytes that are not UTF-8.
// An escape is written as \u{1B}, or \x{FF} for a byte.
std::string VisibleText(std::string_view text);
void AppendVisibleText(std::string_view text, std::string* out);

// Whether a terminal or a page would obey the character or show nothing of it.
bool IsInvisible(char32_t code_point);

// Columns that a terminal gives the visible form of `text`: 2 for wide characters such as most
// emoji, 0 for combining ones.
size_t TerminalWidth(std::string_view visible_text);

}  // namespace domcheck

#endif  // CHECKER_BASE_VISIBLE_TEXT_H_
