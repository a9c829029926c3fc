// Tests of the fleet's report as text.
#include <gtest/gtest.h>

#include <string>

#include "checker/fleet/check/fleet_format.h"

namespace domcheck {
namespace {

FleetFinding Lacking(const std::string& value, std::vector<HostClassNumber> classes,
                     const std::string& rule = "graphics-type") {
  Statement statement;
  statement.rule = rule;
  statement.value = value;
  statement.lack = "graphics type '" + value + "'";
  statement.message = statement.lack + " is not offered by this host";
  FleetFinding finding;
  finding.statement = std::make_shared<Statement>(statement);
  finding.place = ReportedPlace{4, 21, 4, 26, ""};
  finding.classes = std::move(classes);
  return finding;
}

FleetFinding OfEmulator(const std::string& path, std::vector<HostClassNumber> classes) {
  FleetFinding finding = Lacking(path, std::move(classes), "emulator-path");
  finding.severity = Severity::kWarning;
  return finding;
}

class FleetTextTest : public testing::Test {
 protected:
  FleetTextTest() {
    classes_.hosts = {"a", "b", "c"};
    classes_.hosts_of = {{0}, {1, 2}};
  }

  std::string GuestText(const FleetGuest& guest) {
    std::string text;
    kFleetTextFormat.guest(guest, classes_, {}, &text);
    summary_.Add(guest, classes_, required_);
    return text;
  }

  std::string EndText() {
    std::string text;
    kFleetTextFormat.end(summary_, classes_, {}, &text);
    return text;
  }

  HostClasses classes_;
  FleetSummary summary_;
  size_t required_ = 0;
};

TEST_F(FleetTextTest, HostsOfAnotherArchitectureDoNotCount) {
  FleetGuest guest;
  guest.name = "web.xml";
  guest.other_arch = {1};
  EXPECT_EQ(GuestText(guest), "");  // runs on all
  EXPECT_EQ(summary_.on_all, 1U);
  guest.cannot = {0};
  guest.findings = {Lacking("spice", {0})};
  EXPECT_EQ(GuestText(guest),
            "web.xml: runs on none of 1 host (2 are of another architecture)\n"
            "web.xml:4:21: error: the host lacks graphics type 'spice' [graphics-type]\n");
  EXPECT_EQ(summary_.on_none, 1U);
}

TEST_F(FleetTextTest, TellsTheVerdictFirstThenItsReasons) {
  FleetGuest guest;
  guest.name = "web.xml";
  guest.cannot = {0, 1};
  guest.findings = {Lacking("spice", {0}), Lacking("vnc", {1}), Lacking("rdp", {0, 1})};
  EXPECT_EQ(GuestText(guest),
            "web.xml: runs on none of 3 hosts\n"
            "web.xml:4:21: error: 1 of 3 hosts lacks graphics type 'spice' [graphics-type]\n"
            "      = a\n"
            "web.xml:4:21: error: 2 of 3 hosts lack graphics type 'vnc' [graphics-type]\n"
            "      = b, c\n"
            "web.xml:4:21: error: all 3 hosts lack graphics type 'rdp' [graphics-type]\n");
  classes_.hosts = {"a"};
  classes_.hosts_of = {{0}};
  EXPECT_EQ(FleetSentence(Lacking("spice", {0}), {}, classes_),
            "the host lacks graphics type 'spice'");
}

TEST_F(FleetTextTest, CallsAnInvalidGuestSoFirst) {
  FleetGuest guest;
  guest.name = "web.xml";
  guest.is_invalid = true;
  Statement statement;
  statement.rule = "xml-syntax";
  statement.message = "it ends too early";
  guest.findings = {Lacking("", {})};
  guest.findings.front().statement = std::make_shared<Statement>(statement);
  EXPECT_EQ(GuestText(guest),
            "web.xml: invalid\nweb.xml:4:21: error: it ends too early [xml-syntax]\n");
}

TEST_F(FleetTextTest, TellsOfEmulatorsOnceAtTheEnd) {
  FleetGuest guest;
  guest.name = "web.xml";
  guest.findings = {OfEmulator("/usr/bin/kvm", {0}), OfEmulator("/usr/bin/kvm", {1})};
  EXPECT_EQ(GuestText(guest), "");
  guest.cannot = {0};
  guest.findings = {Lacking("spice", {0}), OfEmulator("/opt/kvm", {1})};
  EXPECT_EQ(GuestText(guest).find("/opt/kvm"), std::string::npos);
  EXPECT_EQ(GuestText(guest).find("emulator"), std::string::npos);
  EXPECT_NE(EndText().find("\nemulators that hosts' documents are not of: /opt/kvm (2 guests), "
                           "/usr/bin/kvm (1 guest) [emulator-path]\n"),
            std::string::npos)
      << EndText();
  // As an error, it is a reason like any other.
  guest.findings[1].severity = Severity::kError;
  EXPECT_NE(GuestText(guest).find("lack graphics type '/opt/kvm' [emulator-path]\n"),
            std::string::npos);
}

TEST_F(FleetTextTest, NamesGuestsOnTooFewHosts) {
  required_ = 3;
  FleetGuest guest;
  guest.cannot = {0};
  for (int number = 1; number <= 38; ++number) {
    guest.name = "g" + std::to_string(number);
    FleetSummary next;
    next.Add(guest, classes_, required_);
    summary_.Add(next);
    if (number == 11) {
      EXPECT_NE(EndText().find("11 guests on fewer hosts than required: g1, g2, g3, g4, g5, g6, "
                               "g7, g8, g9, g10, g11\n"),
                std::string::npos)
          << EndText();
    }
  }
  EXPECT_NE(EndText().find("38 guests on fewer hosts than required: g1, g2, g3, g4, g5, g6, g7, "
                           "g8, g9, g10 and 28 more\n"),
            std::string::npos)
      << EndText();
}

TEST_F(FleetTextTest, CountsWhatIsNoGuest) {
  EXPECT_EQ(EndText().find("skipped"), std::string::npos);
  summary_.skipped = 2;
  EXPECT_NE(EndText().find("\n2 XML files that are no guests were skipped\n"), std::string::npos);
}

}  // namespace
}  // namespace domcheck
