#include "capsmodel/encoding.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "capsmodel/utf8.h"

namespace domcheck {
namespace {

// A literal with the NUL bytes in it.
template <size_t kSize>
std::string Bytes(const char (&literal)[kSize]) {
  return std::string(literal, kSize - 1);
}

// `units` as UTF-16 of either byte order.
std::string Utf16(std::u16string_view units, bool big_endian) {
  std::string bytes;
  for (const char16_t unit : units) {
    const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
    bytes += {big_endian ? high : low, big_endian ? low : high};
  }
  return bytes;
}

TEST(EncodingTest, DecodesToUtf8) {
  const struct {
    std::string bytes;
    std::string text;
  } kRows[] = {
      {"", ""},
      {"<a/>", "<a/>"},
      {"<a>\u00e9\U0001F600</a>", "<a>\u00e9\U0001F600</a>"},
      {"\xEF\xBB\xBF<a/>", "<a/>"},
      {"\xEF\xBB\xBF", ""},
      {"\xEF\xBB\xBF\xEF\xBB\xBF<a/>", "\xEF\xBB\xBF<a/>"},
      {"\xEF\xBB", "\xEF\xBB"},
      // UTF-16 by its mark, and by its first character.
      {Bytes("\xFF\xFE<\0a\0/\0>\0"), "<a/>"},
      {Bytes("\xFE\xFF\0<\0a\0/\0>"), "<a/>"},
      {Bytes("<\0a\0/\0>\0"), "<a/>"},
      {Bytes("\0<\0a\0/\0>"), "<a/>"},
      {Bytes("\xFF\xFE"), ""},
      {Bytes("\xFF\xFE\xE9\0\x3D\xD8\x00\xDE"), "\u00e9\U0001F600"},
      {Bytes("\xFE\xFF\0\xE9\xD8\x3D\xDE\x00"), "\u00e9\U0001F600"},
      {Bytes("\xFF\xFE\x00\xD8\x00\xDC\xFF\xDB\xFF\xDF"), "\U00010000\U0010FFFF"},
      // By the XML declaration.
      {"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>",
       "<?xml version='1.0' encoding='ISO-8859-1'?><a>\u00e9</a>"},
      {"<?xml version=\"1.0\" encoding = \"iso-8859-1\"?>\xFF",
       "<?xml version=\"1.0\" encoding = \"iso-8859-1\"?>\u00ff"},
      {"<?xml\nversion='1.0' encoding='Latin1'?>\x80",
       "<?xml\nversion='1.0' encoding='Latin1'?>\u0080"},
      {"<?xml version='1.0' encoding='utf-8'?>\u00e9",
       "<?xml version='1.0' encoding='utf-8'?>\u00e9"},
      {"<?xml version='1.0' encoding='UTF8'?>\u00e9",
       "<?xml version='1.0' encoding='UTF8'?>\u00e9"},
      {"<?xml version='1.0' encoding='us-ascii'?>~", "<?xml version='1.0' encoding='us-ascii'?>~"},
      // Not a declaration, or none that names an encoding: UTF-8.
      {"<?xml version='1.0'?><a encoding='KOI8-R'/>",
       "<?xml version='1.0'?><a encoding='KOI8-R'/>"},
      {"<?xml-style encoding='KOI8-R'?>", "<?xml-style encoding='KOI8-R'?>"},
      {" <?xml version='1.0' encoding='KOI8-R'?>", " <?xml version='1.0' encoding='KOI8-R'?>"},
      {"<?xml version='1.0' encoding=?>", "<?xml version='1.0' encoding=?>"},
      {"<?xml version='1.0' encoding='KOI8-R?>", "<?xml version='1.0' encoding='KOI8-R?>"},
      // A mark counts for more than the declaration.
      {"\xEF\xBB\xBF<?xml version='1.0' encoding='ISO-8859-1'?>\u00e9",
       "<?xml version='1.0' encoding='ISO-8859-1'?>\u00e9"},
  };
  for (const auto& row : kRows) {
    std::string text = row.bytes;
    EXPECT_EQ(DecodeToUtf8(&text), std::nullopt) << testing::PrintToString(row.bytes);
    EXPECT_EQ(text, row.text);
  }
}

TEST(EncodingTest, RefusesWhatItCannotRead) {
  const std::string kHalf = "the file is UTF-16 but has half of a surrogate pair at byte ";
  const struct {
    std::string bytes;
    std::string error;
  } kRows[] = {
      {Bytes("\xFF\xFE<"), "the file is UTF-16 but has an odd number of bytes"},
      {Bytes("\xFF\xFE<\0\x3D\xD8"), kHalf + "2"},
      {Bytes("\xFF\xFE\x3D\xD8<\0"), kHalf + "0"},
      {Bytes("\xFF\xFE\x3D\xD8\x00\xE0"), kHalf + "0"},
      {Bytes("\xFE\xFF\xDE\x00\xD8\x3D"), kHalf + "0"},
      {"<?xml version='1.0' encoding='US-ASCII'?>\xE9",
       "the file says that it is US-ASCII, but byte 41 is not"},
      {"<?xml version='1.0' encoding='utf-16'?><a/>",
       "the file says that it is UTF-16, but it is not; correct its XML declaration"},
      {"<?xml version='1.0' encoding='koi8-r'?><a/>",
       "the encoding 'KOI8-R' is not one that domcheck reads (UTF-8, UTF-16, ISO-8859-1, "
       "US-ASCII); convert the file to UTF-8, for example with iconv"},
  };
  for (const auto& row : kRows) {
    std::string text = row.bytes;
    EXPECT_EQ(DecodeToUtf8(&text), row.error);
    EXPECT_EQ(text, row.bytes) << "changed in spite of: " << row.error;
  }
}

TEST(EncodingTest, EveryCodePointSurvives) {
  for (char32_t code_point = 0; code_point < 0x110000; ++code_point) {
    if (code_point == 0xD800) code_point = 0xE000;
    std::string utf8;
    AppendUtf8(code_point, &utf8);
    std::u16string units(1, static_cast<char16_t>(code_point));
    if (code_point >= 0x10000)
      units = {static_cast<char16_t>(0xD7C0 + (code_point >> 10)),
               static_cast<char16_t>(0xDC00 + (code_point & 0x3FF))};
    for (const bool big_endian : {false, true}) {
      std::string text = (big_endian ? "\xFE\xFF" : "\xFF\xFE") + Utf16(units, big_endian);
      ASSERT_EQ(DecodeToUtf8(&text), std::nullopt);
      ASSERT_EQ(text, utf8) << std::hex << code_point;
    }
  }
}

}  // namespace
}  // namespace domcheck
