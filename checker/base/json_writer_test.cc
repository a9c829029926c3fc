#include "checker/base/json_writer.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace domcheck {
namespace {

using Json = nlohmann::ordered_json;

TEST(JsonString, Cases) {
  EXPECT_EQ(JsonString(""), "\"\"");
  EXPECT_EQ(JsonString("a\"b\\c"), R"("a\"b\\c")");
  EXPECT_EQ(JsonString("a\xFFz"), "\"a\xEF\xBF\xBDz\"");
  EXPECT_EQ(JsonString("\xE2\x82"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
  EXPECT_EQ(JsonString("\x1B[1m\n"), R"("\u001b[1m\n")");
  EXPECT_EQ(JsonString("\x7F\xC2\x80\xC2\x9B\xC2\x9F"), R"("\u007f\u0080\u009b\u009f")");
  EXPECT_EQ(JsonString("\xC2\xA0\xC3\x9B\xF0\x9F\x98\x80"), "\"\xC2\xA0\xC3\x9B\xF0\x9F\x98\x80\"");
  EXPECT_EQ(JsonString("\xF3\xA0\x80\x81"), R"("\udb40\udc01")");  // an invisible tag
}

TEST(JsonString, MeansTheSame) {
  std::string text;
  for (int c = 0; c < 0x80; ++c) text += static_cast<char>(c);
  for (int c = 0x80; c < 0xC0; ++c) text += {'\xC2', static_cast<char>(c)};
  EXPECT_EQ(Json::parse(JsonString(text)), Json(text));
}

void WriteAllKinds(JsonWriter* json) {
  json->BeginObject().Member("text", "a").Member("view", std::string_view("b"));
  json->Member("string", std::string("c")).Member("number", size_t{18446744073709551615u});
  json->Member("negative", -1).Member("yes", true).Member("no", false).Member("null", nullptr);
  json->Member("absent", std::optional<std::string>());
  json->Member("present", std::optional<std::string>("d"));
  json->Member("list", std::vector<std::string>{"e", "f"});
  json->Member("lists", std::vector<std::vector<size_t>>{{1, 2}, {}, {3}});
  json->Key("object").BeginObject().Key("inner").BeginArray().BeginObject().EndObject();
  json->BeginObject().Member("last", 1).EndObject().EndArray().EndObject().EndObject();
}

// The library is the judge of both forms.
TEST(JsonWriter, WritesAsTheLibraryDoes) {
  const Json expected = {
      {"text", "a"},
      {"view", "b"},
      {"string", "c"},
      {"number", 18446744073709551615u},
      {"negative", -1},
      {"yes", true},
      {"no", false},
      {"null", nullptr},
      {"absent", nullptr},
      {"present", "d"},
      {"list", {"e", "f"}},
      {"lists", {{1, 2}, Json::array(), {3}}},
      {"object", {{"inner", {Json::object(), {{"last", 1}}}}}},
  };
  std::string line, indented;
  JsonWriter line_writer(&line), indented_writer(&indented, 2);
  WriteAllKinds(&line_writer);
  WriteAllKinds(&indented_writer);
  EXPECT_EQ(line, expected.dump());
  EXPECT_EQ(indented, expected.dump(2));
}

TEST(JsonWriter, WritesKeysOfAnyTextAndJson) {
  std::string text;
  JsonWriter(&text).BeginObject().TextKey("a\"b\n").Json("[1]").Key("c").Json("{}").EndObject();
  EXPECT_EQ(text, R"({"a\"b\n":[1],"c":{}})");
}

TEST(JsonWriter, Appends) {
  std::string text = "before ";
  JsonWriter(&text).BeginArray().Value(1).EndArray();
  JsonWriter(&text).Value("x");
  EXPECT_EQ(text, "before [1]\"x\"");
}

}  // namespace
}  // namespace domcheck
