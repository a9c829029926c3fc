#include "checker/base/parse_json.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace domcheck {
namespace {

constexpr size_t kNone = std::string::npos;

TEST(ParseJsonTest, FindsTheFirstPlaceOverALimit) {
  Limits limits;
  limits.depth = 2;
  limits.elements = 5;
  const struct {
    std::string text;
    size_t offset;
  } kRows[] = {
      {"", kNone},
      {"[[],{}]", kNone},
      {"[[[", 2},
      {"[{\"a\":[", 6},
      {R"(["[[[,,,,,,\"[[[\\", [])", kNone},
      {"[1,2,3]", kNone},
      {"[1,2,3,4,5]", 8},
      {"]]]]}}", kNone},
      {"\"unterminated [[[ \\", kNone},
  };
  for (const auto& row : kRows) {
    const auto error = FindJsonExcess(row.text, limits);
    EXPECT_EQ(error ? error->offset : kNone, row.offset) << row.text;
  }
}

TEST(ParseJsonTest, NamesTheOption) {
  const auto error = FindJsonExcess(std::string(300, '['), Limits());
  ASSERT_TRUE(error);
  EXPECT_EQ(error->offset, 256U);
  EXPECT_EQ(
      error->message,
      "more than 256 elements are open here, within each other; --max-depth raises this limit");
}

TEST(ParseJsonTest, RefusesWhatIsNotJsonOrTooLarge) {
  std::optional<XmlError> excess;
  EXPECT_TRUE(ParseJson(R"({"a": [1]})", &excess));
  EXPECT_FALSE(ParseJson("{", &excess));
  EXPECT_FALSE(excess);
  EXPECT_FALSE(ParseJson(std::string(300, '[') + std::string(300, ']'), nullptr));
  EXPECT_FALSE(ParseJson(std::string(300, '[') + std::string(300, ']'), &excess));
  ASSERT_TRUE(excess);
  EXPECT_EQ(excess->offset, 256U);
}

TEST(ParseJsonTest, ValuesHaveTheTypeThatIsAskedFor) {
  const auto parsed =
      ParseJson(R"({"s": "a", "n": 2, "below": -1, "real": 1e99, "b": true, "l": ["x"]})", nullptr);
  ASSERT_TRUE(parsed);
  const JsonValue root = parsed->root();
  EXPECT_TRUE(root.is_object());
  EXPECT_EQ(root.Members().size(), 6U);
  EXPECT_EQ(root.at("s").String(), "a");
  EXPECT_EQ(root.at("n").Unsigned(), 2U);
  EXPECT_EQ(root.at("below").Integer(), -1);
  EXPECT_TRUE(root.at("below").is_integer());
  EXPECT_FALSE(root.at("real").is_integer());
  EXPECT_TRUE(root.at("b").Boolean());
  EXPECT_TRUE(root.at("b").is_true());
  EXPECT_FALSE(root.at("n").is_true());
  EXPECT_EQ(root.at("l").Items().size(), 1U);
  EXPECT_EQ(root.at("l").Strings(), std::vector<std::string>{"x"});
  EXPECT_EQ(root.StringOrEmpty("s"), "a");
  EXPECT_EQ(root.StringOrEmpty("none"), "");
  EXPECT_FALSE(root.Find("none"));
  EXPECT_FALSE(root.at("l").Find("none"));
  EXPECT_THROW(root.at("none"), JsonTypeError);
  EXPECT_THROW(root.at("n").String(), JsonTypeError);
  EXPECT_THROW(root.at("s").Unsigned(), JsonTypeError);
  EXPECT_THROW(root.at("below").Unsigned(), JsonTypeError);
  EXPECT_THROW(root.at("real").Unsigned(), JsonTypeError);
  EXPECT_THROW(root.at("real").Integer(), JsonTypeError);
  EXPECT_THROW(root.at("n").Boolean(), JsonTypeError);
  EXPECT_THROW(root.Items(), JsonTypeError);
  EXPECT_THROW(root.at("l").Members(), JsonTypeError);
  EXPECT_THROW(root.Strings(), JsonTypeError);
  EXPECT_THROW(root.StringOrEmpty("n"), JsonTypeError);
}

TEST(ParseJsonTest, ErrorsSayWhatWasExpected) {
  const auto parsed = ParseJson(R"({"n": 2})", nullptr);
  ASSERT_TRUE(parsed);
  const auto message = [](auto ask) -> std::string {
    try {
      ask();
    } catch (const JsonTypeError& error) {
      return error.what();
    }
    return "nothing was thrown";
  };
  EXPECT_EQ(message([&] { parsed->root().at("uri"); }), "expected a member 'uri'");
  EXPECT_EQ(message([&] { parsed->root().at("n").String(); }), "expected string, found number");
}

TEST(ParseJsonTest, ValuesAreTextAgain) {
  const auto parsed = ParseJson("{ \"a\" : [1, \"\\u00e9\", null] }", nullptr);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->root().Text(), "{\"a\":[1,\"\u00e9\",null]}");
}

}  // namespace
}  // namespace domcheck
