#include <gtest/gtest.h>

#include "checker/report/formats.h"
#include "checker/report/report_tester.h"

namespace domcheck {
namespace {

std::string Commands(const SampleCheck& check) { return ReportOf(kGithubFormat, {check}); }

TEST(Github, WritesOneLineAFinding) {
  const std::string commands = ReportOf(kGithubFormat, SampleChecks());
  // 3, then none that counts, none, then one each, one, two, and a warning.
  EXPECT_EQ(CountOf("\n", commands), 10u);
  EXPECT_EQ(commands.find("::error "), 0u);
  EXPECT_EQ(CountOf("\n::error ", commands) + CountOf("\n::warning ", commands), 9u) << commands;
  for (const char c : commands) EXPECT_TRUE(static_cast<unsigned char>(c) >= ' ' || c == '\n');
}

TEST(Github, EscapesPropertiesAndMessages) {
  SampleCheck check;
  check.domain = "100%:a,b\r\nc=d.xml";
  check.change = [](CheckResult* result) {
    result->findings.resize(1);
    result->findings[0].message = "100%: a,b\r\n::error::injected";
    result->findings[0].capability_line = 0;
    result->findings[0].suggestion.clear();
  };
  EXPECT_EQ(Commands(check),
            "::error file=100%25%3Aa%2Cb%0D%0Ac=d.xml,line=3,col=60,endLine=3,endColumn=63,"
            "title=domcheck disk-bus::100%25: a,b\\u{0D}\\u{0A}::error::injected\n");
}

TEST(Github, GivesColumnsWithinALineOnly) {
  SampleCheck check;
  check.change = [](CheckResult* result) {
    result->findings.resize(1);
    result->findings[0].span = Span{0, 24};
  };
  EXPECT_EQ(Commands(check).find("::error file=guest.xml,line=1,endLine=2,title="), 0u)
      << Commands(check);
}

}  // namespace
}  // namespace domcheck
