// Checks that what common capabilities state holds for each of their hosts. It asks every question
// of every guest in testdata, for the documents in testdata and many variations of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

#include "checker/caps/schema_check.h"
#include "checker/engine/check.h"
#include "checker/fleet/common/common_capabilities_tester.h"
#include "checker/testing/made_host.h"
#include "checker/testing/xml_files.h"

namespace domcheck {
namespace {

const Capabilities& DocumentOf(const Host& host) { return *host.capabilities().front(); }

// Returns a document's statements, without the order of values and models.
std::string Sorted(const Capabilities& capabilities) {
  std::set<std::string> lines;
  for (const Capability& capability : capabilities.all()) {
    std::set<std::string_view> values(capability.values.begin(), capability.values.end());
    std::string line = std::string(capability.path) + " " +
                       std::to_string(static_cast<int>(capability.kind)) +
                       std::to_string(static_cast<int>(capability.support));
    for (const std::string_view value : values) line += " '" + std::string(value) + "'";
    lines.insert(line);
  }
  for (const CpuModel& model : capabilities.cpu_models()) {
    std::set<std::string_view> blockers(model.blockers.begin(), model.blockers.end());
    std::string line;
    for (const std::string_view part : {model.name, model.usable, model.vendor, model.canonical})
      line += std::string(part) + "|";
    for (const std::string_view blocker : blockers) line += std::string(blocker) + " ";
    lines.insert(line + (model.deprecated ? "deprecated" : ""));
  }
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// Returns the text of a document with random differences: missing values and lists, blocks that are
// not supported, models that are not usable, other numbers.
std::string Changed(const std::string& text, unsigned seed) {
  std::mt19937 random(seed);
  const auto one_in = [&random](unsigned n) { return random() % n == 0; };
  std::istringstream lines(text);
  std::string changed, leaves_until;
  static const std::regex kSupported("^( *)<([a-zA-Z0-9-]+)( name='[^']*')? supported='yes'>$");
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    const size_t indent = line.find_first_not_of(' ');
    if (indent == std::string::npos) continue;
    if (!leaves_until.empty()) {
      if (line == leaves_until) leaves_until.clear();
      continue;
    }
    if (std::regex_match(line, match, kSupported) && match[2] != "devices" && one_in(12)) {
      leaves_until = match[1].str() + "</" + match[2].str() + ">";
      if (one_in(2))
        changed += match[1].str() + "<" + match[2].str() + match[3].str() + " supported='no'/>\n";
      continue;
    }
    if (line.find("<enum name='") == indent && line.find("/>") == std::string::npos && one_in(12)) {
      leaves_until = std::string(indent, ' ') + "</enum>";
      continue;
    }
    if (line.find("<value>") == indent && one_in(5)) continue;
    if (line.find("supported='yes'/>") != std::string::npos && one_in(5)) {
      if (one_in(2)) continue;
      line.replace(line.find("'yes'/>"), 7, "'no'/>");
    }
    if (line.find("<model usable='yes'") == indent && one_in(4))
      line.replace(line.find("'yes'"), 5, one_in(2) ? "'no'" : "'unknown'");
    if (line.find("max='") != std::string::npos && one_in(2))
      line = "  <vcpu max='" + std::to_string(1 + random() % 300) + "'/>";
    if (line.find("<feature name='") == indent && one_in(6)) line += "\n" + line;
    for (const char* value : {">51<", ">1<", ">131072<", ">99<"}) {
      const size_t at = line.find(value);
      if (at != std::string::npos && one_in(2)) line.insert(at + 1, "2");
    }
    changed += line + "\n";
  }
  return changed;
}

class CommonCapabilitiesTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* folder : {"testdata/hosts/debian-12", "testdata/caps", "testdata/rules"})
      for (const std::string& path : XmlFilesBelow(folder))
        if (path.find("/broken/") == std::string::npos) AddFile(path);
    const size_t real = hosts_.size();
    ASSERT_GT(real, 80U);
    for (unsigned seed = 0; seed < 10; ++seed)
      for (size_t i = 0; i < real; ++i)
        if (DocumentOf(*hosts_[i]).all().size() > 50)
          AddHost(hosts_[i]->name() + " changed " + std::to_string(seed),
                  Changed(std::string(DocumentOf(*hosts_[i]).source().text()), seed));
    ASSERT_GT(hosts_.size(), real + 80U);
    ASSERT_GT(guests_.size(), 150U);
  }

  void AddFile(const std::string& path) {
    auto read = ReadSourceFile(path, path);
    if (!std::holds_alternative<SourceFile>(read)) return;
    SourceFile& source = std::get<SourceFile>(read);
    if (source.text().find("<domainCapabilities") != std::string_view::npos)
      return AddHost(path, std::string(source.text()));
    documents_.push_back(std::make_unique<Document>());
    auto guest = std::make_unique<ReadGuest>(std::move(source), &reader_, documents_.back().get());
    if (CheckSyntax(*guest).verdict() != GuestVerdict::kInvalid)
      guests_.push_back(std::move(guest));
  }

  void AddHost(const std::string& name, const std::string& text) {
    if (!ValidateCapabilities(text).empty()) return;
    hosts_.push_back(std::make_unique<const Host>(MakeHost(name, {text})));
  }

  // Returns all of the host's answers to all guests.
  const std::vector<CheckResult>& AnswersOf(const Host& host) {
    auto& results = results_[&host];
    if (results.empty())
      for (const auto& guest : guests_)
        results.push_back(CheckGuest(*guest, host, Notes::kLeaveOut));
    return results;
  }

  void CheckPair(const Host& a, const Host& b) {
    const std::string text = Common({&a, &b});
    if (text.empty()) return;
    ++pairs_;
    SCOPED_TRACE(a.name() + " and " + b.name());
    for (const XmlError& fault : ValidateCapabilities(text))
      ADD_FAILURE() << fault.message << "\n" << text;
    const Host common = MakeHost("common", {text});
    const Host other_way = MakeHost("common", {Common({&b, &a})});
    EXPECT_EQ(Sorted(DocumentOf(common)), Sorted(DocumentOf(other_way)));
    const auto &of_a = AnswersOf(a), &of_b = AnswersOf(b);
    for (size_t i = 0; i < guests_.size(); ++i)
      CompareAnswers(*guests_[i], CheckGuest(*guests_[i], common, Notes::kLeaveOut), of_a[i],
                     of_b[i]);
  }

  static bool IsOfOtherMachine(const CheckResult& result) {
    return std::any_of(result.answers.begin(), result.answers.end(), [](const AskedRule& answer) {
      return answer.rule->identifies_document && answer.support == Support::kUnsupported;
    });
  }

  // A CPU mode that is not in the host's list refuses everything that a guest asks of a CPU.
  static bool Refuses(const CheckResult& result, size_t number) {
    const AskedRule& asked = result.answers[number];
    if (asked.support == Support::kUnsupported) return true;
    return asked.rule->id.substr(0, 4) == "cpu-" &&
           std::any_of(result.answers.begin(), result.answers.end(), [](const AskedRule& answer) {
             return answer.rule->id == "cpu-mode" && answer.support == Support::kUnsupported;
           });
  }

  void CompareAnswers(const ReadGuest& guest, const CheckResult& common, const CheckResult& a,
                      const CheckResult& b) {
    using Verdict = GuestVerdict;
    const std::string& name = guest.source().name();
    if (common.verdict() == Verdict::kIncompatible) {
      EXPECT_TRUE(a.verdict() == Verdict::kIncompatible || b.verdict() == Verdict::kIncompatible)
          << name << ": " << common.findings.front().message;
      ++refused_;
    }
    if (common.verdict() == Verdict::kCompatible && common.unknown() == 0) {
      EXPECT_EQ(a.verdict(), Verdict::kCompatible) << name;
      EXPECT_EQ(b.verdict(), Verdict::kCompatible) << name;
      ++runs_;
    }
    ASSERT_EQ(common.answers.size(), a.answers.size());
    ASSERT_EQ(common.answers.size(), b.answers.size());
    for (size_t i = 0; i < common.answers.size(); ++i) {
      const Support both = common.answers[i].support;
      const Support of_a = a.answers[i].support, of_b = b.answers[i].support;
      const std::string_view rule = common.answers[i].rule->id;
      if (both == Support::kSupported) {
        EXPECT_NE(of_a, Support::kUnsupported) << name << " " << rule;
        EXPECT_NE(of_b, Support::kUnsupported) << name << " " << rule;
      }
      // A guest of another machine gets only the finding about the machine.
      if (both == Support::kUnsupported && !IsOfOtherMachine(a) && !IsOfOtherMachine(b)) {
        EXPECT_TRUE(Refuses(a, i) || Refuses(b, i)) << name << " " << rule;
      }
    }
  }

  XmlReader reader_;
  std::vector<std::unique_ptr<const Host>> hosts_;
  std::vector<std::unique_ptr<Document>> documents_;
  std::vector<std::unique_ptr<ReadGuest>> guests_;
  std::map<const Host*, std::vector<CheckResult>> results_;
  size_t pairs_ = 0, refused_ = 0, runs_ = 0;
};

TEST_F(CommonCapabilitiesTest, OfOneHostIsThatHost) {
  for (const auto& host : hosts_) {
    const std::string text = Common({host.get()});
    EXPECT_TRUE(ValidateCapabilities(text).empty()) << host->name();
    // Drivers other than QEMU's print blocks that they do not fill in; those are unknown.
    if (DocumentOf(*host).domain_type() == "xen") continue;
    const Host common = MakeHost("common", {text});
    EXPECT_EQ(Sorted(DocumentOf(common)), Sorted(DocumentOf(*host))) << host->name();
    EXPECT_EQ(Common({host.get(), host.get()}), text);
  }
}

TEST_F(CommonCapabilitiesTest, HoldsOfBothHosts) {
  // Pair each host with some that are near it in the list, and some from anywhere.
  const size_t count = hosts_.size();
  for (size_t i = 0; i < count; ++i)
    for (const size_t step : {1, 2, 7, 19, 31, 53, 71, 97})
      CheckPair(*hosts_[i], *hosts_[(i + step) % count]);
  EXPECT_GT(pairs_, 300U);
  EXPECT_GT(refused_, 1000U);
  EXPECT_GT(runs_, 50U);
}

}  // namespace
}  // namespace domcheck
