#include "checker/base/json_limits.h"

#include <gtest/gtest.h>

#include <string>

namespace domcheck {
namespace {

constexpr size_t kNone = std::string::npos;

TEST(JsonLimitsTest, FindsTheFirstPlaceOverALimit) {
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

TEST(JsonLimitsTest, NamesTheOption) {
  const auto error = FindJsonExcess(std::string(300, '['), Limits());
  ASSERT_TRUE(error);
  EXPECT_EQ(error->offset, 256U);
  EXPECT_EQ(
      error->message,
      "more than 256 elements are open here, within each other; --max-depth raises this limit");
}

}  // namespace
}  // namespace domcheck
