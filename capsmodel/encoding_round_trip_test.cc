// What is read and written back without a change is the same file.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "capsmodel/encoding.h"
#include "capsmodel/source_file.h"
#include "capsmodel/utf8.h"
#include "checker/testing/file_content.h"
#include "checker/testing/xml_files.h"

namespace domcheck {
namespace {

using Form = FileEncoding::Form;

// A literal with the NUL bytes in it.
template <size_t kSize>
std::string Bytes(const char (&literal)[kSize]) {
  return std::string(literal, kSize - 1);
}

TEST(EncodingRoundTripTest, TellsTheEncodingAndWritesTheSameBytes) {
  const struct {
    std::string bytes;
    Form form;
    bool has_mark;
  } kRows[] = {
      {"", Form::kUtf8, false},
      {"<a>\u00e9\U0001F600</a>\r\n", Form::kUtf8, false},
      {"<?xml version='1.0' encoding='UTF-8'?><a/>", Form::kUtf8, false},
      {"\xEF\xBB\xBF<a/>", Form::kUtf8, true},
      {"\xEF\xBB\xBF\xEF\xBB\xBF<a/>", Form::kUtf8, true},
      {"<a>\xFF\xC3</a>", Form::kUtf8, false},  // no UTF-8, and none of our business
      {"<?xml version='1.0' encoding='us-ascii'?><a/>", Form::kAscii, false},
      {"<?xml version='1.0' encoding='iso-8859-1'?><a>\x80\xA0\xE9\xFF</a>", Form::kLatin1, false},
      {Bytes("\xFF\xFE<\0a\0/\0>\0"), Form::kUtf16LittleEndian, true},
      {Bytes("\xFE\xFF\0<\0a\0/\0>"), Form::kUtf16BigEndian, true},
      {Bytes("<\0a\0/\0>\0"), Form::kUtf16LittleEndian, false},
      {Bytes("\0<\0a\0/\0>"), Form::kUtf16BigEndian, false},
      {Bytes("\xFF\xFE\xFF\xFE<\0"), Form::kUtf16LittleEndian, true},
      {Bytes("\xFF\xFE\x3D\xD8\x00\xDE\xFF\xDB\xFF\xDF\x00\xD8\x00\xDC"), Form::kUtf16LittleEndian,
       true},
  };
  for (const auto& row : kRows) {
    SCOPED_TRACE(testing::PrintToString(row.bytes));
    std::string text = row.bytes;
    FileEncoding encoding;
    ASSERT_EQ(DecodeToUtf8(&text, &encoding), std::nullopt);
    EXPECT_EQ(encoding.form, row.form);
    EXPECT_EQ(encoding.has_mark, row.has_mark);
    EXPECT_EQ(EncodeFromUtf8(text, encoding), row.bytes);
  }
}

TEST(EncodingRoundTripTest, EveryCodePointSurvives) {
  std::string all;
  for (char32_t code_point = 0; code_point < 0x110000; ++code_point)
    if (code_point < 0xD800 || code_point >= 0xE000) AppendUtf8(code_point, &all);
  for (const Form form : {Form::kUtf16LittleEndian, Form::kUtf16BigEndian}) {
    auto bytes = EncodeFromUtf8(all, {form, true});
    ASSERT_TRUE(bytes);
    EXPECT_EQ(DecodeToUtf8(&*bytes), std::nullopt);
    EXPECT_TRUE(*bytes == all);
  }
  for (char32_t code_point = 0; code_point < 0x1000; ++code_point) {
    std::string text;
    AppendUtf8(code_point, &text);
    const std::string byte(1, static_cast<char>(code_point));
    EXPECT_EQ(EncodeFromUtf8(text, {Form::kLatin1, false}).value_or("none"),
              code_point < 0x100 ? byte : "none");
    EXPECT_EQ(EncodeFromUtf8(text, {Form::kAscii, false}).value_or("none"),
              code_point < 0x80 ? byte : "none");
  }
}

TEST(EncodingRoundTripTest, WhatIsNoUtf8HasNoOtherForm) {
  for (const char* text : {"\x80", "a\xC3", "\xED\xA0\x80", "\xF4\x90\x80\x80"})
    for (const Form form : {Form::kAscii, Form::kLatin1, Form::kUtf16LittleEndian})
      EXPECT_EQ(EncodeFromUtf8(text, {form, false}), std::nullopt);
}

TEST(EncodingRoundTripTest, EncodingsHaveNames) {
  EXPECT_EQ(EncodingName({}), "UTF-8");
  EXPECT_EQ(EncodingName({Form::kAscii, false}), "US-ASCII");
  EXPECT_EQ(EncodingName({Form::kLatin1, false}), "ISO-8859-1");
  EXPECT_EQ(EncodingName({Form::kUtf16BigEndian, true}), "UTF-16");
}

TEST(EncodingRoundTripTest, SourceFilesRemember) {
  size_t files = 0;
  for (const std::string& path : XmlFilesBelow("testdata")) {
    const std::string bytes = ReadFile(path);
    const auto read = ReadSourceFile(path, "x");
    if (!std::holds_alternative<SourceFile>(read)) continue;
    const auto& source = std::get<SourceFile>(read);
    EXPECT_EQ(EncodeFromUtf8(source.text(), source.encoding()), bytes) << path;
    ++files;
  }
  EXPECT_GT(files, 30u);
}

}  // namespace
}  // namespace domcheck
