#include <gtest/gtest.h>

#include "capsmodel/document.h"
#include "capsmodel/xml_reader.h"
#include "checker/report/formats.h"
#include "checker/report/report.h"
#include "checker/report/report_tester.h"

namespace domcheck {
namespace {

class Junit : public testing::Test {
 protected:
  // Returns the root of the report, whose text is in `report_`.
  Element Root(const std::vector<SampleCheck>& checks) {
    report_ = ReportOf(kJunitFormat, checks);
    EXPECT_FALSE(reader_.Read(report_, &document_)) << report_;
    return document_.root();
  }
  Element Suite(const SampleCheck& check) { return Root({check}).first_child(); }

  // "disk passed, disk-bus failed, ..."
  static std::string Cases(Element suite) {
    std::string cases;
    for (Element test = suite.Child("testcase"); test; test = test.NextNamed("testcase")) {
      const Element outcome = test.first_child();
      cases += std::string(cases.empty() ? "" : ", ") + std::string(test.AttributeOr("name", "")) +
               " " + (outcome ? std::string(outcome.name()) : "passed");
    }
    return cases;
  }

  static size_t Number(Element element, std::string_view name) {
    return std::stoul(std::string(element.AttributeOr(name, "no number")));
  }

  std::string report_;
  XmlReader reader_;
  Document document_;
};

TEST_F(Junit, CountsWhatItHolds) {
  const Element root = Root(SampleChecks());
  size_t suites = 0;
  for (Element suite = root.first_child(); suite; suite = suite.next_sibling()) {
    ++suites;
    size_t tests = 0, failures = 0, errors = 0, skipped = 0;
    for (Element test = suite.Child("testcase"); test; test = test.NextNamed("testcase")) {
      ++tests;
      EXPECT_EQ(test.AttributeOr("classname", ""), suite.AttributeOr("name", "?"));
      const Element outcome = test.first_child();
      if (!outcome) continue;
      EXPECT_FALSE(outcome.next_sibling()) << "some readers take one outcome only";
      failures += outcome.name() == "failure";
      errors += outcome.name() == "error";
      skipped += outcome.name() == "skipped";
    }
    EXPECT_EQ(Number(suite, "tests"), tests);
    EXPECT_EQ(Number(suite, "failures"), failures);
    EXPECT_EQ(Number(suite, "errors"), errors);
    EXPECT_EQ(Number(suite, "skipped"), skipped);
  }
  EXPECT_EQ(suites, SampleChecks().size());
}

TEST_F(Junit, HasACaseARuleThatTheGuestAsked) {
  const std::string asked =
      "domain-type passed, disk passed, disk-device skipped, disk-bus failure, tpm failure, "
      "tpm-model skipped";
  SampleCheck check;
  EXPECT_EQ(Cases(Suite(check)), asked);
  check.notes = Notes::kInclude;
  EXPECT_EQ(Cases(Suite(check)), asked) << "what other formats need changes nothing here";
}

TEST_F(Junit, LetsFindingsPassThatDoNotCount) {
  SampleCheck check;
  check.change = [](CheckResult* result) {
    result->findings.at(0).suppression = Suppression::kInSource;
    result->findings.at(2).suppression = Suppression::kBaseline;
  };
  const Element suite = Suite(check);
  EXPECT_EQ(Cases(suite),
            "domain-type passed, disk passed, disk-device skipped, disk-bus failure, tpm passed, "
            "tpm-model skipped");
  EXPECT_EQ(CountOf("[disk-bus]", report_), 1u) << report_;
  check.change = [](CheckResult* result) { result->findings.at(2).severity = Severity::kNote; };
  EXPECT_EQ(Cases(Suite(check)),
            "domain-type passed, disk passed, disk-device skipped, disk-bus failure, tpm passed, "
            "tpm-model skipped");
}

TEST_F(Junit, NamesTheWorstSeverity) {
  SampleCheck check;
  const auto type = [&] {
    Element test = Suite(check).Child("testcase");
    while (test && !test.Child("failure")) test = test.NextNamed("testcase");
    return std::string(test.Child("failure").AttributeOr("type", ""));
  };
  check.change = [](CheckResult* result) { result->findings.at(0).severity = Severity::kWarning; };
  EXPECT_EQ(type(), "error");
  check.change = [](CheckResult* result) {
    for (Finding& finding : result->findings) finding.severity = Severity::kWarning;
  };
  EXPECT_EQ(type(), "warning");
}

TEST_F(Junit, TellsAGuestThatCannotBeReadAsAnError) {
  SampleCheck check;
  check.guest->resize(check.guest->find("    <tpm"));
  EXPECT_EQ(
      Cases(Suite(check)),
      "domain-type passed, disk passed, disk-device skipped, disk-bus failure, xml-syntax error");
  check.guest = "<network/>";
  EXPECT_EQ(Cases(Suite(check)), "not-a-domain error");
  check.guest = std::nullopt;
  EXPECT_EQ(Cases(Suite(check)), "unreadable error");
}

TEST_F(Junit, SaysHowMuchIsUnknown) {
  SampleCheck check;
  check.change = [](CheckResult* result) {
    result->findings.clear();
    const Rule* rule = result->answers.at(1).rule;
    result->answers = {{rule, Support::kSupported}, {rule, Support::kUnknown}};
  };
  EXPECT_EQ(Cases(Suite(check)), "disk skipped");
  EXPECT_EQ(CountOf("1 of 2 not decided by host.xml", report_), 1u) << report_;
}

}  // namespace
}  // namespace domcheck
