#include "checker/report/github.h"

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

TEST(GithubJobSummary, TellsTheRun) {
  Summary summary;
  summary.guests = 12;
  summary.verdicts = {7, 3, 1, 1};
  summary.errors = 5;
  summary.warnings = 1;
  summary.suppressed = 2;
  summary.asked = 100;
  summary.unknown = 9;
  summary.fired = {{"cpu-model", 1}, {"disk-bus", 4}, {"video-model", 1}};
  EXPECT_EQ(GithubJobSummary(summary),
            R"(### domcheck: 3 of 12 incompatible, 1 could not be read

| guests | compatible | incompatible | unknown | invalid |
| ---: | ---: | ---: | ---: | ---: |
| 12 | 7 | 3 | 1 | 1 |

| errors | warnings | ignored or known | asked | unknown |
| ---: | ---: | ---: | ---: | ---: |
| 5 | 1 | 2 | 100 | 9 |

| findings | rule |
| ---: | --- |
| 4 | [disk-bus](https://libvirt.org/formatdomain.html#hard-drives-floppy-disks-cdroms) |
| 1 | [cpu-model](https://libvirt.org/formatdomain.html#cpu-model-and-topology) |
| 1 | [video-model](https://libvirt.org/formatdomain.html#video-devices) |

)");
}

TEST(GithubJobSummary, HasAHeadlineForEveryRun) {
  const auto headline = [](size_t compatible, size_t incompatible, size_t invalid) {
    Summary summary;
    summary.guests = compatible + incompatible + invalid;
    summary.verdicts = {compatible, incompatible, 0, invalid};
    const std::string text = GithubJobSummary(summary);
    return text.substr(0, text.find('\n'));
  };
  EXPECT_EQ(headline(0, 0, 0), "### domcheck: no guest was checked");
  EXPECT_EQ(headline(3, 0, 0), "### domcheck: no incompatible guest");
  EXPECT_EQ(headline(3, 1, 0), "### domcheck: 1 of 4 incompatible");
  EXPECT_EQ(headline(0, 0, 2), "### domcheck: 2 could not be read");
}

TEST(GithubJobSummary, ListsSomeRulesAndCountsTheRest) {
  Summary summary;
  summary.guests = 1;
  for (const char* id :
       {"disk", "disk-bus", "disk-device", "disk-model", "tpm", "tpm-model", "tpm-backend", "video",
        "video-model", "graphics", "graphics-type", "os-arch"})
    summary.fired[id] = 1;
  const std::string text = GithubJobSummary(summary);
  EXPECT_EQ(CountOf("\n| 1 | [", text), 10u) << text;
  EXPECT_EQ(CountOf("and 2 more rules", text), 1u) << text;
}

}  // namespace
}  // namespace domcheck
