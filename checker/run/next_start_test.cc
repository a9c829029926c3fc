
#include "checker/run/next_start.h"

#include <gtest/gtest.h>

#include "checker/libvirt/live_guest.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

Finding Of(std::string_view rule, Severity severity, const std::string& value) {
  Finding finding;
  finding.rule = FindRule(rule);
  finding.severity = severity;
  finding.capability = finding.rule->capability;
  finding.value = value;
  finding.message = "'" + value + "' is not offered";
  return finding;
}

Finding Error(const std::string& value) { return Of("disk-bus", Severity::kError, value); }
Finding Warning(const std::string& value) { return Of("cpu-model", Severity::kWarning, value); }

Finding Ignored(Finding finding) {
  finding.suppression = Suppression::kBaseline;
  return finding;
}

CheckResult ResultOf(std::vector<Finding> findings) {
  CheckResult result;
  result.findings = std::move(findings);
  return result;
}

using Sentences = std::vector<std::string>;

Sentences Differences(std::vector<Finding> stored, std::vector<Finding> running) {
  const CheckResult result = ResultOf(std::move(stored));
  return DescribeRunning(&result, ResultOf(std::move(running)));
}

constexpr char kAlthough[] =
    "): the host has changed since the guest started, or domcheck is wrong";

TEST(LiveGuestTest, TheDefinitionIsWhatIsChecked) {
  EXPECT_EQ((LiveGuest{"", "", "stored", "running"}).text(), "stored");
  EXPECT_EQ((LiveGuest{"", "", std::nullopt, "running"}).text(), "running");
}

TEST(LiveGuestTest, NothingIsSaidWhereBothAreAlike) {
  EXPECT_EQ(Differences({}, {}), Sentences());
  EXPECT_EQ(Differences({Warning("a")}, {Warning("a"), Warning("a")}), Sentences());
}

TEST(LiveGuestTest, WhatComesWithTheNextStart) {
  EXPECT_EQ(Differences({Error("ide"), Warning("a"), Error("ide"), Warning("b")}, {Warning("b")}),
            (Sentences{"comes with the next start (what runs now is without it): 'ide' is not "
                       "offered [disk-bus]",
                       "comes with the next start (what runs now is without it): 'a' is not "
                       "offered [cpu-model]"}));
}

TEST(LiveGuestTest, WhatEndsWithTheNextStart) {
  EXPECT_EQ(
      Differences({Error("fdc")}, {Error("fdc"), Error("ide")}),
      (Sentences{"ends with the next start (the stored definition is without it): 'ide' is "
                 "not offered [disk-bus]",
                 "runs although domcheck says that it cannot (disk-bus" + std::string(kAlthough)}));
}

TEST(LiveGuestTest, AWarningOfWhatRunsIsNoDifference) {
  EXPECT_EQ(Differences({}, {Warning("a")}), Sentences());
}

TEST(LiveGuestTest, ItRunsInSpiteOfErrors) {
  const Sentences sentences{"runs although domcheck says that it cannot (disk-bus, tpm" +
                            std::string(kAlthough)};
  const std::vector<Finding> findings = {Error("ide"), Error("fdc"), Warning("a"),
                                         Of("tpm", Severity::kError, "x")};
  EXPECT_EQ(Differences(findings, findings), sentences);
  EXPECT_EQ(DescribeRunning(nullptr, ResultOf(findings)), sentences);
}

TEST(LiveGuestTest, WhatDoesNotCountIsNoDifference) {
  const Finding note = Of("disk-bus", Severity::kNote, "x");
  EXPECT_EQ(Differences({note, Ignored(Error("ide"))}, {}), Sentences());
  EXPECT_EQ(Differences({}, {note, Ignored(Error("ide"))}), Sentences());
  // Suppressed findings are the same on both sides, too.
  EXPECT_EQ(Differences({Ignored(Error("ide"))}, {Ignored(Error("ide")), Warning("a")}),
            Sentences());
}

}  // namespace
}  // namespace domcheck
