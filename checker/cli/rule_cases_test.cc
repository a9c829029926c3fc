// Tests each rule with the files in the folder of its name in testdata/rules:
//
//   caps.xml               a small capabilities document that states the rule's capability
//   bad.xml, bad.txt       a guest that asks for something the host lacks, and the output, which
//                          has findings of this rule only
//   ok.xml                 a guest that asks for something the host has, which has no finding
//   ok-caps.xml            the document for ok.xml if caps.xml cannot be for both guests
//                          (a block is supported or not)
//   absent.xml             a guest without the setting that the rule checks, and/or
//   implied.xml, .txt      a guest whose setting libvirt fills in, and the output
//
// A rule about words or about reading a file needs bad.xml, bad.txt and caps.xml, or a
// folder caps/.
//
// This test makes the other cases: it edits the document where it states the capability, so that
// the capability is missing, a list is empty, a block has supported='no', or a value is in no list.
// rule_answers/ tests what is special to single rules.
//
// The .txt files contain the output of `domcheck check --caps caps.xml bad.xml` in the folder. This
// command writes them again; read the difference before you keep it:
//
//   UPDATE_GOLDENS=1 bazel run //checker/cli:rule_cases_test
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "capsmodel/capabilities.h"
#include "capsmodel/element_paths.h"
#include "capsmodel/element_spans.h"
#include "checker/cli/commands.h"
#include "checker/testing/checked_guest.h"
#include "checker/testing/file_content.h"
#include "checker/testing/made_host.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

fs::path DataFolder() {
  const char* workspace = std::getenv("BUILD_WORKSPACE_DIRECTORY");  // set by `bazel run`
  return fs::absolute(fs::path(workspace != nullptr ? workspace : ".") / "testdata" / "rules");
}

// Returns the output of `domcheck check --caps CAPS GUEST` in `folder`, with --unknown for a rule
// of notes.
std::string Printed(const fs::path& folder, const std::string& caps, const std::string& guest,
                    bool lists_unknown) {
  const fs::path before = fs::current_path();
  fs::current_path(folder);
  testing::internal::CaptureStdout();
  std::vector<std::string> arguments = {"check", "--caps", caps, guest};
  if (lists_unknown) arguments.push_back("--unknown");
  RunCommandLine(arguments);
  fs::current_path(before);
  return testing::internal::GetCapturedStdout();
}

// Removes "; 14 asked, 2 unknown)" from the end, because these numbers depend on all rules, and a
// new rule must not change the files of the others.
std::string WithoutCounts(const std::string& report) {
  return report.substr(0, report.rfind("; "));
}

void ExpectGolden(const fs::path& path, const std::string& printed) {
  if (std::getenv("UPDATE_GOLDENS") != nullptr) {
    WriteFile(path, printed);
    return;
  }
  ASSERT_TRUE(fs::exists(path))
      << "no golden file; make it with UPDATE_GOLDENS=1 bazel run //checker/cli:rule_cases_test";
  EXPECT_EQ(WithoutCounts(ReadFile(path)), WithoutCounts(printed)) << path;
}

// Returns the span from the start tag to the end tag. No element of a capabilities document
// contains another of the same name.
Span WholeElement(const Capabilities& capabilities, const ElementSpans& spans, Element element) {
  const std::string_view text = capabilities.source().text();
  const Span tag = spans.StartTag(element.number());
  if (text.substr(0, tag.end).substr(tag.end - 2) == "/>") return tag;
  const std::string end_tag = "</" + std::string(element.name()) + ">";
  return {tag.begin, text.find(end_tag, tag.end) + end_tag.size()};
}

// Returns the text of the document with each of `elements`, which are in its order, replaced.
std::string Replace(const Capabilities& capabilities, const std::vector<Element>& elements,
                    const std::string& replacement) {
  const ElementSpans spans(capabilities.source().text());
  std::string text(capabilities.source().text());
  for (auto element = elements.rbegin(); element != elements.rend(); ++element) {
    const Span span = WholeElement(capabilities, spans, *element);
    text.replace(span.begin, span.end - span.begin, replacement);
  }
  return text;
}

// Returns the elements that state a capability: one, or all values of a list without <enum>.
std::vector<Element> ElementsOf(const Capabilities& capabilities, const Capability& capability) {
  Element element = capabilities.document().at(capability.element);
  std::vector<Element> elements = {element};
  if (element.name() == "value" || element.name() == "model" || element.name() == "feature")
    while ((element = element.NextNamed(element.name()))) elements.push_back(element);
  return elements;
}

// Returns the elements that have a `supported` attribute and contain `element`, or are it, from the
// inside to the outside.
std::vector<Element> BlocksAround(Element element) {
  std::vector<Element> blocks;
  for (; element.number() != 0; element = element.parent())
    if (element.FindAttribute("supported")) blocks.push_back(element);
  return blocks;
}

// Returns the element as libvirt writes it if it is not supported.
std::string SaysNo(Element block) {
  std::string tag = "<" + std::string(block.name());
  if (const auto name = block.FindAttribute("name")) tag += " name='" + std::string(*name) + "'";
  return tag + " supported='no'/>";
}

std::string TestName(const testing::TestParamInfo<const Rule*>& info) {
  std::string name(info.param->id);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::vector<const Rule*> RulesWhere(bool (*holds)(const Rule&)) {
  std::vector<const Rule*> rules;
  for (const Rule* rule : AllRules())
    if (holds(*rule)) rules.push_back(rule);
  return rules;
}

std::vector<const Rule*> RulesThatDoNotAsk() {
  return RulesWhere([](const Rule& rule) { return rule.subject != Rule::Subject::kCapability; });
}

std::vector<const Rule*> RulesThatAsk() {
  return RulesWhere([](const Rule& rule) { return rule.subject == Rule::Subject::kCapability; });
}

std::vector<const Rule*> OpenRules() {
  return RulesWhere([](const Rule& rule) { return !rule.accepted_unlisted.empty(); });
}

class RuleFolderTest : public testing::TestWithParam<const Rule*> {
 protected:
  const Rule& rule() const { return *GetParam(); }
  fs::path folder() const { return DataFolder() / rule().id; }
  bool Has(const std::string& file) const { return fs::exists(folder() / file); }
  std::string Text(const std::string& file) const { return ReadFile(folder() / file); }

  void ExpectPrinted(const std::string& guest) const {
    const std::string caps = Has("caps.xml") ? "caps.xml" : "caps";
    ExpectGolden((folder() / guest).replace_extension(".txt"),
                 Printed(folder(), caps, guest, rule().severity == Severity::kNote));
  }
};

class ReadingRuleTest : public RuleFolderTest {};

TEST_P(ReadingRuleTest, TellsOfBadInput) {
  ASSERT_TRUE(Has("bad.xml")) << "add testdata/rules/" << rule().id
                              << "/bad.xml, a file that this rule tells of";
  ASSERT_TRUE(Has("caps.xml") || Has("caps")) << "and caps.xml or a folder caps/";
  ExpectPrinted("bad.xml");
}

INSTANTIATE_TEST_SUITE_P(Rules, ReadingRuleTest, testing::ValuesIn(RulesThatDoNotAsk()), TestName);

class RuleTest : public RuleFolderTest {
 protected:
  void SetUp() override {
    for (const char* file : {"caps.xml", "ok.xml", "bad.xml"})
      ASSERT_TRUE(Has(file)) << "rule '" << rule().id << "' has no test data: add testdata/rules/"
                             << rule().id << "/ with caps.xml, a small document that states "
                             << rule().capability << "; ok.xml, a guest that asks for what it "
                             << "offers; bad.xml, one that asks for what it does not; absent.xml, "
                             << "one that does not ask. The head of this test's file tells more.";
    ok_caps_ = Has("ok-caps.xml") ? "ok-caps.xml" : "caps.xml";
    for (const std::string& file : {std::string("caps.xml"), ok_caps_})
      ASSERT_NE(ParseCapabilities(Text(file)).Find(rule().capability), nullptr)
          << file << " does not state " << rule().capability;
  }

  Capabilities CapabilitiesIn(const std::string& file) const {
    return ParseCapabilities(Text(file));
  }

  // `element` is where the document of ok.xml states the rule's capability.
  Element Stated(const Capabilities& capabilities) const {
    return capabilities.document().at(capabilities.Find(rule().capability)->element);
  }

  std::string ok_caps_;  // the file that ok.xml is checked against
};

TEST_P(RuleTest, FindsNothingWhereSupported) {
  const CheckedGuest ok(Text(ok_caps_), Text("ok.xml"), Notes::kInclude);
  EXPECT_FALSE(ok.AskedBy(rule()).empty()) << "ok.xml does not ask what the rule answers";
  EXPECT_EQ(ok.result().verdict(), GuestVerdict::kCompatible);
  for (const Finding& finding : ok.result().findings)
    EXPECT_TRUE(finding.severity == Severity::kNote && finding.rule != &rule()) << ok.Describe();
}

TEST_P(RuleTest, TellsWhatIsUnsupported) {
  const CheckedGuest bad(Text("caps.xml"), Text("bad.xml"), Notes::kLeaveOut);
  EXPECT_FALSE(bad.result().findings.empty());
  // A guest of another kind than the document's has no document, as far as that alone shows.
  for (const Finding& finding : bad.result().findings)
    EXPECT_TRUE(finding.rule == &rule() ||
                (rule().identifies_document && IsNoDocument(*finding.rule)))
        << bad.Describe();
  ExpectPrinted("bad.xml");
}

TEST_P(RuleTest, AsksNothingWhereAbsent) {
  ASSERT_TRUE(Has("absent.xml") || Has("implied.xml"))
      << "add absent.xml, a guest without " << GuestPathText(rule())
      << "; or implied.xml, where libvirt fills it in";
  if (Has("absent.xml")) {
    const CheckedGuest absent(Text("caps.xml"), Text("absent.xml"), Notes::kLeaveOut);
    EXPECT_TRUE(absent.AskedBy(rule()).empty());
    EXPECT_TRUE(absent.result().findings.empty()) << absent.Describe();
  }
  if (Has("implied.xml")) {
    const CheckedGuest implied(Text("caps.xml"), Text("implied.xml"), Notes::kLeaveOut);
    ASSERT_FALSE(implied.AskedBy(rule()).empty());
    for (const Requirement& requirement : implied.AskedBy(rule())) EXPECT_TRUE(requirement.implied);
    for (const Finding& finding : implied.result().findings) EXPECT_EQ(finding.rule, &rule());
    ExpectPrinted("implied.xml");
  }
}

TEST_P(RuleTest, DecidesNothingWhereNotStated) {
  const Capabilities capabilities = CapabilitiesIn("caps.xml");
  const std::string cut =
      Replace(capabilities, ElementsOf(capabilities, *capabilities.Find(rule().capability)), "");
  const CheckedGuest whole(Text("caps.xml"), Text("bad.xml"), Notes::kLeaveOut);
  const CheckedGuest bad(cut, Text("bad.xml"), Notes::kInclude);
  EXPECT_FALSE(bad.FindingsOf(rule()).empty()) << "no note";
  // A value that the host does not offer may also be one that no libvirt knows.
  for (const Finding& finding : bad.result().findings)
    EXPECT_TRUE(finding.severity == Severity::kNote ||
                finding.rule->subject == Rule::Subject::kWord)
        << bad.Describe();
  if (rule().identifies_document) return;  // these are not counted
  EXPECT_GT(bad.result().unknown(), whole.result().unknown());
}

TEST_P(RuleTest, IsOfferedNothingByAnEmptyList) {
  const Capabilities capabilities = CapabilitiesIn(ok_caps_);
  const Element list = Stated(capabilities);
  if (list.name() != "enum") GTEST_SKIP() << "no document states an empty list of this";
  const std::string empty = Replace(
      capabilities, {list}, "<enum name='" + std::string(list.AttributeOr("name", "")) + "'/>");
  for (const char* guest : {"ok.xml", "implied.xml"}) {
    if (!Has(guest)) continue;
    const CheckedGuest checked(empty, Text(guest), Notes::kInclude);
    EXPECT_FALSE(checked.FindingsOf(rule()).empty()) << guest;
    EXPECT_EQ(checked.FindingsOf(rule()).size(), checked.AskedBy(rule()).size());
    for (const Finding& finding : checked.FindingsOf(rule())) {
      EXPECT_EQ(finding.severity, rule().severity);
      EXPECT_TRUE(finding.allowed.empty());
      EXPECT_EQ(finding.suggestion, "");
      EXPECT_NE(finding.capability_line, 0);
    }
  }
}

// The element that asked, and the block with supported='no'.
using Refusal = std::pair<std::string, std::string_view>;

// Returns, for each refusal, the ids of the rules that reported it. The views point into
// `capabilities`.
std::map<Refusal, std::vector<std::string_view>> Refusals(const CheckedGuest& guest,
                                                          const Capabilities& capabilities) {
  std::map<Refusal, std::vector<std::string_view>> told;
  for (const Finding& finding : guest.result().findings) {
    for (const Requirement& requirement : guest.AskedBy(*finding.rule)) {
      const bool is_its_own = finding.value == requirement.value &&
                              IsAtOrBelow(finding.path, ElementPath(requirement.place.element));
      const Verdict verdict = finding.rule->answer(requirement, capabilities);
      if (is_its_own && verdict.block != nullptr)
        told[{ElementPath(requirement.asker), verdict.block->path}].push_back(finding.rule->id);
    }
  }
  return told;
}

// If a block has supported='no', one finding reports this at the element that asked: a finding of
// the rule for the block if there is one, and otherwise of this rule.
TEST_P(RuleTest, IsToldOnceOfABlockThatSaysNo) {
  if (rule().id == "cpu-maxphysaddr" || rule().id == "cpu-feature")
    GTEST_SKIP() << "what the host's CPU has stands in the mode host-model but counts in every "
                    "mode, so without that mode it is not known";
  const Capabilities capabilities = CapabilitiesIn(ok_caps_);
  const std::vector<Element> blocks = BlocksAround(Stated(capabilities));
  if (blocks.empty()) GTEST_SKIP() << "nothing around it is ever unsupported";
  for (const Element block : blocks) {
    const std::string refusing = Replace(capabilities, {block}, SaysNo(block));
    const CheckedGuest ok(refusing, Text("ok.xml"), Notes::kLeaveOut);
    const Capabilities refusing_capabilities = ParseCapabilities(refusing);
    const auto refusals = Refusals(ok, refusing_capabilities);
    EXPECT_FALSE(refusals.empty()) << SaysNo(block);
    for (const auto& [refusal, rules] : refusals)
      EXPECT_EQ(rules.size(), 1) << refusal.first << " is told of " << refusal.second << " by "
                                 << testing::PrintToString(rules);
    for (const Requirement& requirement : ok.AskedBy(rule())) {
      const std::string asker = ElementPath(requirement.asker);
      SCOPED_TRACE(asker + " with " + SaysNo(block) + ":\n" + ok.Describe());
      size_t told = 0;
      for (const Finding& finding : ok.result().findings)
        if (IsAtOrBelow(finding.path, asker)) ++told;
      EXPECT_GE(told, 1);
      // An outer block with supported='no' is reported at each element that asks for a part of it.
      const bool is_own_block = block.number() == blocks.front().number();
      EXPECT_TRUE(told == 1 || !is_own_block) << told << " findings";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Rules, RuleTest, testing::ValuesIn(RulesThatAsk()), TestName);

// Rules that accept some values which no document lists.
class OpenRuleTest : public RuleFolderTest {};

TEST_P(OpenRuleTest, LeavesUnlistedValuesUndecided) {
  const std::string bad_text = Text("bad.xml");
  const CheckedGuest bad(Text("caps.xml"), bad_text, Notes::kLeaveOut);
  ASSERT_FALSE(bad.FindingsOf(rule()).empty());
  const Span value = *bad.FindingsOf(rule()).front().span;
  std::istringstream words{std::string(rule().accepted_unlisted)};
  size_t count = 0;
  for (std::string word; words >> word;) {
    std::string text = bad_text;
    text.replace(value.begin, value.end - value.begin, word);
    const CheckedGuest guest(Text("caps.xml"), text, Notes::kInclude);
    ASSERT_EQ(guest.FindingsOf(rule()).size(), 1) << guest.Describe();
    EXPECT_EQ(guest.FindingsOf(rule()).front().severity, Severity::kNote) << guest.Describe();
    ++count;
  }
  EXPECT_GT(count, 0u);
}

INSTANTIATE_TEST_SUITE_P(Rules, OpenRuleTest, testing::ValuesIn(OpenRules()), TestName);

TEST(RuleFoldersTest, EveryFolderIsOfARule) {
  size_t folders = 0;
  for (const auto& entry : fs::directory_iterator(DataFolder())) {
    EXPECT_NE(FindRule(entry.path().filename().string()), nullptr)
        << entry.path() << " is not of a rule";
    ++folders;
  }
  EXPECT_GT(folders, 50u);
}

}  // namespace
}  // namespace domcheck
