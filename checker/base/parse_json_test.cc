#include "checker/base/parse_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

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
  EXPECT_EQ(ParseJson(R"({"a": [1]})", &excess), nlohmann::json({{"a", {1}}}));
  EXPECT_TRUE(ParseJson("{", &excess).is_discarded());
  EXPECT_FALSE(excess);
  EXPECT_TRUE(ParseJson(std::string(300, '[') + std::string(300, ']'), nullptr).is_discarded());
  EXPECT_TRUE(ParseJson(std::string(300, '[') + std::string(300, ']'), &excess).is_discarded());
  ASSERT_TRUE(excess);
  EXPECT_EQ(excess->offset, 256U);
}

}  // namespace
}  // namespace domcheck
