#include "checker/settings/baseline.h"

#include <gtest/gtest.h>

#include "rules/catalog.h"

namespace domcheck {
namespace {

Finding MakeFinding(std::string_view rule, const std::string& path, const std::string& value) {
  Finding finding;
  finding.rule = FindRule(rule);
  finding.path = path;
  finding.value = value;
  return finding;
}

CheckResult ResultWith(std::vector<Finding> findings) {
  CheckResult result;
  result.answers = {{FindRule("disk-bus"), Support::kUnsupported}};
  result.findings = std::move(findings);
  return result;
}

const std::string kBus = "/domain/devices/disk[1]/target/@bus";

// Returns a baseline that knows the findings of `result`, after writing and reading it.
Baseline Known(const CheckResult& result) {
  Baseline baseline("baseline.json");
  FindingCounts counts;
  CollectFindings(baseline, "guests/a.xml", "host.xml", result, &counts);
  EXPECT_EQ(baseline.Read(Baseline::Write(counts)).value_or(""), "");
  return baseline;
}

size_t Counting(const CheckResult& result) {
  size_t count = 0;
  for (const Finding& finding : result.findings)
    count += finding.suppression == Suppression::kNone ? 1 : 0;
  return count;
}

TEST(BaselineTest, WhatIsKnownPassesWhereverItMoves) {
  const Baseline baseline = Known(ResultWith({MakeFinding("disk-bus", kBus, "ide")}));
  CheckResult moved =
      ResultWith({MakeFinding("disk-bus", "/domain/devices/disk[7]/target/@bus", "ide")});
  FindingCounts used;
  baseline.Apply("guests/a.xml", "host.xml", &moved, &used);
  EXPECT_EQ(Counting(moved), 0U);
  EXPECT_EQ(moved.verdict(), GuestVerdict::kCompatible);
}

TEST(BaselineTest, WhatIsNewFails) {
  const Baseline baseline = Known(ResultWith({MakeFinding("disk-bus", kBus, "ide")}));
  const struct {
    std::string domain, host;
    Finding finding;
  } kRows[] = {
      {"guests/b.xml", "host.xml", MakeFinding("disk-bus", kBus, "ide")},
      {"guests/a.xml", "other.xml", MakeFinding("disk-bus", kBus, "ide")},
      {"guests/a.xml", "host.xml", MakeFinding("disk-bus", kBus, "fdc")},
      {"guests/a.xml", "host.xml", MakeFinding("disk-model", kBus, "ide")},
      {"guests/a.xml", "host.xml", MakeFinding("disk-bus", "/domain/devices/disk/target", "ide")},
  };
  for (const auto& row : kRows) {
    CheckResult result = ResultWith({row.finding});
    FindingCounts used;
    baseline.Apply(row.domain, row.host, &result, &used);
    EXPECT_EQ(Counting(result), 1U) << row.domain << " " << row.host;
    EXPECT_EQ(result.verdict(), GuestVerdict::kIncompatible);
  }
}

TEST(BaselineTest, AsManyPassAsWereKnown) {
  const Finding finding = MakeFinding("disk-bus", kBus, "ide");
  const Baseline baseline = Known(ResultWith({finding, finding}));
  CheckResult result = ResultWith({finding, finding, finding});
  FindingCounts used;
  baseline.Apply("guests/a.xml", "host.xml", &result, &used);
  EXPECT_EQ(Counting(result), 1U);
}

TEST(BaselineTest, TellsWhatIsFixedOfTheGuestsThatWereChecked) {
  const Finding finding = MakeFinding("disk-bus", kBus, "ide");
  const Baseline baseline = Known(ResultWith({finding, finding}));
  CheckResult result = ResultWith({finding});
  FindingCounts used;
  baseline.Apply("guests/a.xml", "host.xml", &result, &used);
  EXPECT_EQ(DescribeFixed(baseline, used, {"guests/a.xml"}),
            std::vector<std::string>{"guests/a.xml: 1 of disk-bus 'ide' on host.xml"});
  EXPECT_TRUE(DescribeFixed(baseline, used, {"guests/b.xml"}).empty());
}

TEST(BaselineTest, HoldsNeitherNotesNorWhatIsIgnoredNorUnreadableGuests) {
  Finding note = MakeFinding("disk-bus", kBus, "ide"), ignored = note;
  note.severity = Severity::kNote;
  ignored.suppression = Suppression::kInSource;
  FindingCounts counts;
  CollectFindings(Baseline("b.json"), "a.xml", "host.xml",
                  ResultWith({note, ignored, MakeFinding("xml-syntax", "", "")}), &counts);
  EXPECT_TRUE(counts.empty());
}

TEST(BaselineTest, NamesGuestsFromItsOwnFolder) {
  EXPECT_EQ(Baseline("ci/b.json").NameOf("guests/a.xml"), "../guests/a.xml");
  EXPECT_EQ(Baseline("b.json").NameOf("./guests//x/../a.xml"), "guests/a.xml");
  EXPECT_EQ(Baseline("ci/b.json").NameOf("qemu:///system#web1"), "qemu:///system#web1");
}

TEST(BaselineTest, NamesHostsFromItsOwnFolderToo) {
  const Finding finding = MakeFinding("disk-bus", kBus, "ide");
  const struct {
    std::string baseline, host, name;
  } kRows[] = {
      {"ci/b.json", "hosts/q35.xml", "../hosts/q35.xml"},
      {"b.json", "./hosts//x/../q35", "hosts/q35"},
      {"ci/b.json", "@debian-12/q35.xml", "@debian-12/q35.xml"},
      {"ci/b.json", "qemu:///system", "qemu:///system"},
      {"ci/b.json", "-", "-"},
      {"ci/b.json", "", ""},
  };
  for (const auto& row : kRows)
    EXPECT_EQ(Baseline(row.baseline).Known("a.xml", row.host, finding).host, row.name);
}

TEST(BaselineTest, SaysWhatIsWrongWithAFile) {
  const struct {
    std::string text, error;
  } kRows[] = {
      {"", "is no JSON; write it with --write-baseline"},
      {"[]", "is no baseline; write it with --write-baseline"},
      {"{\"version\":2}",
       "is of another version than this domcheck writes; write it again with --write-baseline"},
      {"{\"version\":1,\"findings\":[{}]}", "is no baseline; write it with --write-baseline"},
      {"{\"version\":1,\"findings\":[]}", ""},
  };
  for (const auto& row : kRows)
    EXPECT_EQ(Baseline("b.json").Read(row.text).value_or(""), row.error) << row.text;
}

}  // namespace
}  // namespace domcheck
