#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "checker/report/formats.h"
#include "checker/report/report.h"
#include "checker/report/report_tester.h"

namespace domcheck {
namespace {

using Json = nlohmann::json;

// GitLab drops all but one of the findings that share a fingerprint.
TEST(Gitlab, GivesEachFindingAFingerprintOfItsOwn) {
  SampleCheck check;
  check.guest = "<domain type='kvm'><devices>";
  for (int i = 0; i < 100; ++i) *check.guest += "<disk><target dev='hda' bus='ide'/></disk>\n";
  *check.guest += "</devices></domain>";
  SampleCheck other_guest = check, other_host = check;
  other_guest.domain = "other.xml";
  other_host.capabilities = "other-host.xml";
  const Json findings = Json::parse(ReportOf(kGitlabFormat, {check, other_guest, other_host}));
  std::set<std::string> fingerprints;
  for (const Json& finding : findings) fingerprints.insert(finding.at("fingerprint"));
  EXPECT_EQ(findings.size(), 300u);
  EXPECT_EQ(fingerprints.size(), 300u);
}

TEST(Gitlab, NamesAFileOneWay) {
  SampleCheck check;
  const Json plain = Json::parse(ReportOf(kGitlabFormat, {check}));
  check.domain = "./no-such-folder/..//guest.xml";
  EXPECT_EQ(Json::parse(ReportOf(kGitlabFormat, {check})), plain);
  EXPECT_EQ(plain.at(0).at("location").at("path"), "guest.xml");
}

TEST(Gitlab, HasNoCommaForGuestsWithoutFindings) {
  SampleCheck clean;
  clean.guest = "<domain type='kvm'/>";
  const std::string report = ReportOf(kGitlabFormat, {clean, {}, clean, clean, {}, clean});
  EXPECT_EQ(Json::parse(report).size(), 6u) << report;
}

}  // namespace
}  // namespace domcheck
