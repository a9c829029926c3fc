#include "checker/settings/settings.h"

#include <gtest/gtest.h>

#include "rules/catalog.h"

namespace domcheck {
namespace {

std::string Set(std::string_view key, const std::string& value, Settings* settings) {
  for (const SettingKey& row : AllSettingKeys())
    if (row.name == key) return row.set(value, settings).value_or("");
  return "no such key";
}

TEST(SettingsTest, SaysWhatIsWrongWithAValue) {
  const struct {
    std::string_view key;
    std::string value, error;
  } kRows[] = {
      {"fail-on", "warning", ""},
      {"fail-on", "warnings", "'warnings' is not a level; did you mean 'warning'?"},
      {"fail-on", "x", "'x' is not a level (error, warning, unknown, never)"},
      {"disable", "disk-bus", ""},
      {"disable", "diskbus", "'diskbus' is not a rule; did you mean 'disk-bus'?"},
      {"disable", "zzzzzz", "'zzzzzz' is not a rule ('domcheck explain' lists them)"},
      {"severity", "disk-bus=note", ""},
      {"severity", "disk-bus",
       "'disk-bus' is not of the form RULE=LEVEL, such as cpu-model=warning"},
      {"severity", "disk-bu=note", "'disk-bu' is not a rule; did you mean 'disk-bus'?"},
      {"severity", "disk-bus=eror", "'eror' is not a severity; did you mean 'error'?"},
      {"severity", "disk-bus=", "'' is not a severity (error, warning, note)"},
      {"caps", "", "a host has no name"},
      {"libvirt-version", "9.0", ""},
      {"libvirt-version", "10.10.0", ""},
      {"libvirt-version", "9", "'9' is not a release of libvirt, such as 9.0"},
      {"libvirt-version", "v9.0", "'v9.0' is not a release of libvirt, such as 9.0"},
      {"libvirt-version", "", "'' is not a release of libvirt, such as 9.0"},
  };
  for (const auto& row : kRows) {
    Settings settings;
    EXPECT_EQ(Set(row.key, row.value, &settings), row.error) << row.key << "=" << row.value;
  }
}

TEST(SettingsTest, ALayerReplacesHostsAndLevelAndAddsTheRest) {
  Settings settings, layer;
  Set("caps", "a", &settings);
  Set("fail-on", "never", &settings);
  Set("disable", "disk-bus", &settings);
  Set("severity", "cpu-model=note", &settings);
  Set("caps", "b", &layer);
  Set("caps", "c", &layer);
  Set("disable", "disk", &layer);
  Set("severity", "cpu-model=error", &layer);
  settings.Add(layer);
  EXPECT_EQ(settings.caps, (std::vector<std::string>{"b", "c"}));
  EXPECT_EQ(settings.fail_on, FailOn::kNever);
  EXPECT_EQ(settings.policy.disabled, (std::set<std::string_view>{"disk", "disk-bus"}));
  EXPECT_EQ(settings.policy.severities.at("cpu-model"), Severity::kError);
}

// What is stated of some hosts is not of others.
TEST(SettingsTest, ALayersHostsTakeTheirReleaseWithThem) {
  Settings settings, release, hosts;
  Set("caps", "a", &settings);
  Set("libvirt-version", "9.0", &settings);
  settings.Add(Settings());
  EXPECT_EQ(ReleaseText(settings.libvirt_version), "9.0");
  Set("libvirt-version", "10.0", &release);
  settings.Add(release);
  EXPECT_EQ(ReleaseText(settings.libvirt_version), "10.0");
  EXPECT_EQ(settings.caps, std::vector<std::string>{"a"});
  Set("caps", "b", &hosts);
  settings.Add(hosts);
  EXPECT_FALSE(settings.libvirt_version);
}

CheckResult TwoFindings() {
  CheckResult result;
  for (const char* id : {"disk-bus", "cpu-model"}) {
    Finding finding;
    finding.rule = FindRule(id);
    result.findings.push_back(finding);
    result.answers.push_back({finding.rule, Support::kUnsupported});
  }
  result.answers.push_back({FindRule("disk"), Support::kUnknown});
  return result;
}

TEST(SettingsTest, AGuestFailsAtTheLevelThatIsAsked) {
  CheckResult result = TwoFindings();
  EXPECT_TRUE(Fails(result, FailOn::kError));
  EXPECT_FALSE(Fails(result, FailOn::kNever));
  result.findings[0].severity = Severity::kWarning;
  result.findings[1].severity = Severity::kNote;
  EXPECT_FALSE(Fails(result, FailOn::kError));
  EXPECT_TRUE(Fails(result, FailOn::kWarning));
  result.findings.clear();
  EXPECT_FALSE(Fails(result, FailOn::kWarning));
  EXPECT_TRUE(Fails(result, FailOn::kUnknown));
}

TEST(SettingsTest, WhatIsSuppressedDoesNotFail) {
  CheckResult result = TwoFindings();
  result.answers.pop_back();
  for (Finding& finding : result.findings) finding.suppression = Suppression::kBaseline;
  EXPECT_FALSE(Fails(result, FailOn::kUnknown));
}

TEST(SettingsTest, PatternsMeanPathsNamesAndFolders) {
  const struct {
    std::string pattern, path;
    bool matches;
  } kRows[] = {
      {"a.xml", "a.xml", true},
      {"a.xml", "b/a.xml", true},
      {"*.xml", "b/c/a.xml", true},
      {"b", "b/a.xml", true},
      {"b/", "b/a.xml", true},
      {"c", "b/c/a.xml", true},
      {"b/*", "b/c/a.xml", true},
      {"b/a.xml", "b/a.xml", true},
      {"a.xml", "aa.xml", false},
      {"b", "bb/a.xml", false},
      {"b/a.xml", "c/b/a.xml", false},
      {"c/*", "b/c/a.xml", false},
      {"legacy-*", "legacy-1/x.xml", true},
  };
  for (const auto& row : kRows)
    EXPECT_EQ(MatchesPattern(row.pattern, row.path), row.matches) << row.pattern << " " << row.path;
}

}  // namespace
}  // namespace domcheck
