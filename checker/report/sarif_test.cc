// Tests SARIF beyond its structure, which sarif_schema_test.py validates by a schema.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "checker/report/formats.h"
#include "checker/report/report.h"
#include "checker/report/report_path.h"
#include "checker/report/report_tester.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

using Json = nlohmann::json;

Json RunOf(const std::vector<SampleCheck>& checks, int exit_status = 0) {
  return Json::parse(ReportOf(kSarifFormat, checks, {}, exit_status)).at("runs").at(0);
}

Json ResultsOf(const SampleCheck& check) { return RunOf({check}).at("results"); }

std::string FingerprintOf(const Json& result) {
  return result.at("partialFingerprints").at("domcheck/v1");
}

std::vector<std::string> FingerprintsOf(const SampleCheck& check) {
  std::vector<std::string> made;
  for (const Json& result : ResultsOf(check)) made.push_back(FingerprintOf(result));
  return made;
}

TEST(Sarif, HasEveryRuleOfTheCatalogInItsPlace) {
  const Json rules = RunOf({}).at("tool").at("driver").at("rules");
  ASSERT_EQ(rules.size(), AllRules().size());
  // GitHub truncates longer descriptions.
  constexpr size_t kMostOfDescription = 1024;
  std::set<std::string> names;
  for (size_t i = 0; i < rules.size(); ++i) {
    const Rule& rule = *AllRules()[i];
    const Json& json = rules[i];
    EXPECT_EQ(json.at("id"), rule.id);
    EXPECT_EQ(json.at("helpUri"), rule.link);
    EXPECT_EQ(json.at("defaultConfiguration").at("level"), SeverityName(rule.severity));
    EXPECT_EQ(json.at("fullDescription").at("text"), rule.explanation);
    EXPECT_LE(rule.explanation.size(), kMostOfDescription) << rule.id;
    const std::string markdown = json.at("help").at("markdown");
    EXPECT_EQ(CountOf("What to do: ", markdown), 1u) << rule.id;
    EXPECT_NE(markdown.find(rule.link), std::string::npos) << rule.id;
    EXPECT_NE(json.at("help").at("text").get<std::string>().find("What to do:"), std::string::npos);
    names.insert(json.at("name").get<std::string>());
  }
  EXPECT_EQ(names.size(), rules.size());
  EXPECT_EQ(names.count("DiskBus"), 1u);
}

TEST(Sarif, PointsResultsToTheirRules) {
  const Json run = RunOf(SampleChecks());
  const Json& rules = run.at("tool").at("driver").at("rules");
  const Json& results = run.at("results");
  EXPECT_GT(results.size(), 10u);
  for (const Json& result : results)
    EXPECT_EQ(rules.at(result.at("ruleIndex").get<size_t>()).at("id"), result.at("ruleId"));
}

TEST(Sarif, TellsHowTheRunEnded) {
  for (const int status : {0, 1, 2}) {
    const Json invocation = RunOf({}, status).at("invocations").at(0);
    EXPECT_EQ(invocation.at("exitCode"), status);
    EXPECT_EQ(invocation.at("executionSuccessful"), status < 2);
  }
}

TEST(Sarif, KeepsFingerprintsWhereLinesAndDevicesMove) {
  SampleCheck check;
  const std::vector<std::string> before = FingerprintsOf(check);
  ASSERT_EQ(before.size(), 3u);
  check.domain = "renamed.xml";
  const size_t at = check.guest->find("    <disk");
  check.guest->insert(at, "\n<!-- moved -->\n<disk device='disk'><target bus='virtio'/></disk>\n");
  EXPECT_EQ(FingerprintsOf(check), before);
  check.capabilities = "./" + check.capabilities;
  EXPECT_EQ(FingerprintsOf(check), before);
  check.capabilities = "other-host.xml";
  const std::vector<std::string> other = FingerprintsOf(check);
  ASSERT_EQ(other.size(), before.size());
  for (size_t i = 0; i < before.size(); ++i) EXPECT_NE(other[i], before[i]);
}

TEST(Sarif, FixesWhatTheGuestSays) {
  const Json results = ResultsOf({});
  ASSERT_EQ(results.size(), 3u);
  const Json change = results[0].at("fixes").at(0).at("artifactChanges").at(0);
  EXPECT_EQ(change.at("artifactLocation").at("uri"), "guest.xml");
  const Json& replacement = change.at("replacements").at(0);
  EXPECT_EQ(replacement.at("deletedRegion"),
            results[0].at("locations").at(0).at("physicalLocation").at("region"));
  EXPECT_EQ(replacement.at("insertedContent").at("text"), "sata");
  EXPECT_EQ(results[1].count("fixes"), 0u) << "an implied value stands nowhere";
  EXPECT_EQ(results[2].count("fixes"), 0u) << "a block has no value";
}

TEST(Sarif, FixesNames) {
  SampleCheck check;
  check.guest =
      "<domain type='kvm'><devices>\n<graphcs tpye='vnc'>\n</graphcs><tmp/></devices></domain>";
  const Json results = ResultsOf(check);
  const auto fix = [&results](size_t number) {
    std::string text;
    for (const Json& one :
         results.at(number).at("fixes").at(0).at("artifactChanges").at(0).at("replacements"))
      text += std::to_string(one.at("deletedRegion").at("startLine").get<int>()) + ":" +
              std::to_string(one.at("deletedRegion").at("startColumn").get<int>()) + "=" +
              one.at("insertedContent").at("text").get<std::string>() + " ";
    return text;
  };
  ASSERT_EQ(results.size(), 2u);
  EXPECT_EQ(fix(0), "2:2=graphics 3:3=graphics ");
  EXPECT_EQ(fix(1), "3:12=tpm ");
}

TEST(Sarif, WritesTheFixForItsPlace) {
  const auto inserted = [](SampleCheck check, const std::string& suggestion) {
    check.change = [&](CheckResult* result) { result->findings.at(0).suggestion = suggestion; };
    const Json result = ResultsOf(check).at(0);
    if (result.count("fixes") == 0) return std::string("no fix");
    return result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"]
        .get<std::string>();
  };
  const auto with_bus = [](const std::string& bus) {
    SampleCheck check;
    check.guest = "<domain type='kvm'><devices><disk device='disk'><target dev='sda' bus=" + bus +
                  "/></disk></devices></domain>";
    return check;
  };
  const auto with_emulator = [](const std::string& path) {
    SampleCheck check;
    check.guest =
        "<domain type='kvm'><devices><emulator>" + path + "</emulator></devices></domain>";
    return check;
  };
  EXPECT_EQ(inserted(with_bus("'ide'"), "<'&\">"), "&lt;&apos;&amp;\">");
  EXPECT_EQ(inserted(with_bus("\"a&amp;&#98;\""), "sata"), "sata");
  EXPECT_EQ(inserted(with_emulator("/opt/a"), "/opt/<&>"), "/opt/&lt;&amp;&gt;");
  EXPECT_EQ(inserted(with_emulator("/opt/a&amp;b"), "/opt/b"), "/opt/b");
  EXPECT_EQ(inserted(with_emulator("<![CDATA[/opt/a]]>"), "/opt/a&b"), "/opt/a&b");
  EXPECT_EQ(inserted(with_emulator("<![CDATA[/opt/a]]>"), "]]>"), "no fix");
  EXPECT_EQ(inserted(with_emulator("/opt/<!-- and -->a"), "/opt/b"), "no fix");
}

TEST(Sarif, CountsColumnsInCodePoints) {
  SampleCheck check;
  check.guest =
      "<domain type='kvm'><name>\xF0\x9F\x98\x80\xC3\xA9</name><devices><disk><target "
      "bus='ide'/></disk></devices></domain>";
  const Json region = ResultsOf(check).at(0)["locations"][0]["physicalLocation"]["region"];
  EXPECT_EQ(region.dump(), R"({"endColumn":66,"endLine":1,"startColumn":63,"startLine":1})");
}

TEST(Sarif, LinksOnlyToDocumentsThatAreFiles) {
  SampleCheck check;
  EXPECT_EQ(ResultsOf(check).at(0).count("relatedLocations"), 1u);
  for (const char* document :
       {"@debian-12/q35.xml", "-", "qemu:///system (kvm x86_64 pc-q35-7.2)"}) {
    check.capabilities = document;
    const Json result = ResultsOf(check).at(0);
    EXPECT_EQ(result.count("relatedLocations"), 0u);
    EXPECT_NE(result.at("message").at("text").get<std::string>().find(document + std::string(":8")),
              std::string::npos);
  }
}

TEST(Sarif, JustifiesWhatDoesNotCount) {
  SampleCheck check;
  check.change = [](CheckResult* result) {
    for (size_t i : {0, 1}) result->findings.at(i).suppression = Suppression::kInSource;
    result->findings.at(1).suppression_reason = "\"quoted\" \xFF";
  };
  const Json results = ResultsOf(check);
  EXPECT_EQ(results.at(0).at("suppressions").dump(),
            R"([{"kind":"inSource","status":"accepted"}])");
  EXPECT_EQ(results.at(1).at("suppressions").at(0).at("justification"), "\"quoted\" \uFFFD");
  EXPECT_TRUE(results.at(2).at("suppressions").empty());
}

// A note is open if the document decides nothing, and a violation if the user set that severity.
TEST(Sarif, TellsOpenQuestionsFromViolationsOfLittleWeight) {
  SampleCheck check;
  check.change = [](CheckResult* result) {
    for (Finding& finding : result->findings) finding.severity = Severity::kNote;
  };
  const Json results = ResultsOf(check);
  EXPECT_EQ(results.size(), 3u);
  for (const Json& result : results) {
    EXPECT_EQ(result.count("kind"), 0u);
    EXPECT_EQ(result.at("level"), "note");
  }
}

TEST(Sarif, TellsTheResultsOfSeveralHostsApart) {
  SampleCheck one;
  one.several_hosts = true;
  one.notes = Notes::kInclude;
  SampleCheck two = one;
  two.capabilities = "two.xml";
  const Json first = ResultsOf(one), second = ResultsOf(two);
  ASSERT_GE(first.size(), 3u);
  ASSERT_EQ(first.size(), second.size());
  for (size_t i = 0; i < first.size(); ++i) {
    EXPECT_NE(first[i].at("message"), second[i].at("message"));
    EXPECT_NE(FingerprintOf(first[i]), FingerprintOf(second[i]));
  }
}

}  // namespace
}  // namespace domcheck
