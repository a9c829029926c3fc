#include "checker/fleet/check/shard.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <vector>

#include "checker/testing/temporary_folder.h"

namespace domcheck {
namespace {

std::string Parsed(const std::string& text) {
  const auto shard = ParseShard(text);
  return shard ? shard->Text() : "none";
}

TEST(ParseShardTest, ReadsAPartOfAWhole) {
  EXPECT_EQ(Parsed("1/1"), "1/1");
  EXPECT_EQ(Parsed("3/7"), "3/7");
  EXPECT_EQ(Parsed("18446744073709551615/18446744073709551615"),
            "18446744073709551615/18446744073709551615");
  EXPECT_EQ(ParseShard("3/7")->number, 2U);
  EXPECT_EQ(ParseShard("3/7")->count, 7U);
}

TEST(ParseShardTest, RefusesAllElse) {
  for (const char* text : {"",      "/",     "1",     "1/",   "/1",
                           "0/3",   "4/3",   "0/0",   "1/0",  "-1/3",
                           "1/-3",  "+1/3",  " 1/3",  "1/3 ", "1 /3",
                           "1/3/3", "1.5/3", "0x1/3", "a/b",  "1/18446744073709551616",
                           "1\\3"})
    EXPECT_EQ(Parsed(text), "none") << text;
  EXPECT_EQ(Parsed(std::string("1/3\0", 4)), "none");
}

// Returns the number of `contents` in each shard; fails if one is in no shard or in two.
std::vector<size_t> Spread(const std::vector<std::string>& contents, size_t count) {
  std::vector<size_t> spread(count);
  for (const std::string& content : contents) {
    size_t has = 0;
    for (size_t number = 0; number < count; ++number)
      if (Shard{number, count}.Has(content)) {
        ++has;
        ++spread[number];
      }
    EXPECT_EQ(has, 1U) << content;
  }
  return spread;
}

// Ten thousand guests that differ as those of a fleet do: by name and number.
std::vector<std::string> SimilarGuests() {
  std::vector<std::string> guests;
  for (int i = 0; i < 10000; ++i)
    guests.push_back("<domain type='kvm'>\n  <name>web" + std::to_string(i) + "</name>\n  <vcpu>" +
                     std::to_string(i % 8) + "</vcpu>\n</domain>\n");
  return guests;
}

TEST(ShardTest, EachContentIsInOneShardAndTheSpreadIsEven) {
  const std::vector<std::string> guests = SimilarGuests();
  for (const size_t count : {1, 2, 3, 4, 7, 16, 64, 100}) {
    const double mean = 10000.0 / static_cast<double>(count);
    for (const size_t guests_of_one : Spread(guests, count)) {
      // Five standard deviations of a random distribution, and a little more.
      EXPECT_GT(static_cast<double>(guests_of_one), mean - 5 * std::sqrt(mean) - 1) << count;
      EXPECT_LT(static_cast<double>(guests_of_one), mean + 5 * std::sqrt(mean) + 1) << count;
    }
  }
}

TEST(ShardTest, AnyBytesAreInOneShard) {
  std::vector<std::string> contents = {"", std::string(1, '\0'), std::string(2, '\0'),
                                       std::string(1 << 20, 'x')};
  for (int byte = 0; byte < 256; ++byte) contents.emplace_back(1, static_cast<char>(byte));
  for (const size_t one : Spread(contents, 4)) EXPECT_GT(one, 30U);
}

// The shards were computed by another program. They must stay, so that shards of different versions
// of domcheck fit together.
TEST(ShardTest, TheShardOfAContentStaysTheSame) {
  std::string shards;
  for (const char* content : {"", "a", "b", "<domain/>", "\xFF"})
    for (size_t number = 0; number < 5; ++number)
      if (Shard{number, 5}.Has(content)) shards += std::to_string(number);
  EXPECT_EQ(shards, "04130");
}

// Runs tests in their environment without a scheduler's variables.
class ShardOfEnvironmentTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : kNames) {
      if (const char* value = std::getenv(name)) before_[name] = value;
      unsetenv(name);
    }
  }

  void TearDown() override {
    for (const char* name : kNames) unsetenv(name);
    for (const auto& [name, value] : before_) setenv(name.c_str(), value.c_str(), 1);
  }

  // Returns the shard, or the error in parentheses.
  static std::string With(const std::map<std::string, std::string>& variables) {
    for (const char* name : kNames) unsetenv(name);
    for (const auto& [name, value] : variables) setenv(name.c_str(), value.c_str(), 1);
    std::string error;
    const auto shard = ShardOfEnvironment(&error);
    EXPECT_EQ(error.empty(), shard.has_value());
    return shard ? shard->Text() : "(" + error + ")";
  }

 private:
  static constexpr const char* kNames[] = {
      "TEST_SHARD_INDEX", "TEST_TOTAL_SHARDS",   "TEST_SHARD_STATUS_FILE", "JOB_COMPLETION_INDEX",
      "JOB_COMPLETIONS",  "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", "SLURM_ARRAY_TASK_MIN"};
  std::map<std::string, std::string> before_;
};

TEST_F(ShardOfEnvironmentTest, IsAllGuestsWhereNothingIsSaid) {
  EXPECT_EQ(With({}), "1/1");
  EXPECT_EQ(With({{"TEST_SHARD_INDEX", ""}, {"TEST_TOTAL_SHARDS", ""}}), "1/1");
  // A number of tasks alone does not name this one.
  EXPECT_EQ(With({{"TEST_TOTAL_SHARDS", "3"}, {"JOB_COMPLETIONS", "4"}}), "1/1");
}

TEST_F(ShardOfEnvironmentTest, IsThatOfTheScheduler) {
  EXPECT_EQ(With({{"TEST_SHARD_INDEX", "0"}, {"TEST_TOTAL_SHARDS", "3"}}), "1/3");
  EXPECT_EQ(With({{"TEST_SHARD_INDEX", "2"}, {"TEST_TOTAL_SHARDS", "3"}}), "3/3");
  EXPECT_EQ(With({{"JOB_COMPLETION_INDEX", "1"}, {"JOB_COMPLETIONS", "5"}}), "2/5");
  // Slurm counts from the beginning of the user's --array.
  for (const char* first : {"0", "1", "100"})
    EXPECT_EQ(With({{"SLURM_ARRAY_TASK_ID", std::to_string(std::stoi(first) + 3)},
                    {"SLURM_ARRAY_TASK_COUNT", "4"},
                    {"SLURM_ARRAY_TASK_MIN", first}}),
              "4/4")
        << first;
}

// Inside a Slurm task, Bazel decides the shard.
TEST_F(ShardOfEnvironmentTest, IsThatOfTheInnermostScheduler) {
  EXPECT_EQ(With({{"TEST_SHARD_INDEX", "1"},
                  {"TEST_TOTAL_SHARDS", "2"},
                  {"JOB_COMPLETION_INDEX", "3"},
                  {"JOB_COMPLETIONS", "4"},
                  {"SLURM_ARRAY_TASK_ID", "5"},
                  {"SLURM_ARRAY_TASK_COUNT", "6"},
                  {"SLURM_ARRAY_TASK_MIN", "1"}}),
            "2/2");
}

TEST_F(ShardOfEnvironmentTest, RefusesContradictions) {
  EXPECT_EQ(With({{"TEST_SHARD_INDEX", "3"}, {"TEST_TOTAL_SHARDS", "3"}}),
            "(the environment's TEST_SHARD_INDEX=3 is none of TEST_TOTAL_SHARDS=3 tasks; say which "
            "with --shard I/N)");
  for (const auto& [number, count] :
       std::map<std::string, std::string>{{"0", "0"},
                                          {"-1", "3"},
                                          {"1", "x"},
                                          {"x", "3"},
                                          {"1 ", "3"},
                                          {"1e0", "3"},
                                          {"18446744073709551616", "3"},
                                          {"2", "1"}}) {
    EXPECT_NE(With({{"TEST_SHARD_INDEX", number}, {"TEST_TOTAL_SHARDS", count}})
                  .find("TEST_SHARD_INDEX=" + number),
              std::string::npos);
    EXPECT_NE(With({{"JOB_COMPLETION_INDEX", number}, {"JOB_COMPLETIONS", count}})
                  .find("JOB_COMPLETIONS=" + count),
              std::string::npos);
  }
  // Before the first, behind the last, and in steps (--array=1-7:2).
  for (const char* id : {"0", "5", "7"})
    EXPECT_NE(With({{"SLURM_ARRAY_TASK_ID", id},
                    {"SLURM_ARRAY_TASK_COUNT", "4"},
                    {"SLURM_ARRAY_TASK_MIN", "1"}})
                  .find("--shard I/N"),
              std::string::npos)
        << id;
}

TEST_F(ShardOfEnvironmentTest, RefusesATaskOfNobodyKnowsHowMany) {
  EXPECT_EQ(With({{"JOB_COMPLETION_INDEX", "2"}}),
            "(the environment has JOB_COMPLETION_INDEX=2 but no JOB_COMPLETIONS: set it, or say "
            "which part of the guests with --shard I/N (1/1 is all))");
  EXPECT_EQ(With({{"TEST_SHARD_INDEX", "2"}}).front(), '(');
  EXPECT_EQ(With({{"SLURM_ARRAY_TASK_ID", "2"}, {"SLURM_ARRAY_TASK_MIN", "0"}}).front(), '(');
  EXPECT_EQ(With({{"SLURM_ARRAY_TASK_ID", "2"}, {"SLURM_ARRAY_TASK_COUNT", "3"}}).front(), '(');
}

TEST_F(ShardOfEnvironmentTest, TellsBazelThatItShards) {
  const TemporaryFolder folder;
  const std::string file = folder.Path("sharded");
  EXPECT_EQ(With({{"TEST_SHARD_STATUS_FILE", file}}), "1/1");
  EXPECT_FALSE(std::filesystem::exists(file));
  EXPECT_EQ(With({{"TEST_SHARD_INDEX", "0"},
                  {"TEST_TOTAL_SHARDS", "2"},
                  {"TEST_SHARD_STATUS_FILE", file}}),
            "1/2");
  EXPECT_TRUE(std::filesystem::exists(file));
  // A file that cannot be written is Bazel's concern.
  EXPECT_EQ(With({{"TEST_SHARD_INDEX", "0"},
                  {"TEST_TOTAL_SHARDS", "2"},
                  {"TEST_SHARD_STATUS_FILE", "/nowhere/sharded"}}),
            "1/2");
}

}  // namespace
}  // namespace domcheck
