// Checks that the fleet's answers are those of checking every guest against every host by itself,
// except that a single finding stands for all if the document is about other guests.
#include "checker/fleet/check/fleet_checker.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <tuple>
#include <variant>

#include "checker/hosts/load_host.h"
#include "checker/settings/check_with_settings.h"
#include "checker/testing/xml_files.h"
#include "rules/applicability.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

// What is reported of a guest on one host: the rule, severity, capability, value and path.
using Reported = std::set<std::tuple<std::string, int, std::string, std::string>>;

class FleetCheckerTest : public testing::Test {
 protected:
  void SetUp() override {
    // Each rule's document is a host; the folder of a real host is one too.
    for (const auto& entry : fs::directory_iterator("testdata/rules"))
      for (const char* name : {"caps.xml", "caps"})
        if (fs::exists(entry.path() / name)) AddHost((entry.path() / name).string());
    AddHost("@debian-12");
    for (const char* folder : {"testdata/rules", "testdata/guests"})
      for (const std::string& path : XmlFilesBelow(folder))
        if (path.find("/caps") == std::string::npos) guests_.push_back(path);
    ASSERT_GT(hosts_.size(), 70U);
    ASSERT_GT(guests_.size(), 150U);
  }

  void AddHost(const std::string& spec) {
    std::vector<InputProblem> problems;
    if (auto host = LoadHost(spec, &reader_, &problems)) {
      hosts_.push_back(std::make_unique<Host>(std::move(*host)));
      pointers_.push_back(hosts_.back().get());
    }
  }

  void Compare(const Settings& settings) {
    FleetChecker checker(pointers_);
    // Twice: the second time, all answers are remembered.
    for (int round = 0; round < 2; ++round)
      for (const std::string& path : guests_) {
        auto read = ReadSourceFile(path, path);
        if (!std::holds_alternative<SourceFile>(read)) continue;
        Document document;
        const ReadGuest guest(std::move(std::get<SourceFile>(read)), &reader_, &document);
        CompareGuest(guest, settings, checker.Check(guest, settings, 0));
      }
  }

  void CompareGuest(const ReadGuest& guest, const Settings& settings, const FleetGuest& checked) {
    ++compared_;
    const auto results = CheckWithSettings(guest, pointers_, settings, Notes::kLeaveOut);
    for (HostClassNumber host_class = 0; host_class < pointers_.size(); ++host_class) {
      const CheckResult& result = results[host_class];
      const std::string where = guest.source().name() + " on " + pointers_[host_class]->name();
      const auto has = [host_class](const std::vector<HostClassNumber>& classes) {
        return std::binary_search(classes.begin(), classes.end(), host_class);
      };
      ASSERT_EQ(checked.is_invalid, result.verdict() == GuestVerdict::kInvalid) << where;
      if (checked.is_invalid) return;
      if (host_class == 0) CheckSentences(checked);
      if (has(checked.other_arch)) {
        EXPECT_EQ(result.capabilities, nullptr) << where;
        EXPECT_FALSE(has(checked.cannot) || has(checked.unknown)) << where;
        ++other_arch_;
        continue;
      }
      EXPECT_EQ(has(checked.cannot), result.verdict() == GuestVerdict::kIncompatible) << where;
      EXPECT_EQ(has(checked.unknown), result.verdict() == GuestVerdict::kUnknown) << where;
      Reported expected, reported;
      bool is_reason = false;
      for (const Finding& finding : result.findings)
        if (finding.suppression == Suppression::kNone && finding.rule->id != "unused-ignore")
          expected.insert({std::string(finding.rule->id), static_cast<int>(finding.severity),
                           finding.capability, finding.value.value_or("")});
      for (const FleetFinding& finding : checked.findings)
        if (has(finding.classes) && finding.statement->rule != "unused-ignore")
          reported.insert({finding.statement->rule, static_cast<int>(finding.severity),
                           finding.statement->capability, finding.statement->value.value_or("")});
      for (const auto& [rule, severity, capability, value] : reported)
        is_reason |= FindRule(rule)->identifies_document;
      for (const auto& [rule, severity, capability, value] : reported)
        is_reason &= rule != "no-document";  // which leaves the devices to be answered
      const bool is_about_others =
          result.capabilities != nullptr &&
          ApplicabilityOf(guest.requirements(), *result.capabilities) != Applicability::kSame;
      if (!is_about_others || !is_reason) {
        EXPECT_EQ(reported, expected) << where;
        continue;
      }
      // One of the findings, as severe as any, stands for all.
      ASSERT_EQ(reported.size(), 1U) << where;
      EXPECT_EQ(expected.count(*reported.begin()), 1U) << where;
      for (const auto& finding : expected)
        EXPECT_LE(std::get<1>(finding), std::get<1>(*reported.begin())) << where;
      ++others_;
    }
  }

  // A sentence that is printed for many hosts names none of them.
  void CheckSentences(const FleetGuest& checked) {
    HostClasses classes;
    for (size_t i = 0; i < hosts_.size(); ++i) {
      classes.hosts.push_back(hosts_[i]->name());
      classes.hosts_of.push_back({i});
    }
    for (const FleetFinding& finding : checked.findings) {
      const std::string sentence = FleetSentence(finding, checked, classes);
      for (const char* one : {"this host", " the host", " for machine "})
        EXPECT_EQ(sentence.find(one), std::string::npos) << checked.name << ": " << sentence;
    }
  }

  size_t compared_ = 0;
  size_t other_arch_ = 0;
  size_t others_ = 0;  // how often a document was about other guests
  XmlReader reader_;
  std::vector<std::unique_ptr<Host>> hosts_;
  std::vector<const Host*> pointers_;
  std::vector<std::string> guests_;
};

TEST_F(FleetCheckerTest, AgreesWithCheckingOneByOne) {
  Compare({});
  EXPECT_GT(others_, 100U);
  EXPECT_GT(other_arch_, 100U);
}

TEST_F(FleetCheckerTest, AgreesUnderSettings) {
  Settings settings;
  size_t number = 0;
  for (const Rule* rule : AllRules()) {
    ++number;
    if (number % 3 == 0) settings.policy.disabled.insert(rule->id);
    if (number % 4 == 0) settings.policy.severities[rule->id] = Severity::kWarning;
    if (number % 5 == 0) settings.policy.severities[rule->id] = Severity::kError;
  }
  Compare(settings);
  EXPECT_GT(compared_, 300U);
}

// Guests that ask the same, except for an element that an answer reads.
TEST_F(FleetCheckerTest, TellsApartWhatAnswersRead) {
  for (const Rule* rule : AllRules()) {
    const std::string folder = "testdata/rules/" + std::string(rule->id);
    if (!rule->answer.reads_element() || !fs::exists(folder + "/ok.xml")) continue;
    FleetChecker checker(pointers_);
    for (const char* name : {"/ok.xml", "/bad.xml", "/ok.xml"}) {
      auto read = ReadSourceFile(folder + name, folder + name);
      Document document;
      const ReadGuest guest(std::move(std::get<SourceFile>(read)), &reader_, &document);
      CompareGuest(guest, {}, checker.Check(guest, {}, 0));
    }
  }
  EXPECT_GE(compared_, 3U);
}

// The answer about a misspelt word depends on its place and on the attributes beside it.
TEST_F(FleetCheckerTest, TellsApartPlacesOfWords) {
  FleetChecker checker(pointers_);
  const auto suggestion = [&](const std::string& devices) {
    Document document;
    const ReadGuest guest(
        SourceFile("guest.xml", "<domain type='kvm'><devices>" + devices + "</devices></domain>"),
        &reader_, &document);
    const FleetGuest checked = checker.Check(guest, {}, 0);
    CompareGuest(guest, {}, checked);
    for (const FleetFinding& finding : checked.findings)
      if (finding.statement->rule == "unknown-attribute") return finding.statement->suggestion;
    return std::string("no finding");
  };
  EXPECT_EQ(suggestion("<disk devise='cdrom'/>"), "device");
  EXPECT_EQ(suggestion("<disk device='disk' devise='cdrom'/>"), "");
  EXPECT_EQ(suggestion("<disk><source devise='cdrom'/></disk>"), "");
}

// The answer about a feature depends on which of several elements states it.
TEST_F(FleetCheckerTest, TellsApartElementsThatStateTheSame) {
  FleetChecker checker(pointers_);
  for (const char* features :
       {"<feature policy='disable' name='hle'/><feature policy='require' name='hle'/>",
        "<feature policy='require' name='hle'/><feature policy='disable' name='hle'/>"}) {
    Document document;
    const ReadGuest guest(
        SourceFile("guest.xml",
                   "<domain type='kvm'><os><type arch='x86_64' machine='q35'>hvm</type></os>"
                   "<cpu><model>Nehalem</model>" +
                       std::string(features) + "</cpu></domain>"),
        &reader_, &document);
    const FleetGuest checked = checker.Check(guest, {}, 0);
    CompareGuest(guest, {}, checked);
    EXPECT_EQ(std::count_if(checked.findings.begin(), checked.findings.end(),
                            [](const FleetFinding& finding) {
                              return finding.statement->rule == "cpu-feature";
                            }),
              1);
  }
}

// Which document describes a guest that leaves its kind open depends on how it does.
TEST_F(FleetCheckerTest, TellsApartGuestsOfAnOpenKind) {
  FleetChecker checker(pointers_);
  const char* const kOs[] = {"",
                             "<type arch='x86_64' machine='${MACHINE}'>hvm</type>",
                             "<type arch='x86_64' machine=''>hvm</type>",
                             "<type arch='x86_64'>hvm</type>",
                             "<type arch=''>hvm</type>",
                             "<type arch='{{ arch }}'>hvm</type>",
                             "<type>hvm</type>",
                             "<type machine='${MACHINE}'>hvm</type>"};
  for (int round = 0; round < 2; ++round)
    for (const std::string type : {" type='kvm'", " type=''", "", " type='${TYPE}'"})
      for (const std::string os : kOs) {
        Document document;
        const ReadGuest guest(
            SourceFile(type + os, "<domain" + type + "><os>" + os + "</os></domain>"), &reader_,
            &document);
        CompareGuest(guest, {}, checker.Check(guest, {}, 0));
      }
}

}  // namespace
}  // namespace domcheck
