#include "rules/suggestion.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "rules/catalog.h"

namespace domcheck {
namespace {

constexpr size_t kNoLimit = 100;

TEST(SuggestionTest, CountsEdits) {
  const struct {
    std::string_view from, to;
    size_t distance;
  } kRows[] = {
      {"", "", 0},
      {"", "abc", 3},
      {"virtio", "virtio", 0},
      {"VirtIO", "virtio", 0},
      {"virto", "virtio", 1},
      {"virttio", "virtio", 1},
      {"virtia", "virtio", 1},
      {"vritio", "virtio", 1},
      {"ivtrio", "virtio", 2},
      {"spice", "vnc", 4},
      {"kitten", "sitting", 3},
      // Only neighbours are swapped, and nothing can be inserted between them afterwards.
      {"ca", "abc", 3},
      {"\u00e9", "e", 2},  // bytes
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(EditDistance(row.from, row.to, kNoLimit), row.distance) << row.from << " " << row.to;
    EXPECT_EQ(EditDistance(row.to, row.from, kNoLimit), row.distance) << row.to << " " << row.from;
  }
}

TEST(SuggestionTest, CutsOffAboveTheLimit) {
  const std::string_view kWords[] = {"", "ide", "sata", "scsi", "virtio", "virtio-transitional"};
  for (const std::string_view from : kWords)
    for (const std::string_view to : kWords)
      for (size_t limit = 0; limit < 20; ++limit)
        EXPECT_EQ(EditDistance(from, to, limit),
                  std::min(EditDistance(from, to, kNoLimit), limit + 1))
            << from << " " << to << " " << limit;
}

TEST(SuggestionTest, DoesNotCompareVeryLongWords) {
  const std::string longest(256, 'x'), longer(257, 'x');
  EXPECT_EQ(EditDistance(longest, longest, 5), 0u);
  EXPECT_EQ(EditDistance(longer, longer, 5), 6u);
  EXPECT_EQ(EditDistance(std::string(5 << 20, 'x'), "virtio", 5), 6u);
}

TEST(SuggestionTest, FindsWhatTurnsTheSameOn) {
  EXPECT_EQ(SameSwitch("on", {"yes", "no"}), "yes");
  EXPECT_EQ(SameSwitch("True", {"on", "off"}), "on");
  EXPECT_EQ(SameSwitch("0", {"on", "off"}), "off");
  EXPECT_EQ(SameSwitch("disabled", {"yes"}), "");
  EXPECT_EQ(SameSwitch("none", {"yes", "no"}), "");
}

TEST(SuggestionTest, FindsTheOnlyWordWithTheSameBeginning) {
  const std::vector<std::string_view> known = {"i6300esb", "virtio", "virtio-serial", "file"};
  EXPECT_EQ(OnlyWithSameBeginning("i6300", known), "i6300esb");
  EXPECT_EQ(OnlyWithSameBeginning("i6300esb2", known), "i6300esb");
  EXPECT_EQ(OnlyWithSameBeginning("virti", known), "");
  EXPECT_EQ(OnlyWithSameBeginning("fil", known), "");
  EXPECT_EQ(OnlyWithSameBeginning("", known), "");
}

TEST(SuggestionTest, FindsTheNearestSpelling) {
  const struct {
    std::string_view typed;
    std::vector<std::string_view> known;
    std::string_view nearest;
  } kRows[] = {
      {"", {"a", "ab"}, ""},
      {"virtio", {}, ""},
      {"virto", {"ide", "virtio"}, "virtio"},
      {"SATA", {"scsi", "sata"}, "sata"},
      {"sata", {"sata", "satb"}, "sata"},
      // The nearest, or the first of several that are equally near.
      {"virtiox", {"virtixx", "virtio"}, "virtixx"},
      {"virtioxx", {"virtixxx", "virtio-x"}, "virtixxx"},
      {"virtioxxx", {"virtio", "virtioxx"}, "virtioxx"},
      // At most a third may be wrong, but always one character.
      {"usd", {"usb"}, "usb"},
      {"ub", {"usb"}, "usb"},
      {"abc", {"usb"}, ""},
      {"qxl", {"vga", "virtio"}, ""},
      {"chekc", {"check", "caps"}, "check"},
      {"virxxo", {"virtio"}, "virtio"},
      {"vixxxo", {"virtio"}, ""},
      // Every character would be wrong.
      {"a", {"b"}, ""},
      {"", {"b"}, ""},
  };
  for (const auto& row : kRows)
    EXPECT_EQ(NearestSpelling(row.typed, row.known), row.nearest) << row.typed;
}

TEST(SuggestionTest, MeaningComesBeforeSpelling) {
  Rule rule;
  rule.preferences[0] = {"ide", "sata"};
  rule.preferences[1] = {"ide", "scsi"};
  rule.preferences[2] = {"1.2", "2.0"};
  const struct {
    std::string_view asked;
    std::vector<std::string_view> offered;
    std::string_view suggestion;
  } kRows[] = {
      {"ide", {"scsi", "sata", "idx"}, "sata"},
      {"ide", {"scsi", "idx"}, "scsi"},
      {"ide", {"idx", "usb"}, "idx"},
      {"ide", {"usb"}, ""},
      {"1.2", {"1.3", "2.0"}, "2.0"},
      {"ID", {"sata", "ide"}, "ide"},
      {"", {"sata"}, ""},
      {"ide", {}, ""},
  };
  for (const auto& row : kRows)
    EXPECT_EQ(Suggest(row.asked, row.offered, rule), row.suggestion) << row.asked;
}

// No row prefers a value to itself or states the same twice, and each of its preferences comes true
// where the host offers nothing else.
TEST(SuggestionTest, PreferencesOfAllRulesCount) {
  size_t count = 0;
  for (const Rule* rule : AllRules()) {
    std::vector<std::string> seen;
    for (const Preference& preference : rule->preferences) {
      if (preference.asked.empty()) continue;
      ++count;
      EXPECT_NE(preference.asked, preference.better) << rule->id;
      EXPECT_EQ(Suggest(preference.asked, {preference.better}, *rule), preference.better);
      seen.push_back(std::string(preference.asked) + ">" + std::string(preference.better));
    }
    std::sort(seen.begin(), seen.end());
    EXPECT_EQ(std::adjacent_find(seen.begin(), seen.end()), seen.end()) << rule->id;
  }
  EXPECT_GT(count, 20u);
}

}  // namespace
}  // namespace domcheck
