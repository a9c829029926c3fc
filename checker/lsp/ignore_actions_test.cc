// Actions that write a comment to ignore a finding.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "checker/lsp/code_actions_tester.h"
#include "checker/testing/marked_text.h"

namespace domcheck {
namespace {

// Expects that after the edit the finding is ignored, no comment is useless, and nothing else
// changed.
void ExpectIgnored(const ViewedGuest& before, const ViewedGuest& after, std::string_view rule) {
  std::string expected;
  for (const Finding& finding : before.result().findings) {
    CheckResult one;
    one.findings = {finding};
    if (finding.rule->id == rule) one.findings[0].suppression = Suppression::kInSource;
    expected += FindingsOf(one);
  }
  EXPECT_NE(expected, "");
  EXPECT_EQ(FindingsOf(after.result()), expected);
}

TEST(IgnoreActionsTest, IgnoreWithAComment) {
  const std::string kComment = "<!-- domcheck: ignore disk-bus because ... -->";
  const std::string kDisk = "<disk>\n<target bus='ide'/></disk>\n";
  const struct {
    std::string rule;
    std::string before;
    std::string after;
  } kRows[] = {
      {"disk-bus", InDevices("    " + kDisk), InDevices("    " + kComment + "\n    " + kDisk)},
      // The element's own indentation and line endings.
      {"disk-bus", InDevices(" \t" + kDisk), InDevices(" \t" + kComment + "\n \t" + kDisk)},
      {"disk-bus", InDevices("\t<disk>\r\n<target bus='ide'/></disk>\n"),
       InDevices("\t" + kComment + "\r\n\t<disk>\r\n<target bus='ide'/></disk>\n")},
      {"disk-bus", "<domain>\r<devices>\r\t<disk><target bus='ide'/></disk>\r</devices>\r</domain>",
       "<domain>\r<devices>\r\t" + kComment +
           "\r\t<disk><target bus='ide'/></disk>\r</devices>\r</domain>"},
      // The element shares its line.
      {"disk-bus", "<domain><devices><disk/><disk><target bus='ide'/></disk></devices></domain>",
       "<domain><devices><disk/>" + kComment +
           "<disk><target bus='ide'/></disk></devices></domain>"},
      {"disk-bus", InDevices("<!-- \U0001F600 --> " + kDisk),
       InDevices("<!-- \U0001F600 --> " + kComment + kDisk)},
      // A finding on what libvirt implies can be ignored too.
      {"disk-bus", InDevices("\t<disk><target dev='hda'/></disk>\n"),
       InDevices("\t" + kComment + "\n\t<disk><target dev='hda'/></disk>\n")},
      // The element already has a comment.
      {"disk-bus",
       InDevices("<!-- domcheck: ignore video-model because x -->\n<video>"
                 "<model type='qxl'/></video>\n" +
                 kDisk),
       InDevices("<!-- domcheck: ignore video-model because x -->\n<video>"
                 "<model type='qxl'/></video>\n" +
                 kComment + "\n" + kDisk)},
      {"vcpu-max", InDomain("  <!-- note -->\n  <vcpu\n placement='static'>9</vcpu>\n"),
       InDomain("  <!-- note -->\n  <!-- domcheck: ignore vcpu-max because ... -->\n"
                "  <vcpu\n placement='static'>9</vcpu>\n")},
      {"hyperv-feature",
       InDomain(" <features>\n  <hyperv>\n   <synic/>\n  </hyperv>\n </features>\n"),
       InDomain(" <!-- domcheck: ignore hyperv-feature because ... -->\n"
                " <features>\n  <hyperv>\n   <synic/>\n  </hyperv>\n </features>\n")},
      {"no-document", "<?xml version='1.0'?>\n<domain type='qemu'>\n</domain>",
       "<?xml version='1.0'?>\n<!-- domcheck: ignore no-document because ... -->\n"
       "<domain type='qemu'>\n</domain>"},
      {"no-document", "<domain type='qemu'/>",
       "<!-- domcheck: ignore no-document because ... -->\n<domain type='qemu'/>"},
      {"no-document", "<?xml version='1.0'?><domain type='qemu'/>\r\n",
       "<?xml version='1.0'?><!-- domcheck: ignore no-document because ... -->"
       "<domain type='qemu'/>\r\n"},
  };
  for (const auto& row : kRows) {
    const ViewedGuest guest(kCaps, row.before);
    const auto actions = CodeActionsAt(guest.view(), kEverywhere);
    const CodeAction* action = FindAction(actions, "Ignore " + row.rule + " here");
    ASSERT_NE(action, nullptr) << TitlesOf(actions) << row.before;
    EXPECT_EQ(action->kind, CodeAction::Kind::kQuickFix);
    EXPECT_FALSE(action->is_preferred);
    const std::string after = Apply(row.before, action->edits);
    EXPECT_EQ(after, row.after);
    ExpectIgnored(guest, ViewedGuest(kCaps, after), row.rule);
  }
}

TEST(IgnoreActionsTest, AddTheRuleToACommentThatIsThere) {
  const std::string kDevice = "<disk device='x'><target bus='ide'/></disk>\n";
  const std::string caps =
      "<domainCapabilities><devices><disk supported='yes'><enum name='diskDevice'/>"
      "<enum name='bus'/></disk></devices></domainCapabilities>";
  // The comments are before a disk; `|` is where the rule is added.
  const std::string kRows[] = {
      "<!-- domcheck: ignore disk-device| because of it -->\r\n\t" + kDevice,
      "<!-- domcheck: ignore disk-device| -->" + kDevice,
      "<!--domcheck: ignore disk-device|-->" + kDevice,
      "<!-- domcheck: ignore disk-device|, because of it -->" + kDevice,
      "<!-- domcheck: ignore disk-device|\n because of \U0001F600 -->\n<!-- 2 -->" + kDevice,
      "<disk device='x'><!-- domcheck: ignore disk-device| --><target bus='ide'/></disk>\n",
      "<disk device='x'><target bus='ide'/><!-- domcheck: ignore disk-device| --></disk>\n",
  };
  for (const std::string& row : kRows) {
    const MarkedText marked = TakeMarks(InDevices(row));
    const std::string& before = marked.text;
    std::string after = before;
    after.insert(marked.offset(), ", disk-bus");
    const ViewedGuest guest(caps, before);
    const auto actions = CodeActionsAt(guest.view(), kEverywhere);
    const CodeAction* action = FindAction(actions, "Ignore disk-bus here");
    ASSERT_NE(action, nullptr) << TitlesOf(actions) << before;
    EXPECT_EQ(Apply(before, action->edits), after);
    ExpectIgnored(guest, ViewedGuest(caps, after), "disk-bus");
  }
}

TEST(IgnoreActionsTest, DoNotIgnoreWhatCannotBeIgnored) {
  const struct {
    std::string text;
    std::string rule;
  } kRows[] = {
      {"<domain><devices></domain>", "xml-syntax"},
      {"", "xml-syntax"},
      {"<domainCapabilities/>", "not-a-domain"},
      {"<!-- domcheck: ignore disk-bus --><domain/>", "unused-ignore"},
  };
  for (const auto& row : kRows) {
    const ViewedGuest guest(kCaps, row.text);
    EXPECT_EQ(TitlesOf(CodeActionsAt(guest.view(), kEverywhere)),
              "Explain " + row.rule + " (libvirt documentation)\n")
        << row.text;
  }
}

TEST(IgnoreActionsTest, LeaveOutWhatIsIgnored) {
  const ViewedGuest guest(kCaps, InDevices("<!-- domcheck: ignore disk-bus -->"
                                           "<disk><target bus='ide'/></disk>"));
  EXPECT_EQ(TitlesOf(CodeActionsAt(guest.view(), kEverywhere)), "");
}

}  // namespace
}  // namespace domcheck
