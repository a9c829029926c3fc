#include "checker/fleet/diff/host_diff.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "checker/fleet/check/fleet_checker.h"
#include "checker/fleet/diff/host_diff_format.h"
#include "checker/testing/loaded_host.h"
#include "checker/testing/made_host.h"

namespace domcheck {
namespace {

std::string DocumentOf(const std::string& content, const std::string& machine = "pc-q35-9.2") {
  return "<domainCapabilities><path>/usr/bin/qemu</path><domain>kvm</domain><machine>" + machine +
         "</machine><arch>x86_64</arch>" + content + "</domainCapabilities>";
}

// Returns the changes of capabilities in the report, without the indentation.
std::string Changes(const HostDiff& diff) {
  const std::string text = HostDiffAsText(diff, nullptr, false);
  const std::string head = "capabilities:\n";
  std::string changes = text.substr(text.find(head) + head.size());
  for (size_t at = 0; (at = changes.find("  ", at)) != std::string::npos;) changes.erase(at, 2);
  return changes;
}

std::string Changes(const std::string& before, const std::string& after) {
  return Changes(
      DiffHosts(MakeHost("old", {DocumentOf(before)}), MakeHost("new", {DocumentOf(after)})));
}

TEST(HostDiffTest, ReportsNothingWhereNothingChanged) {
  const Host host = LoadTestHost("@debian-12");
  EXPECT_EQ(HostDiffAsText(DiffHosts(host, host), nullptr, false),
            "@debian-12 -> @debian-12: 10 documents compared\n\ncapabilities: no change\n");
}

TEST(HostDiffTest, ReportsValuesThatAreLostAndGained) {
  const auto disk = [](const std::string& values) {
    return "<devices><disk supported='yes'><enum name='bus'>" + values + "</enum></disk></devices>";
  };
  EXPECT_EQ(Changes(disk("<value>fdc</value><value>ide</value><value>sata</value>"),
                    disk("<value>nvme</value><value>sata</value>")),
            "devices/disk/bus: lost fdc, ide\ndevices/disk/bus: gained nvme\n");
}

TEST(HostDiffTest, ReportsABlockOnceWithAllThatItHolds) {
  const std::string with =
      "<devices><tpm supported='yes'><enum name='model'><value>tpm-tis</value></enum></tpm>"
      "</devices>";
  const std::string refused = "<devices><tpm supported='no'/></devices>";
  EXPECT_EQ(Changes(with, refused), "devices/tpm: lost\n");
  EXPECT_EQ(Changes(refused, with), "devices/tpm: gained\n");
}

TEST(HostDiffTest, NeverCallsLostWhatIsNotStated) {
  const std::string with =
      "<vcpu max='255'/><devices><tpm supported='yes'><enum name='model'><value>tpm-tis</value>"
      "</enum></tpm><rng supported='no'/></devices>";
  const std::string without = "<devices/>";
  EXPECT_EQ(Changes(with, without),
            "vcpu/max: no longer told (was: 255)\ndevices/tpm: no longer told (was: yes)\n"
            "devices/rng: no longer told (was: no)\n");
  EXPECT_EQ(Changes(without, with),
            "vcpu/max: told now: 255\ndevices/tpm: told now: yes\ndevices/rng: told now: no\n");
  EXPECT_EQ(Changes("<devices><tpm supported='yes'><enum name='model'/></tpm></devices>",
                    "<devices><tpm supported='yes'/></devices>"),
            "devices/tpm/model: no longer told (was: none)\n");
}

TEST(HostDiffTest, ReportsNumbers) {
  EXPECT_EQ(Changes("<vcpu max='255'/>", "<vcpu max='4096'/>"),
            "vcpu/max: changed from 255 to 4096\n");
}

TEST(HostDiffTest, ReportsModesAsOneList) {
  EXPECT_EQ(Changes("<cpu><mode name='host-passthrough' supported='yes'/>"
                    "<mode name='custom' supported='yes'/></cpu>",
                    "<cpu><mode name='custom' supported='no'/><mode name='host-passthrough' "
                    "supported='yes'/><mode name='maximum' supported='yes'><enum name='m'>"
                    "<value>on</value></enum></mode></cpu>"),
            "cpu/mode: lost custom\ncpu/mode: gained maximum\n");
}

TEST(HostDiffTest, ReportsModels) {
  const auto models = [](const std::string& content) {
    return "<cpu><mode name='custom' supported='yes'>" + content + "</mode></cpu>";
  };
  EXPECT_EQ(Changes(models("<model usable='yes'>A</model><model usable='yes'>B</model>"
                           "<model usable='no'>C</model><model usable='unknown'>D</model>"
                           "<model usable='yes'>E</model><model usable='unknown'>F</model>"
                           "<model usable='yes' deprecated='yes'>G</model>"),
                    models("<model usable='no'>A</model><blockers model='A'><feature name='avx'/>"
                           "<feature name='sse'/></blockers><model usable='yes'>C</model>"
                           "<model usable='yes'>D</model><model usable='unknown'>E</model>"
                           "<model usable='no'>F</model><model usable='yes'>G</model>"
                           "<model usable='yes' deprecated='yes'>H</model>")),
            "cpu/custom/model: lost B\ncpu/custom/model: gained H\n"
            "cpu/custom/model: no longer usable: A (lacks avx, sse)\n"
            "cpu/custom/model: usable now: C\n"
            "cpu/custom/model: no longer told whether usable: E\n"
            "cpu/custom/model: told now that usable: D\n"
            "cpu/custom/model: told now that not usable: F\n"
            "cpu/custom/model: no longer deprecated: G\n");
}

TEST(HostDiffTest, ComparesTwoDocumentsWhateverTheyAreFor) {
  const HostDiff diff = DiffHosts(MakeHost("old", {DocumentOf("<vcpu max='1'/>", "pc-i440fx-1.0")}),
                                  MakeHost("new", {DocumentOf("<vcpu max='2'/>")}));
  EXPECT_EQ(HostDiffAsText(diff, nullptr, false),
            "old -> new: 1 document compared\n"
            "  kvm x86_64 pc-i440fx-1.0 -> kvm x86_64 pc-q35-9.2\n\ncapabilities:\n"
            "  vcpu/max: changed from 1 to 2\n");
}

TEST(HostDiffTest, ReportsAChangeOnceForAllDocuments) {
  const auto host = [](const std::string& name, const std::string& some, const std::string& all) {
    std::vector<std::string> documents;
    for (int i = 0; i < 6; ++i)
      documents.push_back(DocumentOf(
          "<vcpu max='" + (i < 5 ? some : "9") + "'/><iothreads supported='" + all + "'/>",
          "pc-q35-" + std::to_string(i)));
    return MakeHost(name, documents);
  };
  EXPECT_EQ(Changes(DiffHosts(host("old", "1", "yes"), host("new", "2", "no"))),
            "vcpu/max: changed from 1 to 2 (in 5 of 6 documents: kvm x86_64 pc-q35-0, kvm x86_64 "
            "pc-q35-1, kvm x86_64 pc-q35-2 and 2 more)\n"
            "iothreads: lost (in all 6 documents)\n");
}

TEST(HostDiffTest, ReportsMachines) {
  const std::vector<std::string> both = {DocumentOf("", "pc-q35-1"), DocumentOf("", "pc-q35-2")};
  const Host old_host =
      MakeHost("old", both,
               "<machine>pc-q35-1</machine><machine>pc-q35-2</machine><machine>isapc</machine>"
               "<machine canonical='pc-q35-1'>q35</machine><domain type='kvm'/>");
  const Host new_host =
      MakeHost("new", both,
               "<machine deprecated='yes'>pc-q35-1</machine><machine>pc-q35-2</machine>"
               "<machine>microvm</machine><machine canonical='pc-q35-2'>q35</machine>"
               "<domain type='kvm'/>");
  EXPECT_EQ(HostDiffAsText(DiffHosts(old_host, new_host), nullptr, false),
            "old -> new: 2 documents compared\n\nmachines:\n"
            "  lost: kvm x86_64: isapc\n  gained: kvm x86_64: microvm\n"
            "  deprecated now: kvm x86_64: pc-q35-1\n"
            "  changed: kvm x86_64: q35 stands for pc-q35-2, no longer for pc-q35-1\n\n"
            "capabilities: no change\n");
}

TEST(HostDiffTest, AMissingDocumentIsNoLostMachine) {
  const Host old_host =
      MakeHost("old", {DocumentOf("", "pc-q35-1"), DocumentOf("", "pc-i440fx-1")});
  const Host new_host = MakeHost("new", {DocumentOf("", "pc-q35-2"), DocumentOf("", "microvm")});
  EXPECT_EQ(HostDiffAsText(DiffHosts(old_host, new_host), nullptr, false),
            "old -> new: 1 document compared\n  kvm x86_64 pc-q35-1 -> kvm x86_64 pc-q35-2\n\n"
            "machines:\n  no new document to compare with: kvm x86_64: pc-i440fx-1\n"
            "  no old document to compare with: kvm x86_64: microvm\n\n"
            "capabilities: no change\n");
}

class GuestMovesTest : public testing::Test {
 protected:
  GuestMovesTest()
      : spice_(MakeHost("old", {Graphics("spice")})), vnc_(MakeHost("new", {Graphics("vnc")})) {}

  static std::string Graphics(const std::string& type) {
    return DocumentOf("<devices><graphics supported='yes'><enum name='type'><value>" + type +
                      "</value></enum></graphics></devices>");
  }

  void Check(const std::string& name, const std::string& text) {
    XmlReader reader;
    Document document;
    FleetChecker checker({&spice_, &vnc_});
    const ReadGuest guest(SourceFile(name, text), &reader, &document);
    moves_.Add(checker.Check(guest, {}, moves_.guests));
  }

  void CheckGraphics(const std::string& type) {
    Check(type + ".xml",
          "<domain type='kvm'>\n<os><type arch='x86_64' machine='pc-q35-9.2'>hvm</type></os>\n"
          "<devices>\n<graphics type='" +
              type + "'/>\n</devices>\n</domain>\n");
  }

  Host spice_, vnc_;
  GuestMoves moves_;
};

TEST_F(GuestMovesTest, ReportsWhoStopsAndWhoStarts) {
  CheckGraphics("spice");
  CheckGraphics("vnc");
  CheckGraphics("sdl");
  Check("none.xml", "<domain type='kvm'><os><type>hvm</type></os></domain>");
  Check("broken.xml", "<domain type='kvm'>");
  EXPECT_EQ(moves_.stop, 1U);
  EXPECT_EQ(moves_.start, 1U);
  EXPECT_EQ(moves_.on_neither, 1U);
  EXPECT_EQ(moves_.unknown, 1U);
  EXPECT_EQ(moves_.invalid, 1U);
  const HostDiff diff = DiffHosts(spice_, vnc_);
  const std::string text = HostDiffAsText(diff, &moves_, false);
  EXPECT_NE(text.find("\nspice.xml: would stop working\n"
                      "spice.xml:4:17: error: graphics type 'spice' is not offered by this host "
                      "for machine pc-q35-9.2 [graphics-type]\n"
                      "vnc.xml: would start to work\n"
                      "broken.xml: invalid\nbroken.xml:1:20: error: "),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("\n5 guests: 1 would stop working, 1 would start to, 0 run on both, 1 on "
                      "neither, 1 unknown, 1 invalid\n"),
            std::string::npos)
      << text;
}

TEST_F(GuestMovesTest, NamesWhatIsNoLongerKnown) {
  FleetGuest guest;
  guest.name = "ran.xml";
  guest.unknown = {1};
  EXPECT_EQ(MoveOf(guest), GuestMove::kBecomesUnknown);
  moves_.Add(guest);
  guest.name = "never-known.xml";
  guest.unknown = {0, 1};
  EXPECT_EQ(MoveOf(guest), GuestMove::kUnknown);
  moves_.Add(guest);
  guest.name = "could-not.xml";
  guest.cannot = {0};
  guest.unknown = {1};
  EXPECT_EQ(MoveOf(guest), GuestMove::kUnknown);
  moves_.Add(guest);
  EXPECT_EQ(moves_.unknown, 3U);
  moves_.skipped = 1;
  const HostDiff diff = DiffHosts(spice_, vnc_);
  const std::string text = HostDiffAsText(diff, &moves_, false);
  EXPECT_NE(text.find("\n\nran.xml: ran, and whether it would on the new host is not known\n"
                      "3 guests: 0 would stop working, 0 would start to, 0 run on both, 0 on "
                      "neither, 3 unknown\n1 XML file that is no guest was skipped\n"),
            std::string::npos)
      << text;
  const auto json = nlohmann::json::parse(HostDiffAsJson(diff, &moves_, 0));
  ASSERT_EQ(json.at("guests").size(), 1U);
  EXPECT_EQ(json.at("guests").at(0).at("change"), "becomesUnknown");
}

TEST_F(GuestMovesTest, NamesWhatCannotMoveWhileItRuns) {
  FleetGuest guest;
  guest.name = "host-model.xml";
  moves_.Add(guest);
  moves_.stuck = {{guest.name, "the new host lacks waitpkg of its CPU"}};
  const HostDiff diff = DiffHosts(spice_, vnc_);
  const std::string text = HostDiffAsText(diff, &moves_, false);
  EXPECT_NE(text.find("\n\nhost-model.xml: runs on both, but cannot be moved to the new host while "
                      "it runs: the new host lacks waitpkg of its CPU\n"
                      "1 guest: 0 would stop working, 0 would start to, 1 runs on both (1 not "
                      "without a restart), 0 on neither\n"),
            std::string::npos)
      << text;
  const auto json = nlohmann::json::parse(HostDiffAsJson(diff, &moves_, 0));
  EXPECT_EQ(json.at("stuck"),
            nlohmann::json::parse(R"([{"guest": "host-model.xml",)"
                                  R"("why": "the new host lacks waitpkg of its CPU"}])"));
}

TEST_F(GuestMovesTest, IsOneLineOfJson) {
  CheckGraphics("spice");
  CheckGraphics("vnc");
  const std::string text = HostDiffAsJson(DiffHosts(spice_, vnc_), &moves_, 1);
  EXPECT_EQ(text.find('\n'), text.size() - 1);
  const auto json = nlohmann::json::parse(text);
  EXPECT_EQ(json.at("old"), "old");
  EXPECT_EQ(json.at("documents").size(), 1U);
  EXPECT_EQ(json.at("changes").at(0),
            nlohmann::json::parse(R"({"change":"lost","capability":"devices/graphics/type",)"
                                  R"("values":["spice"],"documents":[0]})"));
  EXPECT_EQ(json.at("guests").at(0).at("change"), "stops");
  EXPECT_EQ(json.at("guests").at(0).at("findings").at(0).at("line"), 4);
  EXPECT_EQ(json.at("guests").at(1).at("change"), "starts");
  EXPECT_EQ(json.at("summary").at("stop"), 1);
  EXPECT_EQ(json.at("exitStatus"), 1);
}

TEST_F(GuestMovesTest, ObeysNoControlCharacter) {
  const Host old_host = MakeHost("o\x1b[31m", {DocumentOf("<vcpu max='1&#x9B;'/>")});
  const Host new_host = MakeHost("new", {DocumentOf("<vcpu max='2'/>")});
  CheckGraphics("spice");
  moves_.reported.front().name = "a\x1b[2J";
  const HostDiff diff = DiffHosts(old_host, new_host);
  for (const std::string& text :
       {HostDiffAsText(diff, &moves_, false), HostDiffAsJson(diff, &moves_, 1)}) {
    EXPECT_EQ(text.find('\x1b'), std::string::npos) << text;
    EXPECT_EQ(text.find("\xC2\x9B"), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace domcheck
