#include <gtest/gtest.h>

#include "checker/report/formats.h"
#include "checker/report/report.h"
#include "checker/report/report_tester.h"

namespace domcheck {
namespace {

TEST(Checkstyle, HasAFileAGuestAndAnErrorAFinding) {
  SampleCheck clean;
  clean.domain = "clean.xml";
  clean.guest = "<domain type='kvm'/>";
  const std::string report = ReportOf(kCheckstyleFormat, {{}, clean});
  EXPECT_TRUE(IsWellFormed(report));
  EXPECT_EQ(CountOf("<file ", report), 2u);
  EXPECT_EQ(CountOf("<error ", report), 3u);
  EXPECT_EQ(CountOf("source=\"domcheck.disk-bus\"", report), 2u);
  EXPECT_EQ(CountOf("  <file name=\"clean.xml\">\n  </file>\n", report), 1u);
}

TEST(Checkstyle, NamesSeveritiesItsOwnWay) {
  SampleCheck check;
  check.change = [](CheckResult* result) {
    result->findings.at(0).severity = Severity::kWarning;
    result->findings.at(1).severity = Severity::kNote;
  };
  ReportOptions options;
  options.lists_unknown = true;
  const std::string report = ReportOf(kCheckstyleFormat, {check}, options);
  for (const char* severity : {"error", "warning", "info"})
    EXPECT_EQ(CountOf("severity=\"" + std::string(severity) + "\"", report), 1u) << report;
}

}  // namespace
}  // namespace domcheck
