#include "capsmodel/limits.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace domcheck {
namespace {

TEST(LimitsTest, EachRowHasAnOptionADefaultAndAMessage) {
  std::set<std::string> options;
  const Limits defaults;
  for (const Limit& limit : AllLimits()) {
    EXPECT_TRUE(options.insert(std::string(limit.option)).second) << limit.option;
    EXPECT_FALSE(limit.summary.empty()) << limit.option;
    EXPECT_EQ(ParseLimit(limit, LimitText(defaults.*limit.value)), defaults.*limit.value)
        << limit.option;
    EXPECT_EQ(&LimitOf(limit.value), &limit);
    const std::string message = DescribeExcess(limit, defaults);
    EXPECT_NE(message.find(std::to_string(defaults.*limit.value)), std::string::npos) << message;
    EXPECT_NE(message.find("; --" + std::string(limit.option) + " raises"), std::string::npos)
        << message;
  }
  // Every member of Limits has a row; without one it could not be set.
  EXPECT_EQ(AllLimits().size() * sizeof(size_t), sizeof(Limits));
}

TEST(LimitsTest, ReadsNumbersAndTheirUnits) {
  const Limit& depth = LimitOf(&Limits::depth);  // 1 to 100,000
  const Limit& files = LimitOf(&Limits::files);  // from 0
  const Limit& bytes = LimitOf(&Limits::bytes);  // to 2^30
  const struct {
    const Limit* limit;
    const char* text;
    std::optional<size_t> value;
  } kRows[] = {
      {&depth, "1", 1},
      {&depth, "64K", 65536},
      {&depth, "100000", 100000},
      {&depth, "0", std::nullopt},
      {&depth, "100001", std::nullopt},
      {&files, "0", 0},
      {&files, "18446744073709551615", SIZE_MAX},
      {&files, "18446744073709551616", std::nullopt},
      {&files, "17179869183G", size_t{17179869183} << 30},
      {&files, "17179869184G", std::nullopt},
      {&bytes, "16M", 16 << 20},
      {&bytes, "1G", 1 << 30},
      {&bytes, "1025M", std::nullopt},
      {&bytes, "", std::nullopt},
      {&bytes, "M", std::nullopt},
      {&bytes, "1MM", std::nullopt},
      {&bytes, "1m", std::nullopt},
      {&bytes, "-1", std::nullopt},
      {&bytes, "+1", std::nullopt},
      {&bytes, " 1", std::nullopt},
      {&bytes, "1.5M", std::nullopt},
      {&bytes, "0x10", std::nullopt},
  };
  for (const auto& row : kRows) EXPECT_EQ(ParseLimit(*row.limit, row.text), row.value) << row.text;
}

TEST(LimitsTest, WritesTheShortestForm) {
  EXPECT_EQ(LimitText(0), "0");
  EXPECT_EQ(LimitText(1000), "1000");
  EXPECT_EQ(LimitText(1024), "1K");
  EXPECT_EQ(LimitText(16 << 20), "16M");
  EXPECT_EQ(LimitText((16 << 20) + 1), "16777217");
  EXPECT_EQ(LimitText(size_t{3} << 30), "3G");
}

TEST(LimitsTest, TheTimeCountsFromWhereTheLimitIsSet) {
  EXPECT_EQ(MillisecondsLeft(), -1);
  EXPECT_FALSE(IsTimeOver());
  Limits limits;
  limits.seconds = 100;
  SetLimits(limits);
  EXPECT_GT(MillisecondsLeft(), 50'000);
  EXPECT_LE(MillisecondsLeft(), 100'000);
  EXPECT_FALSE(IsTimeOver());
  EXPECT_EQ(DescribeTimeOver(),
            "the time of the run (100 s) was over before it was read; --timeout raises this "
            "limit");
  limits.seconds = 0;
  SetLimits(limits);
  EXPECT_EQ(MillisecondsLeft(), -1);
}

}  // namespace
}  // namespace domcheck
