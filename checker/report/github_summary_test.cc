#include "checker/report/github_summary.h"

#include <gtest/gtest.h>

#include "checker/report/report_tester.h"

namespace domcheck {
namespace {

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
