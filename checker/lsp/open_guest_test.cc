#include "checker/lsp/open_guest.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "checker/testing/loaded_host.h"

namespace domcheck {
namespace {

// A small guest with three things that debian-12 does not offer for q35.
constexpr char kGuest[] = R"(<domain type='kvm'>
  <name>a</name>
  <os>
    <type arch='x86_64' machine='q35'>hvm</type>
  </os>
  <devices>
    <disk type='file' device='disk'>
      <target dev='hda' bus='ide'/>
    </disk>
    <graphics type='rdp'/>
    <disk type='file' device='disk'>
      <target dev='hdb' bus='ide'/>
    </disk>
  </devices>
</domain>
)";

class OpenGuestTest : public testing::Test {
 protected:
  OpenGuestTest() : guest_("a.xml", kGuest) { guest_.SetHosts({&host_}, &settings_); }

  // "rule:line ..." for all diagnostics; marks a place that does not hold the value.
  std::string Shown() { return Shown(&guest_); }
  static std::string Shown(OpenGuest* guest) {
    std::string shown;
    for (const Diagnostic& diagnostic : guest->Diagnostics()) {
      const SourceFile& source = guest->source();
      EXPECT_LE(diagnostic.span.begin, diagnostic.span.end);
      EXPECT_LE(diagnostic.span.end, source.text().size());
      shown += (shown.empty() ? "" : " ") + std::string(diagnostic.rule->id) + ":" +
               std::to_string(source.PositionAt(diagnostic.span.begin).line);
    }
    return shown;
  }
  void Replace(const std::string& what, const std::string& by) {
    const size_t at = guest_.source().text().find(what);
    ASSERT_NE(at, std::string_view::npos) << what;
    guest_.Edit({{at, at + what.size()}, by});
  }

  const Host host_ = LoadTestHost("@debian-12");
  Settings settings_;
  OpenGuest guest_;
};

TEST_F(OpenGuestTest, FollowsEdits) {
  EXPECT_EQ(Shown(), "disk-bus:8 graphics-type:10 disk-bus:12");
  Replace("'rdp'", "'vnc'");
  EXPECT_EQ(Shown(), "disk-bus:8 disk-bus:12");
  Replace("bus='ide'", "bus='sata'");
  EXPECT_EQ(Shown(), "disk-bus:12");
  guest_.SetText("<domain type='kvm'/>");
  EXPECT_EQ(Shown(), "");
  guest_.SetText(kGuest);
  EXPECT_EQ(Shown(), "disk-bus:8 graphics-type:10 disk-bus:12");
}

TEST_F(OpenGuestTest, NothingFlickersWhileTagsAreTyped) {
  ASSERT_EQ(Shown(), "disk-bus:8 graphics-type:10 disk-bus:12");
  Replace("    <graphics", "    <\n    <graphics");
  EXPECT_EQ(Shown(), "disk-bus:8 xml-syntax:10 graphics-type:11 disk-bus:13");
  Replace("    <\n", "    <input type=\n\n");
  EXPECT_EQ(Shown(), "disk-bus:8 xml-syntax:12 graphics-type:12 disk-bus:14");
  Replace("    <input type=\n\n", "    <input type='mouse'/>\n");
  EXPECT_EQ(Shown(), "disk-bus:8 graphics-type:11 disk-bus:13");
  // A diagnostic that the edit touched is gone until the text can be read again.
  Replace("'rdp'", "'rd");
  EXPECT_EQ(Shown(), "disk-bus:8 xml-syntax:12 disk-bus:13");
  Replace("'rd/>", "'rdp'/>");
  EXPECT_EQ(Shown(), "disk-bus:8 graphics-type:11 disk-bus:13");
}

TEST_F(OpenGuestTest, OtherXmlIsLeftAlone) {
  for (const char* text : {"<network/>", "<network", "", "  ", "<domainCapabilities/>", "<"}) {
    OpenGuest other("b.xml", text);
    other.SetHosts({&host_}, &settings_);
    EXPECT_EQ(Shown(&other), "") << text;
  }
  // A text that was a guest is a guest that is being rewritten.
  guest_.SetText("<domain/>");
  EXPECT_EQ(Shown(), "");
  guest_.SetText("<dom");
  EXPECT_EQ(Shown(), "xml-syntax:1");
}

TEST_F(OpenGuestTest, CommentsAndSettingsCount) {
  Replace("    <graphics", "    <!-- domcheck: ignore graphics-type -->\n    <graphics");
  EXPECT_EQ(Shown(), "disk-bus:8 disk-bus:13");
  settings_.policy.disabled.insert("disk-bus");
  guest_.SetHosts({&host_}, &settings_);
  EXPECT_EQ(Shown(), "");
  settings_.policy.disabled.clear();
  guest_.SetHosts({}, &settings_);
  EXPECT_EQ(Shown(), "unused-ignore:10");
}

TEST_F(OpenGuestTest, SeveralHostsAreNamed) {
  guest_.SetHosts({&host_, &host_}, &settings_);
  EXPECT_EQ(Shown(), "disk-bus:8 graphics-type:10 disk-bus:12");
  EXPECT_NE(guest_.Diagnostics()[0].message.find("(@debian-12)"), std::string::npos);
}

// Edited or opened, the same text has the same diagnostics.
TEST_F(OpenGuestTest, EditsEndWhereOpeningBegins) {
  std::mt19937 random(7);
  const std::string pieces[] = {"<", ">", "'", "<disk>", "</disk>", "\n", "\u00e9", "ide", ""};
  for (int round = 0; round < 300; ++round) {
    const size_t size = guest_.source().text().size();
    const size_t begin = random() % (size + 1);
    const size_t end = std::min(size, begin + random() % 20);
    guest_.Edit({{begin, end}, pieces[random() % std::size(pieces)]});
    Shown();
    if (random() % 10 == 0) guest_.SetText(kGuest);
  }
  const std::string text(guest_.source().text());
  guest_.Edit({{0, text.size()}, kGuest});
  EXPECT_EQ(Shown(), "disk-bus:8 graphics-type:10 disk-bus:12");
}

}  // namespace
}  // namespace domcheck
