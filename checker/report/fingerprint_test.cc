#include "checker/report/fingerprint.h"

#include <gtest/gtest.h>

#include <set>

#include "rules/catalog.h"

namespace domcheck {
namespace {

Finding Found(std::string_view rule, const std::string& path, std::optional<std::string> value) {
  Finding finding;
  finding.rule = FindRule(rule);
  finding.path = path;
  finding.value = std::move(value);
  return finding;
}

std::string First(const std::vector<std::string_view>& about, const Finding& finding) {
  return Fingerprints(about).Next(finding);
}

// Result systems keep fingerprints for years, so they must be the same in every version.
TEST(Fingerprints, NeverChange) {
  EXPECT_EQ(First({"host.xml"}, Found("disk-bus", "/domain/devices/disk[1]/target/@bus", "ide")),
            "c8b38f7bfc2d8c8a");
}

TEST(Fingerprints, DifferWhereTheFindingsDo) {
  const std::string path = "/domain/devices/disk/target/@bus";
  std::set<std::string> made;
  made.insert(First({}, Found("disk-bus", path, "ide")));
  made.insert(First({""}, Found("disk-bus", path, "ide")));
  made.insert(First({"host.xml"}, Found("disk-bus", path, "ide")));
  made.insert(First({"host", ".xml"}, Found("disk-bus", path, "ide")));
  made.insert(First({}, Found("disk-model", path, "ide")));
  made.insert(First({}, Found("disk-bus", path + "2", "ide")));
  made.insert(First({}, Found("disk-bus", path, "scsi")));
  made.insert(First({}, Found("disk-bus", path, "")));
  made.insert(First({}, Found("disk-bus", path, std::nullopt)));
  EXPECT_EQ(made.size(), 9u);
}

TEST(Fingerprints, StayWhereOnlyLinesMessagesAndNumbersDo) {
  Finding finding = Found("disk-bus", "/domain/devices/disk[1]/target/@bus", "ide");
  const std::string before = First({"host.xml"}, finding);
  finding.span = Span{10, 13};
  finding.capability_line = 12;
  finding.message = "said otherwise";
  finding.severity = Severity::kWarning;
  finding.suppression = Suppression::kBaseline;
  finding.path = "/domain/devices/disk[12]/target/@bus";
  EXPECT_EQ(First({"host.xml"}, finding), before);
}

TEST(Fingerprints, TellApartWhatIsAlike) {
  const Finding finding = Found("disk-bus", "/domain/devices/disk[1]/target/@bus", "ide");
  Fingerprints fingerprints({});
  std::set<std::string> made;
  for (int i = 0; i < 1000; ++i) made.insert(fingerprints.Next(finding));
  EXPECT_EQ(made.size(), 1000u);
  EXPECT_EQ(made.count(First({}, finding)), 1u);
}

}  // namespace
}  // namespace domcheck
