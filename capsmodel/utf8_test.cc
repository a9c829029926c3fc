#include "capsmodel/utf8.h"

#include <gtest/gtest.h>

namespace domcheck {
namespace {

TEST(Utf8Test, FindsTheFirstInvalidByte) {
  const struct {
    std::string text;
    size_t offset;
  } kRows[] = {
      {"", std::string::npos},
      {"all of it is ASCII", std::string::npos},
      {"1234567\u00e9 \u20ac \U0001F600 and more", std::string::npos},
      {"\xFF", 0},
      {"12345678\xFF", 8},
      {"1234567\xFF"
       "9",
       7},
      {"\u00e9\x80\x80", 2},
      {"12345678\xC3", 8},
      {"\u20ac\xE2\x82", 3},
      {"ab\xF0\x9F\x98"
       "cdefghijk",
       2},
  };
  for (const auto& row : kRows) EXPECT_EQ(FindInvalidUtf8(row.text), row.offset) << row.text;
}

TEST(Utf8Test, SequenceLengthLooksNoFurtherThanTheText) {
  EXPECT_EQ(Utf8SequenceLength(std::string_view("\u00e9", 1), 0), 0u);
  EXPECT_EQ(Utf8SequenceLength(std::string_view("\u20ac", 2), 0), 0u);
  EXPECT_EQ(Utf8SequenceLength(std::string_view("\U0001F600", 3), 0), 0u);
  EXPECT_EQ(Utf8SequenceLength("a\U0001F600", 1), 4u);
}

// Exactly as many sequences of each length are well-formed as there are code points of it: with the
// next test, exactly those sequences.
TEST(Utf8Test, AcceptsNoMoreSequencesThanThereAreCodePoints) {
  size_t counts[5] = {};
  std::string text(4, '\x80');
  for (int first = 0; first < 256; ++first) {
    text[0] = static_cast<char>(first);
    if (first < 0x80) ++counts[Utf8SequenceLength(text, 0)];
    for (int second = 0; second < 256 && first >= 0x80; ++second) {
      text[1] = static_cast<char>(second);
      if (first < 0xE0) ++counts[Utf8SequenceLength(text, 0)];
      for (int third = 0; third < 256 && first >= 0xE0; ++third) {
        text[2] = static_cast<char>(third);
        ++counts[Utf8SequenceLength(text, 0)];
      }
    }
  }
  EXPECT_EQ(counts[1], 0x80u);
  EXPECT_EQ(counts[2], 0x780u);
  EXPECT_EQ(counts[3], 0xF800u - 0x800);  // less the surrogates
  EXPECT_EQ(counts[4], 0x100000u / 64);   // the fourth byte was always 80
}

TEST(Utf8Test, EveryCodePointSurvives) {
  for (char32_t code_point = 0; code_point < 0x110000; ++code_point) {
    if (code_point == 0xD800) code_point = 0xE000;
    std::string utf8;
    AppendUtf8(code_point, &utf8);
    ASSERT_EQ(Utf8SequenceLength(utf8, 0), utf8.size()) << std::hex << code_point;
    ASSERT_EQ(CodePointAt("<" + utf8 + ">", 1, utf8.size()), code_point);
  }
}

TEST(Utf8Test, StepsByCodePoints) {
  const std::string text = "a\u00e9\u20ac\U0001F600z";
  const size_t kBegins[] = {0, 1, 3, 6, 10, 11};
  for (size_t from = 0; from < 6; ++from) {
    for (size_t to = from; to < 6; ++to) {
      EXPECT_EQ(CodePointsAfter(text, kBegins[from], to - from), kBegins[to]);
      EXPECT_EQ(CodePointsBefore(text, kBegins[to], to - from), kBegins[from]);
    }
    EXPECT_EQ(CodePointsAfter(text, kBegins[from], 100), text.size());
    EXPECT_EQ(CodePointsBefore(text, kBegins[from], 100), 0u);
  }
}

}  // namespace
}  // namespace domcheck
