#include "checker/report/json_text.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace domcheck {
namespace {

using Json = nlohmann::ordered_json;

TEST(DumpJson, Cases) {
  EXPECT_EQ(DumpJson({{"b", 1}, {"a", "x"}}), R"({"b":1,"a":"x"})");
  EXPECT_EQ(DumpJson("a\xFFz"), "\"a\xEF\xBF\xBDz\"");
  EXPECT_EQ(DumpJson("\x1B[1m\n"), R"("\u001b[1m\n")");
  EXPECT_EQ(DumpJson("\x7F\xC2\x80\xC2\x9B\xC2\x9F"), R"("\u007f\u0080\u009b\u009f")");
  EXPECT_EQ(DumpJson("\xC2\xA0\xC3\x9B\xF0\x9F\x98\x80"), "\"\xC2\xA0\xC3\x9B\xF0\x9F\x98\x80\"");
}

TEST(DumpJson, MeansTheSame) {
  std::string text;
  for (int c = 0; c < 0x80; ++c) text += static_cast<char>(c);
  for (int c = 0x80; c < 0xC0; ++c) text += {'\xC2', static_cast<char>(c)};
  EXPECT_EQ(Json::parse(DumpJson(text)), Json(text));
}

}  // namespace
}  // namespace domcheck
