#include "checker/fix/unified_diff.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace domcheck {
namespace {

// Returns "1\n2\n...", one line for each number.
std::string Numbers(int last) {
  std::string text;
  for (int i = 1; i <= last; ++i) text += std::to_string(i) + "\n";
  return text;
}

// Replaces the first `from` by `to`, for each pair.
std::vector<Replacement> Replace(const std::string& text,
                                 const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::vector<Replacement> replacements;
  for (const auto& [from, to] : pairs) {
    const size_t at = text.find(from);
    replacements.push_back({{at, at + from.size()}, to});
  }
  return replacements;
}

TEST(UnifiedDiffTest, ReplacesAll) {
  EXPECT_EQ(ReplaceAll("abc", {}), "abc");
  EXPECT_EQ(ReplaceAll("abc", {{{0, 1}, "x"}, {{1, 1}, "yy"}, {{2, 3}, ""}}), "xyyb");
  EXPECT_EQ(ReplaceAll("", {{{0, 0}, "x"}}), "x");
}

TEST(UnifiedDiffTest, NothingReplacedIsNoDiff) { EXPECT_EQ(UnifiedDiff("a\n", {}), ""); }

TEST(UnifiedDiffTest, HasThreeLinesOfContext) {
  const std::string text = Numbers(9);
  EXPECT_EQ(UnifiedDiff(text, Replace(text, {{"5", "five"}})),
            "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST(UnifiedDiffTest, ContextEndsWithTheText) {
  const std::string text = Numbers(3);
  EXPECT_EQ(UnifiedDiff(text, Replace(text, {{"1", "one"}})),
            "@@ -1,3 +1,3 @@\n-1\n+one\n 2\n 3\n");
  EXPECT_EQ(UnifiedDiff(text, Replace(text, {{"3", "three"}})),
            "@@ -1,3 +1,3 @@\n 1\n 2\n-3\n+three\n");
  EXPECT_EQ(UnifiedDiff("1\n", {{{0, 1}, "one"}}), "@@ -1 +1 @@\n-1\n+one\n");
}

TEST(UnifiedDiffTest, WholeLinesGo) {
  const std::string text = Numbers(5);
  EXPECT_EQ(UnifiedDiff(text, Replace(text, {{"2\n", ""}})),
            "@@ -1,5 +1,4 @@\n 1\n-2\n 3\n 4\n 5\n");
  EXPECT_EQ(UnifiedDiff(text, Replace(text, {{"1", "one"}, {"2\n", ""}, {"3\n", ""}})),
            "@@ -1,5 +1,3 @@\n-1\n-2\n-3\n+one\n 4\n 5\n");
  EXPECT_EQ(UnifiedDiff(text, Replace(text, {{"2\n", ""}, {"3", "three"}})),
            "@@ -1,5 +1,4 @@\n 1\n-2\n-3\n+three\n 4\n 5\n");
  EXPECT_EQ(UnifiedDiff(text, Replace(text, {{"5\n", ""}})), "@@ -2,4 +2,3 @@\n 2\n 3\n 4\n-5\n");
}

TEST(UnifiedDiffTest, NeighboursAreOneChange) {
  const std::string text = Numbers(4);
  EXPECT_EQ(UnifiedDiff(text, Replace(text, {{"2", "two"}, {"3", "three"}})),
            "@@ -1,4 +1,4 @@\n 1\n-2\n-3\n+two\n+three\n 4\n");
}

TEST(UnifiedDiffTest, SeveralOnOneLine) {
  EXPECT_EQ(UnifiedDiff("a b c\n", {{{0, 1}, "x"}, {{2, 3}, "y"}, {{4, 5}, "z"}}),
            "@@ -1 +1 @@\n-a b c\n+x y z\n");
}

TEST(UnifiedDiffTest, HunksMergeWhenTheirContextMeets) {
  const std::string text = Numbers(99);
  EXPECT_EQ(UnifiedDiff(text, Replace(text, {{"5", "five"}, {"12", "twelve"}})),
            "@@ -2,14 +2,14 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n 9\n 10\n 11\n-12\n+twelve\n"
            " 13\n 14\n 15\n");
  EXPECT_EQ(UnifiedDiff(text, Replace(text, {{"5", "five"}, {"13", "thirteen"}})),
            "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
            "@@ -10,7 +10,7 @@\n 10\n 11\n 12\n-13\n+thirteen\n 14\n 15\n 16\n");
}

TEST(UnifiedDiffTest, CountsLinesThatComeAndGo) {
  const std::string text = Numbers(30);
  EXPECT_EQ(UnifiedDiff(text, Replace(text, {{"5\n6", "x"}, {"20\n", "a\nb\n"}})),
            "@@ -2,8 +2,7 @@\n 2\n 3\n 4\n-5\n-6\n+x\n 7\n 8\n 9\n"
            "@@ -17,8 +16,9 @@\n 17\n 18\n 19\n-20\n-21\n+a\n+b\n+21\n 22\n 23\n 24\n");
}

TEST(UnifiedDiffTest, AMissingLineEndIsTold) {
  EXPECT_EQ(UnifiedDiff("a\nb", {{{2, 3}, "x"}}),
            "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n"
            "+x\n\\ No newline at end of file\n");
  EXPECT_EQ(UnifiedDiff("a\nb", {{{0, 1}, "x"}}),
            "@@ -1,2 +1,2 @@\n-a\n+x\n b\n\\ No newline at end of file\n");
}

TEST(UnifiedDiffTest, OnlyLfEndsALine) {
  EXPECT_EQ(UnifiedDiff("a\r\nb\rc\r\n", {{{3, 4}, "x"}}),
            "@@ -1,2 +1,2 @@\n a\r\n-b\rc\r\n+x\rc\r\n");
}

TEST(UnifiedDiffTest, NamesAreWrittenAsGitDoes) {
  const struct {
    std::string name;
    std::string header;
  } kRows[] = {
      {"vm.xml", "--- a/vm.xml\n+++ b/vm.xml\n"},
      {"a/b.xml", "--- a/a/b.xml\n+++ b/a/b.xml\n"},
      {"a b.xml", "--- a/a b.xml\t\n+++ b/a b.xml\t\n"},
      {"a\"b\\c", "--- \"a/a\\\"b\\\\c\"\n+++ \"b/a\\\"b\\\\c\"\n"},
      {"\n\t\x01 \x7F", "--- \"a/\\n\\t\\001 \\177\"\n+++ \"b/\\n\\t\\001 \\177\"\n"},
      {"\u00e4", "--- \"a/\\303\\244\"\n+++ \"b/\\303\\244\"\n"},
      {"'", "--- a/'\n+++ b/'\n"},
  };
  for (const auto& row : kRows) EXPECT_EQ(PatchHeader(row.name), row.header);
}

}  // namespace
}  // namespace domcheck
