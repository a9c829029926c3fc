#include "checker/base/visible_text.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "capsmodel/utf8.h"

namespace domcheck {
namespace {

TEST(VisibleTextTest, EscapesWhatATerminalObeysOrHides) {
  const struct {
    std::string text;
    std::string_view visible;
  } kRows[] = {
      {"", ""},
      {"plain 'text' \\ ~", "plain 'text' \\ ~"},
      {"\u00e9\u65e5\U0001F600", "\u00e9\u65e5\U0001F600"},
      {"\x1b[31mred", "\\u{1B}[31mred"},
      {"a\tb\nc\rd", "a\\u{09}b\\u{0A}c\\u{0D}d"},
      {std::string("\0\x7f", 2), "\\u{00}\\u{7F}"},
      {"\u0085\u009b", "\\u{85}\\u{9B}"},
      // Soft hyphen, zero width, bidirectional, mark, tag, separators.
      {"\u00ad\u200b\u200d\u202e\u2066\ufeff\U000E0041\u2028",
       "\\u{AD}\\u{200B}\\u{200D}\\u{202E}\\u{2066}\\u{FEFF}\\u{E0041}\\u{2028}"},
      // Bytes that are not UTF-8.
      {"a\xFF"
       "b",
       "a\\x{FF}b"},
      {"\xE9t\xE9", "\\x{E9}t\\x{E9}"},
      {"\xF0\x9F\x98", "\\x{F0}\\x{9F}\\x{98}"},
      {"\xC0\x80", "\\x{C0}\\x{80}"},
      {"\xED\xA0\x80", "\\x{ED}\\x{A0}\\x{80}"},
  };
  for (const auto& row : kRows) EXPECT_EQ(VisibleText(row.text), row.visible);
}

TEST(VisibleTextTest, EscapesAByteWhereverItStands) {
  for (size_t at = 0; at < 20; ++at)
    for (int byte = 0; byte < 256; ++byte) {
      const std::string one(1, static_cast<char>(byte)), before(at, 'a'), behind(19 - at, '~');
      ASSERT_EQ(VisibleText(before + one + behind), before + VisibleText(one) + behind)
          << byte << " at " << at;
    }
}

TEST(VisibleTextTest, CountsColumns) {
  const struct {
    std::string_view text;
    size_t width;
  } kRows[] = {
      {"", 0},
      {"abc", 3},
      {"\u00e9\u20ac", 2},
      {"e\u0301", 1},       // a combining accent
      {"\u65e5\u672c", 4},  // CJK
      {"\uff21\uac00", 4},  // full width, Hangul
      {"\uff71", 1},        // half width
      {"\U0001F600x", 3},   // an emoji
      {"\U0001F336", 1},    // an emoji that terminals show as text
      {"\u2764\ufe0f", 1},  // a text symbol and a variation selector
      {"\U00020000", 2},
      {"\\u{1B}", 6},
      {"\xFF", 1},
  };
  for (const auto& row : kRows) EXPECT_EQ(TerminalWidth(row.text), row.width) << row.text;
}

// Every code point is either unchanged or escaped as ASCII, and escaping twice changes nothing
// more.
TEST(VisibleTextTest, VisibleTextStaysAsItIs) {
  size_t escaped = 0;
  for (char32_t code_point = 0; code_point < 0x110000; ++code_point) {
    if (code_point == 0xD800) code_point = 0xE000;
    std::string text;
    AppendUtf8(code_point, &text);
    const std::string visible = VisibleText(text);
    ASSERT_EQ(VisibleText(visible), visible);
    if (visible == text) {
      ASSERT_GE(code_point, 0x20u);
      continue;
    }
    ++escaped;
    for (const char c : visible) ASSERT_TRUE(c > 0x20 && c < 0x7F) << std::hex << code_point;
    ASSERT_EQ(TerminalWidth(visible), visible.size());
  }
  EXPECT_GT(escaped, 65u);
  EXPECT_LT(escaped, 5000u);
}

}  // namespace
}  // namespace domcheck
