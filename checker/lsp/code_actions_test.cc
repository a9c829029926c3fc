#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "checker/lsp/code_actions_tester.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

TEST(CodeActionsTest, AreListedForTheFindingsAtAPlace) {
  const std::string text = InDevices(
      "    <disk><target dev='sda' bus='ide'/></disk>\n"
      "    <video><model type='qxl'/></video>\n"
      "    <disk><target dev='hda'/></disk>\n"
      "    <tpm model='tpm-tis'/>\n");
  const std::string kDisk =
      "* Replace 'ide' by 'sata'\nReplace 'ide' by 'virtio'\nIgnore disk-bus here\n"
      "Explain disk-bus (libvirt documentation)\n";
  const std::string kAll = "Fix all in this guest (1)\n";
  const size_t ide = text.find("ide"), qxl = text.find("qxl");
  const struct {
    Span range;
    std::string titles;
  } kRows[] = {
      {{ide, ide}, kDisk + kAll},
      {{ide + 3, ide + 3}, kDisk + kAll},
      {{ide - 9, ide + 1}, kDisk + kAll},
      {{ide - 1, ide - 1}, kAll},
      {{ide + 4, ide + 4}, kAll},
      {{qxl, qxl + 3},
       "Replace 'qxl' by 'vga'\nReplace 'qxl' by 'it's'\nIgnore video-model here\n"
       "Explain video-model (libvirt documentation)\n" +
           kAll},
      // What the text does not state cannot be replaced.
      {{text.find("target dev='hda"), text.find("target dev='hda")},
       "Ignore disk-bus here\nExplain disk-bus (libvirt documentation)\n" + kAll},
      {{text.find("tpm"), text.find("tpm")},
       "Ignore tpm here\nExplain tpm (libvirt documentation)\n" + kAll},
      {{0, 0}, kAll},
      {{text.size(), ~size_t{0}}, kAll},
  };
  const ViewedGuest guest(kCaps, text);
  for (const auto& row : kRows)
    EXPECT_EQ(TitlesOf(CodeActionsAt(guest.view(), row.range)), row.titles)
        << row.range.begin << " to " << row.range.end;
}

TEST(CodeActionsTest, RemoveARequiredFeatureThatTheHostLacks) {
  const std::string caps =
      "<domainCapabilities><domain>kvm</domain><arch>x86_64</arch><cpu>"
      "<mode name='custom' supported='yes'><model usable='no' vendor='Intel'>Haswell</model>"
      "<blockers model='Haswell'><feature "
      "name='hle'/></blockers></mode></cpu></domainCapabilities>";
  const std::string before = "<domain type='kvm'>\n <cpu mode='custom' check='full'>\n";
  const std::string after = "\n </cpu>\n</domain>\n";
  const std::string text = before + "  <feature name='vmx'/>\n  <feature name='hle'/>" + after;
  const ViewedGuest guest(caps, text);
  const auto actions = CodeActionsAt(guest.view(), kEverywhere);
  const CodeAction* remove = FindAction(actions, "Remove 'hle'");
  ASSERT_NE(remove, nullptr) << TitlesOf(actions);
  EXPECT_TRUE(remove->is_preferred);
  EXPECT_EQ(Apply(text, remove->edits), before + "  <feature name='vmx'/>" + after);
}

TEST(CodeActionsTest, TellTheFindingAndTheDocumentation) {
  const ViewedGuest guest(kCaps, InDevices("<tpm model='tpm-tis'/>\n"));
  const auto actions = CodeActionsAt(guest.view(), kEverywhere);
  const CodeAction* explain = FindAction(actions, "Explain tpm (libvirt documentation)");
  ASSERT_NE(explain, nullptr) << TitlesOf(actions);
  EXPECT_EQ(explain->kind, CodeAction::Kind::kOpenLink);
  EXPECT_EQ(explain->link, FindRule("tpm")->link);
  EXPECT_TRUE(explain->edits.empty());
  EXPECT_EQ(explain->finding, &guest.result().findings[0]);
}

TEST(CodeActionsTest, ReplaceTheValueAndNothingElse) {
  const struct {
    std::string title;
    std::string before;
    std::string after;
  } kRows[] = {
      {"Replace 'ide' by 'sata'", InDevices("\t<disk><target bus=\"ide\"/></disk>\r\n"),
       InDevices("\t<disk><target bus=\"sata\"/></disk>\r\n")},
      // However the value is written.
      {"Replace 'ide' by 'virtio'",
       InDevices("<!-- \U0001F600 -->\t<disk><target\r\n\tbus = '&#105;de'\r\n/></disk>\r"),
       InDevices("<!-- \U0001F600 -->\t<disk><target\r\n\tbus = 'virtio'\r\n/></disk>\r")},
      {"Replace '' by 'sata'", InDevices("<disk><target dev='sda' bus=''/></disk>"),
       InDevices("<disk><target dev='sda' bus='sata'/></disk>")},
      // Escaped as the place needs it.
      {"Replace 'qxl' by 'it's'", InDevices("<video><model type='qxl'/></video>"),
       InDevices("<video><model type='it&apos;s'/></video>")},
      {"Replace 'qxl' by 'it's'", InDevices("<video><model type=\"qxl\"/></video>"),
       InDevices("<video><model type=\"it's\"/></video>")},
      {"Replace '/x' by '/fw/a&b.fd'", InDomain("<os><loader> /x\r\n</loader></os>"),
       InDomain("<os><loader> /fw/a&amp;b.fd\r\n</loader></os>")},
      {"Replace '/x' by '/fw/a&b.fd'",
       InDomain("<os><loader><!-- 1 --><![CDATA[/x]]><!-- 2 --> </loader></os>"),
       InDomain("<os><loader><!-- 1 --><![CDATA[/fw/a&b.fd]]><!-- 2 --> </loader></os>")},
      {"Replace '9' by '8'", InDomain("<vcpu>&#57;</vcpu>"), InDomain("<vcpu>8</vcpu>")},
      // The document describes guests of another accelerator.
      {"Replace 'qemu' by 'kvm'", "<domain type='qemu'/>", "<domain type='kvm'/>"},
  };
  for (const auto& row : kRows) {
    const ViewedGuest guest(kCaps, row.before);
    const auto actions = CodeActionsAt(guest.view(), kEverywhere);
    const CodeAction* action = FindAction(actions, row.title);
    ASSERT_NE(action, nullptr) << TitlesOf(actions) << row.before;
    EXPECT_EQ(action->kind, CodeAction::Kind::kQuickFix);
    EXPECT_EQ(Apply(row.before, action->edits), row.after);
  }
}

TEST(CodeActionsTest, RenameAnElementInBothOfItsTags) {
  const std::string text = InDevices("<grahpics tpye='vnc'>\n</grahpics>\n<disk devise='disk'/>\n");
  const ViewedGuest guest(kCaps, text);
  const auto actions = CodeActionsAt(guest.view(), kEverywhere);
  const CodeAction* element = FindAction(actions, "Replace 'grahpics' by 'graphics'");
  ASSERT_NE(element, nullptr) << TitlesOf(actions);
  EXPECT_EQ(ReplaceAll(text, element->edits),
            InDevices("<graphics tpye='vnc'>\n</graphics>\n<disk devise='disk'/>\n"));
  const CodeAction* attribute = FindAction(actions, "Replace 'devise' by 'device'");
  ASSERT_NE(attribute, nullptr) << TitlesOf(actions);
  EXPECT_EQ(ReplaceAll(text, attribute->edits),
            InDevices("<grahpics tpye='vnc'>\n</grahpics>\n<disk device='disk'/>\n"));
}

TEST(CodeActionsTest, ReplaceOnlyWhatIsWhollyThere) {
  const std::string kRows[] = {
      InDevices("<disk><target dev='hda'/></disk>"),
      // Text in several pieces.
      InDomain("<os><loader>/x<!-- -->/y</loader></os>"),
      InDomain("<os><loader>/x<![CDATA[/y]]></loader></os>"),
      InDomain("<os><loader>/x<b/></loader></os>"),
      // A name.
      InDomain("<features><hyperv><synic/></hyperv></features>"),
  };
  for (const std::string& text : kRows) {
    const ViewedGuest guest(kCaps, text);
    const auto actions = CodeActionsAt(guest.view(), kEverywhere);
    EXPECT_FALSE(actions.empty()) << text;
    EXPECT_EQ(TitlesOf(actions).find("Replace"), std::string::npos) << TitlesOf(actions) << text;
  }
}

TEST(CodeActionsTest, OfferTheNearestOfManyModels) {
  std::string models;
  for (char c = 'a'; c <= 'z'; ++c)
    models += "<model usable='yes'>" + std::string(1, c) + "86</model>";
  models += "<model usable='yes'>EPYC-Rome</model><model usable='yes'>EPYC-Milan</model>";
  const ViewedGuest guest("<domainCapabilities><cpu><mode name='custom' supported='yes'>" + models +
                              "</mode></cpu></domainCapabilities>",
                          InDomain("<cpu><model fallback='forbid'>EPYC-Milan-v9</model></cpu>"));
  const auto actions = CodeActionsAt(guest.view(), kEverywhere);
  std::vector<std::string> titles;
  for (const CodeAction& action : actions)
    if (action.title.find("Replace") == 0) titles.push_back(action.title);
  ASSERT_EQ(titles.size(), 12u) << TitlesOf(actions);
  EXPECT_EQ(titles[0], "Replace 'EPYC-Milan-v9' by 'EPYC-Milan'");
  EXPECT_TRUE(actions[0].is_preferred);
  EXPECT_EQ(titles[1], "Replace 'EPYC-Milan-v9' by 'EPYC-Rome'");
  EXPECT_EQ(titles[2], "Replace 'EPYC-Milan-v9' by 'a86'");
}

TEST(CodeActionsTest, AreThereForAGuestThatIsBrokenOff) {
  const std::string text = "<domain>\n<devices>\n\t<disk><target bus='ide'/></disk>\n\t<disk><tar";
  const ViewedGuest guest(kCaps, text);
  const auto actions = CodeActionsAt(guest.view(), {text.find("ide"), text.find("ide")});
  EXPECT_EQ(TitlesOf(actions),
            "* Replace 'ide' by 'sata'\nReplace 'ide' by 'virtio'\nIgnore disk-bus here\n"
            "Explain disk-bus (libvirt documentation)\n");
  EXPECT_EQ(Apply(text, actions[2].edits),
            "<domain>\n<devices>\n\t<!-- domcheck: ignore disk-bus because ... -->\n"
            "\t<disk><target bus='ide'/></disk>\n\t<disk><tar");
}

TEST(FixAllTest, DoesWhatFixDoes) {
  const std::string kIgnore = "<!-- domcheck: ignore disk-bus -->";
  const struct {
    std::string before;
    std::string after;
    std::string titles;
  } kRows[] = {
      {InDevices("\t<disk><target bus='ide'/></disk>\r\n<graphics type='spice'/>\U0001F600"),
       InDevices("\t<disk><target bus='sata'/></disk>\r\n<graphics type='vnc'/>\U0001F600"),
       "Fix all in this guest (2)\n"},
      {InDevices(kIgnore + "<disk><target bus='ide'/></disk><graphics type='spice'/>"),
       InDevices(kIgnore + "<disk><target bus='ide'/></disk><graphics type='vnc'/>"),
       "Fix all in this guest (1)\n"},
      // Nothing to fix, or nothing that may be fixed.
      {InDevices("<disk><target bus='sata'/></disk>"),
       InDevices("<disk><target bus='sata'/></disk>"), ""},
      {InDevices("<disk><target dev='hda'/></disk>"), InDevices("<disk><target dev='hda'/></disk>"),
       ""},
      {"<domain><devices><disk><target bus='ide'/></disk>",
       "<domain><devices><disk><target bus='ide'/></disk>", ""},
      {"", "", ""},
  };
  for (const auto& row : kRows) {
    const ViewedGuest guest(kCaps, row.before);
    EXPECT_EQ(Apply(row.before, FixAll(guest.view())), row.after);
    const auto actions = CodeActionsAt(guest.view(), {0, 0});
    if (row.titles.empty()) continue;
    EXPECT_EQ(TitlesOf(actions), row.titles) << row.before;
    EXPECT_EQ(actions[0].kind, CodeAction::Kind::kFixAll);
    EXPECT_EQ(actions[0].finding, nullptr);
    EXPECT_EQ(Apply(row.before, actions[0].edits), row.after);
  }
}

// A rule that is switched off is not fixed and does not stop the fixes of others.
TEST(FixAllTest, HeedsTheSettings) {
  Settings settings;
  settings.policy.disabled.insert("disk-bus");
  const std::string text =
      InDevices("<disk><target bus='ide'/></disk><graphics type='spice'/><tpm/>");
  const ViewedGuest guest(kCaps, text, settings);
  EXPECT_EQ(Apply(text, FixAll(guest.view())),
            InDevices("<disk><target bus='ide'/></disk><graphics type='vnc'/><tpm/>"));
}

TEST(FixAllTest, WithoutAHostThereIsNothing) {
  const ViewedGuest guest("", InDevices("<disk><target bus='ide'/></disk>"));
  EXPECT_TRUE(FixAll(guest.view()).empty());
  EXPECT_TRUE(CodeActionsAt(guest.view(), kEverywhere).empty());
}

// What the findings are about, including ignored ones.
std::vector<std::string> Subjects(const CheckResult& result) {
  std::vector<std::string> subjects;
  for (const Finding& finding : result.findings)
    subjects.push_back(std::string(finding.rule->id) + " " + finding.path + ": " + finding.message);
  return subjects;
}

// For every bad example of the rules, each action's edits leave XML that can be read, and do what
// the action's title promises.
TEST(CodeActionsTest, HoldForEveryRule) {
  size_t replaced = 0, ignored = 0;
  for (const Rule* rule : AllRules()) {
    if (rule->subject != Rule::Subject::kCapability) continue;
    const std::string folder = "rules/" + std::string(rule->id);
    const std::string caps = ReadTestdata(folder + "/caps.xml");
    const std::string text = ReadTestdata(folder + "/bad.xml");
    const ViewedGuest guest(caps, text);
    for (const CodeAction& action : CodeActionsAt(guest.view(), kEverywhere)) {
      if (action.edits.empty()) continue;
      const ViewedGuest after(caps, Apply(text, action.edits));
      EXPECT_TRUE(guest.result().verdict() == GuestVerdict::kInvalid ||
                  after.result().verdict() != GuestVerdict::kInvalid)
          << folder << ": " << action.title;
      if (action.title.find("Ignore") == 0) {
        ++ignored;
        size_t suppressed = 0;
        for (const Finding& finding : after.result().findings) {
          if (finding.suppression == Suppression::kNone) continue;
          ++suppressed;
          EXPECT_EQ(finding.rule, action.finding->rule) << folder << ": " << action.title;
        }
        EXPECT_GE(suppressed, 1u) << folder << ": " << action.title;
        EXPECT_EQ(Subjects(after.result()), Subjects(guest.result())) << folder;
      }
      if (action.title.find("Replace") != 0) continue;
      ++replaced;
      for (const Finding& finding : after.result().findings)
        EXPECT_FALSE(finding.rule == action.finding->rule && finding.path == action.finding->path &&
                     finding.value == action.finding->value)
            << folder << ": " << action.title;
    }
  }
  EXPECT_GE(replaced, 40u);
  EXPECT_GE(ignored, 60u);
}

}  // namespace
}  // namespace domcheck
