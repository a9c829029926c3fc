#include "rules/rule.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/xml_reader.h"
#include "checker/testing/made_host.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

TEST(RuleTest, NamesSeverities) {
  EXPECT_EQ(SeverityName(Severity::kError), "error");
  EXPECT_EQ(SeverityName(Severity::kWarning), "warning");
  EXPECT_EQ(SeverityName(Severity::kNote), "note");
}

TEST(RuleTest, FindsWords) {
  const struct {
    std::string_view text, word;
    bool has;
  } kRows[] = {
      {"", "", false},
      {"a b", "", false},
      {"", "a", false},
      {"a b c", "a", true},
      {"a b c", "b", true},
      {"a b c", "c", true},
      {"ab c", "a", false},
      {"ab c", "b", false},
      {"ab c", "b c", false},
      {"a  b", "b", true},
      {"mdev scsi_host", "scsi", false},
  };
  for (const auto& row : kRows)
    EXPECT_EQ(HasWord(row.text, row.word), row.has) << row.text << ": " << row.word;
}

constexpr Rule kRow = {
    .id = "gadget-kind",
    .severity = Severity::kWarning,
    .noun = "gadget",
    .summary = "A kind of gadget that the host does not offer",
    .explanation = "For tests.",
    .link = "https://libvirt.org/",
    .capability = "devices/gadget/kind",
    .accepted_unlisted = "odd strange",
    .preferences = {{"old", "new"}},
};

// Returns what `value_path` selects in `text`: values, or `-` for the capability itself, with their
// places.
std::string Asked(const std::string& text, std::string_view value_path) {
  XmlReader reader;
  Document document;
  EXPECT_FALSE(reader.Read(text, &document)) << text;
  std::vector<Requirement> requirements;
  AskValue({kRow, Guest(document), document.root(), ParseValuePath(value_path)}, &requirements);
  std::string asked;
  for (const Requirement& requirement : requirements) {
    EXPECT_EQ(requirement.rule, &kRow);
    EXPECT_EQ(requirement.asker.number(), 0u);
    EXPECT_EQ(requirement.capability, kRow.capability);
    EXPECT_FALSE(requirement.implied);
    asked += (asked.empty() ? "" : " ") + std::string(requirement.value.value_or("-")) + "@" +
             std::to_string(requirement.place.element.number());
    if (requirement.place.part == Place::Part::kText) asked += "text";
    if (requirement.place.part == Place::Part::kAttribute)
      asked += std::string(requirement.place.attribute);
  }
  return asked;
}

TEST(RuleTest, AsksForWhatItsPathLeadsTo) {
  const struct {
    std::string text;
    std::string_view value_path;
    std::string asked;
  } kRows[] = {
      {"<a/>", "", "-@0"},
      {"<a b='1'/>", "@b", "1@0b"},
      {"<a b=''/>", "@b", "@0b"},
      {"<a c='1'><d b='1'/></a>", "@b", ""},
      {"<a> x </a>", "text()", "x@0text"},
      {"<a> <b>x</b></a>", "text()", ""},
      {"<a><b c='1'/><d c='2'/><b/><b c='3'/></a>", "b/@c", "1@1c 3@4c"},
      {"<a><b/><b>x</b></a>", "b", "-@1 -@2"},
      {"<a><b>x</b><b/><b>y</b></a>", "b/text()", "x@1text y@3text"},
      {"<a><b><c d='1'/><c d='2'/></b><b><c d='3'/></b></a>", "b/c/@d", "1@2d 2@3d 3@5d"},
      {"<a><c d='1'/></a>", "b/c/@d", ""},
  };
  for (const auto& row : kRows) EXPECT_EQ(Asked(row.text, row.value_path), row.asked) << row.text;
}

Capabilities Stating(const std::string& machine, const std::string& gadget) {
  return ParseCapabilities("<domainCapabilities><domain>kvm</domain>" + machine + "<devices>" +
                           gadget + "</devices></domainCapabilities>");
}

// All of a verdict, in a line.
std::string Describe(const Verdict& verdict) {
  if (verdict.support == Support::kSupported) return "supported";
  if (verdict.support == Support::kUnknown) return "unknown";
  std::string text = std::string(SeverityName(verdict.severity)) + ": " + verdict.message;
  if (verdict.block != nullptr) text += " (block " + std::string(verdict.block->path) + ")";
  for (const std::string_view value : verdict.allowed) text += " +" + std::string(value);
  if (!verdict.suggestion.empty()) text += " ?" + verdict.suggestion;
  return text + " @" + std::to_string(verdict.stated_at);
}

TEST(RuleTest, AnswersFromTheDocument) {
  const std::string kList =
      "<gadget supported='yes'><enum name='kind'><value>new</value><value>nice</value></enum>"
      "</gadget>";
  const std::string kNo = "<gadget supported='no'>";
  const struct {
    std::string gadget;
    std::optional<std::string_view> value;
    std::string verdict;
  } kRows[] = {
      {kList, "new", "supported"},
      {kList, "old", "warning: gadget 'old' is not offered by this host +new +nice ?new @4"},
      {kList, "nicer", "warning: gadget 'nicer' is not offered by this host +new +nice ?nice @4"},
      {kList, "x", "warning: gadget 'x' is not offered by this host +new +nice @4"},
      {kList, "odd", "unknown"},
      {kList, {}, "supported"},
      {"<gadget supported='yes'><enum name='kind'/></gadget>", "new",
       "warning: gadget 'new' is not offered by this host, which offers none @4"},
      {"<gadget supported='yes'/>", "new", "unknown"},
      {"", "new", "unknown"},
      {"", {}, "unknown"},
      {kNo + "</gadget>", "new",
       "warning: gadget 'new' is not supported by this host (block devices/gadget) @3"},
      {kNo + "</gadget>", "odd",
       "warning: gadget 'odd' is not supported by this host (block devices/gadget) @3"},
      {kNo + "</gadget>",
       {},
       "warning: gadget are not supported by this host (block devices/gadget) @3"},
      {kNo + "stray text</gadget>",
       {},
       "warning: gadget are not supported by this host (block devices/gadget) @3"},
  };
  for (const auto& row : kRows) {
    const Capabilities capabilities = Stating("", row.gadget);
    Requirement requirement;
    requirement.rule = &kRow;
    requirement.capability = kRow.capability;
    requirement.value = row.value;
    EXPECT_EQ(Describe(AnswerFromDocument(requirement, capabilities)), row.verdict) << row.gadget;
  }
}

TEST(RuleTest, NamesTheMachineWhereTheDocumentDoes) {
  EXPECT_EQ(ForMachine(Stating("", "")), "");
  const Capabilities capabilities =
      Stating("<machine>q35</machine>", "<gadget><enum name='kind'/></gadget>");
  EXPECT_EQ(ForMachine(capabilities), " for machine q35");
  Requirement requirement;
  requirement.rule = &kRow;
  requirement.capability = kRow.capability;
  requirement.value = "a'b";
  EXPECT_EQ(AnswerFromDocument(requirement, capabilities).message,
            "gadget 'a'b' is not offered by this host for machine q35, which offers none");
}

TEST(RuleTest, FunctionsOfOddRows) {
  EXPECT_EQ(Describe(Supported()), "supported");
  EXPECT_EQ(Describe(Verdict()), "unknown");
  EXPECT_EQ(Quoted("a"), "'a'");
  Requirement requirement;
  requirement.rule = &kRow;
  EXPECT_EQ(Describe(Unsupported(requirement, "why")),
            "warning: why @" + std::to_string(kNoElement));
}

// Every row is complete.
TEST(RuleTest, RowsAreWhole) {
  ASSERT_GT(AllRules().size(), 50u);
  for (const Rule* rule : AllRules()) {
    SCOPED_TRACE(rule->id);
    EXPECT_EQ(FindRule(rule->id), rule) << "the id is another rule's";
    EXPECT_EQ(rule->id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"),
              std::string_view::npos);
    for (const std::string_view text : {rule->noun, rule->summary, rule->explanation}) {
      EXPECT_NE(text, "");
      EXPECT_EQ(text.find('\n'), std::string_view::npos);
      EXPECT_EQ(text.find("  "), std::string_view::npos) << text;
    }
    EXPECT_NE(rule->summary.back(), '.');
    EXPECT_EQ(rule->explanation.back(), '.');
    EXPECT_EQ(rule->link.substr(0, 20), "https://libvirt.org/");
    if (rule->subject != Rule::Subject::kCapability) continue;
    const auto count = [](std::string_view text) {
      return std::count(text.begin(), text.end(), '|');
    };
    EXPECT_TRUE(count(rule->value_path) == 0 || count(rule->value_path) == count(rule->element));
    EXPECT_NE(rule->capability, "");
    EXPECT_NE(rule->example, "") << "explain shows one";
    for (const std::string_view path : {rule->element, rule->value_path, rule->capability})
      EXPECT_TRUE(path.empty() || (path.front() != '/' && path.back() != '/')) << path;
  }
}

TEST(RuleTest, TheCatalogFindsRules) {
  EXPECT_EQ(FindRule("disk-bus")->capability, "devices/disk/bus");
  EXPECT_EQ(FindRule("disk-buss"), nullptr);
  EXPECT_EQ(FindRule(""), nullptr);
  EXPECT_EQ(FindBlockRule("devices/disk")->id, "disk");
  EXPECT_EQ(FindBlockRule("devices/disk/bus"), nullptr);
  EXPECT_EQ(FindBlockRule("devices"), nullptr);
  EXPECT_EQ(NearestRule("disk-buss"), "disk-bus");
  EXPECT_EQ(NearestRule("zzzzzz"), "");
}

}  // namespace
}  // namespace domcheck
