// Tests whole reports against those in testdata/: the same checks in every format that programs
// read.
#include "checker/report/formats.h"

#include <gtest/gtest.h>

#include <sstream>

#include "checker/base/version.h"
#include "checker/report/report.h"
#include "checker/report/report_path.h"
#include "checker/report/report_tester.h"
#include "checker/testing/file_content.h"

namespace domcheck {
namespace {

// Replaces each `from` by `to`.
std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

// Removes the rules' texts, which change with the rules, the version, and the folder that the test
// runs in.
std::string Stable(std::string report) {
  const size_t rules = report.find("\"rules\":[");
  const size_t end = report.find("]}},\n\"columnKind\"");
  if (rules != std::string::npos && end != std::string::npos)
    report.replace(rules, end - rules, "\"rules\":[");
  report = Replaced(report, "\"" + std::string(kVersion) + "\"", "\"1.2.3\"");
  return Replaced(report, PathAsUri(WorkingFolder()), "file:///work");
}

// Returns the first line of `text` that differs from that of `expected`.
std::string FirstDifference(const std::string& text, const std::string& expected) {
  std::istringstream lines(text), expected_lines(expected);
  std::string line, expected_line;
  while (std::getline(lines, line))
    if (!std::getline(expected_lines, expected_line) || line != expected_line) return line;
  return "(none: it is shorter)";
}

class FormatsTest : public testing::TestWithParam<const char*> {};

TEST_P(FormatsTest, TellsTheSampleChecks) {
  const std::string name = GetParam();
  const std::string path = "checker/report/testdata/sample." + name;
  for (const Format& format : AllFormats()) {
    if (format.name != name) continue;
    const std::string report = Stable(ReportOf(format, SampleChecks(), {}, 2));
    if (ReadFile(path) == report) return;
    const std::string written = testing::TempDir() + "/sample." + name;
    WriteFile(written, report);
    ADD_FAILURE() << "The report is no longer as in " << path << "; it is now in " << written
                  << ".\nFirst line that differs: " << FirstDifference(report, ReadFile(path));
    return;
  }
  FAIL() << "no format " << name;
}

INSTANTIATE_TEST_SUITE_P(Forms, FormatsTest,
                         testing::Values("sarif", "junit", "github", "checkstyle", "gitlab"),
                         [](const auto& info) { return std::string(info.param); });

TEST(AllFormats, HaveTheOrderOfTheHelp) {
  std::string names;
  for (const Format& format : AllFormats()) names += std::string(format.name) + " ";
  EXPECT_EQ(names, "text json jsonl sarif junit github checkstyle gitlab ");
}

TEST(AllFormats, AreWholeWithoutAnyGuest) {
  EXPECT_TRUE(IsWellFormed(ReportOf(kJunitFormat, {})));
  EXPECT_TRUE(IsWellFormed(ReportOf(kCheckstyleFormat, {})));
  EXPECT_EQ(ReportOf(kGitlabFormat, {}), "[\n\n]\n");
  EXPECT_EQ(ReportOf(kGithubFormat, {}), "");
}

// Notes are reported only on request, except in SARIF, which has a kind for them.
TEST(AllFormats, ReportNotesWhereAskedFor) {
  SampleCheck check;
  check.notes = Notes::kInclude;
  ReportOptions options;
  options.lists_unknown = true;
  const auto count = [&](const Format& format, const char* what, const ReportOptions& asked) {
    return CountOf(what, ReportOf(format, {check}, asked));
  };
  EXPECT_EQ(count(kGithubFormat, "::notice ", {}), 0u);
  EXPECT_EQ(count(kGithubFormat, "::notice ", options), 2u);
  EXPECT_EQ(count(kCheckstyleFormat, "severity=\"info\"", {}), 0u);
  EXPECT_EQ(count(kCheckstyleFormat, "severity=\"info\"", options), 2u);
  EXPECT_EQ(count(kGitlabFormat, "\"severity\":\"info\"", {}), 0u);
  EXPECT_EQ(count(kGitlabFormat, "\"severity\":\"info\"", options), 2u);
  EXPECT_EQ(count(kSarifFormat, "\"kind\":\"open\"", {}), 2u);
  EXPECT_EQ(count(kSarifFormat, "\"kind\":\"open\"", options), 2u);
}

}  // namespace
}  // namespace domcheck
