#include "checker/engine/check.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

namespace domcheck {
namespace {

namespace fs = std::filesystem;

constexpr char kCapabilities[] = R"(<domainCapabilities>
  <path>/usr/bin/qemu</path>
  <domain>kvm</domain>
  <machine>pc-q35-9.1</machine>
  <arch>x86_64</arch>
  <vcpu max='8'/>
  <os><loader><value>/a.fd</value></loader></os>
  <cpu>
    <mode name='host-passthrough' supported='no'/>
    <mode name='host-model' supported='yes'/>
  </cpu>
  <devices>
    <disk supported='yes'>
      <enum name='diskDevice'><value>disk</value></enum>
      <enum name='bus'><value>virtio</value><value>sata</value></enum>
    </disk>
    <graphics supported='yes'><enum name='type'><value>vnc</value></enum></graphics>
    <tpm supported='no'><enum name='model'/></tpm>
  </devices>
</domainCapabilities>
)";

std::unique_ptr<Host> MakeHost(const std::vector<std::string>& documents, bool chooses) {
  auto host = std::make_unique<Host>("host", chooses);
  XmlReader reader;
  for (const std::string& text : documents) {
    auto read = ReadCapabilities(SourceFile("caps.xml", text), &reader);
    host->Add(std::move(std::get<Capabilities>(read)));
  }
  return host;
}

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

// A guest with what it was checked against.
struct Checked {
  Checked(std::string guest, std::unique_ptr<Host> host_checked, Notes notes = Notes::kLeaveOut)
      : host(std::move(host_checked)),
        read(std::get<SourceFile>(MakeSourceFile("vm.xml", std::move(guest))), &reader, &document),
        result(CheckGuest(read, *host, notes)) {}
  explicit Checked(std::string guest, Notes notes = Notes::kLeaveOut)
      : Checked(std::move(guest), MakeHost({kCapabilities}, false), notes) {}

  // "verdict asked/unknown", then a line a finding.
  std::string Describe() const {
    std::string text = std::string(GuestVerdictName(result.verdict())) + " " +
                       std::to_string(result.asked()) + "/" + std::to_string(result.unknown()) +
                       "\n";
    for (const Finding& finding : result.findings) text += Describe(finding) + "\n";
    return text;
  }

  // Everything that a finding says, in the order in which a person asks for it.
  std::string Describe(const Finding& finding) const {
    std::string text = finding.span ? At(finding.span->begin) + "-" + At(finding.span->end) : "-";
    text += " " + std::string(SeverityName(finding.severity)) + " " +
            std::string(finding.rule->id) + " " + finding.capability;
    if (finding.value) text += "=" + *finding.value;
    if (finding.implied) text += "(implied)";
    for (const std::string& value : finding.allowed) text += " +" + value;
    if (!finding.suggestion.empty()) text += " ?" + finding.suggestion;
    text += " " + finding.path;
    if (finding.capability_line != 0) text += " @" + std::to_string(finding.capability_line);
    return text + ": " + finding.message;
  }

  std::string At(size_t offset) const {
    const Position position = read.source().PositionAt(offset);
    return std::to_string(position.line) + ":" + std::to_string(position.column);
  }

  std::unique_ptr<Host> host;
  XmlReader reader;
  Document document;
  ReadGuest read;
  CheckResult result;
};

const std::string kForMachine = " by this host for machine pc-q35-9.1";

TEST(CheckTest, TellsAllFindingsInTheOrderOfTheText) {
  EXPECT_EQ(
      Checked(R"(<domain type='kvm'>
  <devices>
    <graphics type='spice'/>
    <disk device='cdrom'><target dev='hda'/></disk>
    <disk><target dev='sda' bus='sata'/></disk>
    <emulator>/usr/bin/other</emulator>
  </devices>
  <os>
    <loader>
      /b.fd
    </loader>
    <type arch='x86_64' machine='q35'>hvm</type>
  </os>
  <vcpu>9</vcpu>
</domain>)")
          .Describe(),
      "incompatible 15/1\n"
      "3:21-3:26 error graphics-type devices/graphics/type=spice +vnc ?vnc "
      "/domain/devices/graphics[1]/@type @17: graphics type 'spice' is not offered" +
          kForMachine +
          "\n4:19-4:24 error disk-device devices/disk/diskDevice=cdrom +disk "
          "/domain/devices/disk[1]/@device @14: disk device 'cdrom' is not offered" +
          kForMachine +
          "\n4:27-4:33 error disk-bus devices/disk/bus=ide(implied) +virtio +sata ?sata "
          "/domain/devices/disk[1]/target @15: disk bus 'ide' is not offered" +
          kForMachine +
          " (implied: the guest does not say it)\n"
          "6:15-6:29 warning emulator-path path=/usr/bin/other +/usr/bin/qemu "
          "/domain/devices/emulator[1]/text() @2: the capabilities are those of the emulator "
          "'/usr/bin/qemu', not of '/usr/bin/other'\n"
          "10:7-10:12 warning loader-path os/loader/value=/b.fd +/a.fd ?/a.fd "
          "/domain/os/loader/text() @7: firmware image '/b.fd' is not among those that this host "
          "lists for machine pc-q35-9.1\n"
          "14:9-14:10 error vcpu-max vcpu/max=9 +8 ?8 /domain/vcpu/text() @6: 9 virtual CPUs "
          "are more than the 8 that this host gives one guest for machine pc-q35-9.1\n");
}

// The value is marked by braces.
TEST(CheckTest, PointsAtTheValue) {
  const struct {
    std::string before, marked;
    std::string place;
  } kRows[] = {
      {"", "<disk><target bus='{ide}'/></disk>", "1:37-1:40"},
      {"", "<disk><target bus=\"{ide}\"/></disk>", "1:37-1:40"},
      {"", "<disk><target dev='a>b' bus = '{ide}'/></disk>", "1:49-1:52"},
      {"", "<disk><target dev=\"bus='sata'\" bus='{ide}'/></disk>", "1:54-1:57"},
      {"", "<disk><target bus='{}'/></disk>", "1:37-1:37"},
      {"", "<disk><target bus='{a&amp;b}'/></disk>", "1:37-1:44"},
      {"", "<disk><target\tbus='{ide}'/></disk>", "1:37-1:40"},
      {"", "<disk><target bus='{i\nde}'/></disk>", "1:37-2:3"},
      {"", "<disk><{target} dev='hda'/></disk>", "1:25-1:31"},
      {"", "<{disk} device='floppy'/>", "1:19-1:23"},
      // Lines, however they end.
      {"\n\n", "<disk><target bus='{ide}'/></disk>", "3:37-3:40"},
      {"\r\n\r\n", "<disk><target bus='{ide}'/></disk>", "3:37-3:40"},
      {"\r\r", "<disk><target bus='{ide}'/></disk>", "3:37-3:40"},
      {"", "\r\n<disk>\r\n<target\r\n  bus='{ide}'/></disk>", "4:8-4:11"},
      // Columns are code points.
      {"", "<!-- \u00e9\u65e5\U0001F600 --><disk><target bus='{ide}'/></disk>", "1:49-1:52"},
      {"", "<disk><target dev='\U0001F600\U0001F600' bus='{\u00e9\U0001F600}'/></disk>",
       "1:46-1:48"},
      // What looks like an element and is none.
      {"<!-- <domain><disk> -->\n", "<disk><target bus='{ide}'/></disk>", "2:37-2:40"},
      {"<?pi <disk>?>", "<disk><target bus='{ide}'/></disk>", "1:50-1:53"},
      {"", "<![CDATA[<disk>]]><disk><target bus='{ide}'/></disk>", "1:55-1:58"},
      {"", "&lt;disk&gt;<disk><target bus='{ide}'/></disk>", "1:49-1:52"},
      // Texts.
      {"", "<emulator>{/x}</emulator>", "1:28-1:30"},
      {"", "<emulator>\n\t{/x y}\r\n</emulator>", "2:2-2:6"},
      {"", "<emulator><!-- a -->{/x}<!-- b -->/y</emulator>", "1:38-1:40"},
      {"", "<emulator><![CDATA[{/x}]]>/y</emulator>", "1:37-1:39"},
      {"", "<emulator><![CDATA[ ]]>{/x}</emulator>", "1:41-1:43"},
      {"", "<emulator>{&#x2F;x}</emulator>", "1:28-1:35"},
  };
  for (const auto& row : kRows) {
    std::string text = row.before + "<domain><devices>" + row.marked + "</devices></domain>";
    const size_t begin = text.find('{');
    text.erase(begin, 1);
    const size_t end = text.find('}');
    text.erase(end, 1);
    const Checked checked(text);
    const auto& findings = checked.result.findings;
    const auto of_interest =
        std::find_if(findings.begin(), findings.end(), [](const Finding& finding) {
          return finding.rule->id == "disk-bus" || finding.rule->id == "emulator-path";
        });
    ASSERT_NE(of_interest, findings.end()) << text;
    EXPECT_EQ(
        text.substr(of_interest->span->begin, of_interest->span->end - of_interest->span->begin),
        text.substr(begin, end - begin));
    EXPECT_EQ(checked.At(of_interest->span->begin) + "-" + checked.At(of_interest->span->end),
              row.place)
        << text;
  }
}

TEST(CheckTest, TheEncodingMakesNoDifference) {
  // In code units of UTF-16, which all stand for a byte in ISO-8859-1 too.
  const std::u16string units =
      u"<domain type='kvm'>\r\n<name>\u00e9\u00ff</name><devices><disk><target dev='\u00fc' "
      u"bus='ide'/></disk></devices>\r\n</domain>";
  std::string little = "\xFF\xFE", big = "\xFE\xFF", latin, ascii;
  for (const char16_t unit : units) {
    const char low = static_cast<char>(unit & 0xFF);
    little += {low, '\0'};
    big += {'\0', low};
    latin += low;
    ascii += unit < 0x80 ? std::string(1, low) : "&#" + std::to_string(unit) + ";";
  }
  std::string utf8;
  for (const char c : latin)
    utf8 += static_cast<unsigned char>(c) < 0x80
                ? std::string(1, c)
                : std::string{static_cast<char>(0xC0 | (c >> 6 & 3)),
                              static_cast<char>(0x80 | (c & 0x3F))};
  const std::string expected = Checked(utf8).Describe();
  EXPECT_NE(expected.find("\n2:52-2:55 error disk-bus"), std::string::npos) << expected;
  EXPECT_EQ(Checked("\xEF\xBB\xBF" + utf8).Describe(), expected);
  EXPECT_EQ(Checked(little).Describe(), expected);
  EXPECT_EQ(Checked(big).Describe(), expected);
  EXPECT_EQ(Checked(little.substr(2)).Describe(), expected);
  const std::string declaration = "<?xml version='1.0' encoding='ISO-8859-1'?>\n";
  EXPECT_EQ(Checked(declaration + latin).Describe(),
            Checked("<?xml version='1.0' encoding='UTF-8'?>\n" + utf8).Describe());
}

TEST(CheckTest, GivesVerdicts) {
  const struct {
    std::string content;
    std::string_view type;
    GuestVerdict verdict;
  } kRows[] = {
      {"<vcpu>8</vcpu>", "kvm", GuestVerdict::kCompatible},
      {"<vcpu>9</vcpu>", "kvm", GuestVerdict::kIncompatible},
      {"", "kvm", GuestVerdict::kUnknown},
      {"<memoryBacking><source type='file'/></memoryBacking>", "kvm", GuestVerdict::kUnknown},
      // One answer is enough, and a warning is no error.
      {"<vcpu>8</vcpu><memoryBacking><source type='file'/></memoryBacking>", "kvm",
       GuestVerdict::kCompatible},
      {"<os><loader>/b.fd</loader></os>", "kvm", GuestVerdict::kCompatible},
      {"<devices><emulator>/other</emulator></devices>", "kvm", GuestVerdict::kUnknown},
      {"", "xen", GuestVerdict::kIncompatible},
  };
  for (const auto& row : kRows)
    EXPECT_EQ(Checked("<domain type='" + std::string(row.type) + "'>" + row.content + "</domain>")
                  .result.verdict(),
              row.verdict)
        << row.content;
}

// What does not describe the guest says nothing of its devices.
TEST(CheckTest, ForAnotherGuestTellsOnlyThat) {
  const std::string guest =
      "<domain type='kvm'><os><type arch='x86_64' machine='q35'/></os><vcpu>9</vcpu></domain>";
  const auto rules = [](const Checked& checked) {
    std::string text;
    for (const Finding& finding : checked.result.findings)
      text +=
          std::string(SeverityName(finding.severity)) + " " + std::string(finding.rule->id) + " ";
    return text + std::to_string(checked.result.asked()) + "/" +
           std::to_string(checked.result.unknown());
  };
  EXPECT_EQ(rules(Checked(guest)), "error vcpu-max 4/1");
  EXPECT_EQ(rules(Checked(Replaced(guest, "kvm", "xen"))), "error domain-type 4/2");
  EXPECT_EQ(rules(Checked(Replaced(guest, "x86_64", "aarch64"))), "error os-arch 4/2");
  EXPECT_EQ(rules(Checked(Replaced(guest, "q35", "pc"))), "error os-machine 4/1");
  // An architecture that the emulator runs too is near enough.
  EXPECT_EQ(rules(Checked(Replaced(guest, "x86_64", "i686"))),
            "warning os-arch error vcpu-max 4/1");
}

TEST(CheckTest, WithAndWithoutKvmIsUncertain) {
  const std::string kUncertain = " (uncertain: those are the capabilities of 'kvm' guests)\n";
  EXPECT_EQ(Checked("<domain type='qemu'><vcpu>9</vcpu><cpu mode='host-passthrough'/></domain>")
                .Describe(),
            "incompatible 3/1\n"
            "1:15-1:19 error domain-type domain=qemu +kvm /domain/@type @3: this guest is of type "
            "'qemu', but the capabilities are those of 'kvm' guests: other findings are uncertain\n"
            "1:27-1:28 error vcpu-max vcpu/max=9 +8 ?8 /domain/vcpu/text() @6: 9 virtual CPUs are "
            "more than the 8 that this host gives one guest for machine pc-q35-9.1" +
                kUncertain);
}

// A block that says 'no' explains all that asks below it, for each device anew.
TEST(CheckTest, ABlockThatSaysNoIsToldOnceADevice) {
  const std::string tpm = "<tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>";
  EXPECT_EQ(Checked("<domain><devices>" + tpm + "\n" + tpm + "</devices></domain>").Describe(),
            "incompatible 8/0\n"
            "1:19-1:22 error tpm devices/tpm /domain/devices/tpm[1] @18: TPM devices are not "
            "supported" +
                kForMachine +
                "\n"
                "2:2-2:5 error tpm devices/tpm /domain/devices/tpm[2] @18: TPM devices are not "
                "supported" +
                kForMachine + "\n");
}

TEST(CheckTest, NotesTellWhatIsLeftOpen) {
  const std::string guest =
      "<domain><vcpu>4</vcpu><devices><rng model='virtio'/></devices></domain>";
  EXPECT_EQ(Checked(guest).Describe(), "compatible 3/2\n");
  const std::string open = ": the capabilities do not say whether this host offers it\n";
  EXPECT_EQ(Checked(guest, Notes::kInclude).Describe(),
            "compatible 3/2\n"
            "1:33-1:36 note rng devices/rng /domain/devices/rng[1]: random number generators" +
                open +
                "1:44-1:50 note rng-model devices/rng/model=virtio /domain/devices/rng[1]/@model: "
                "random number generator model 'virtio'" +
                open);
}

TEST(CheckTest, WhatIsWrongWithTheTextComesLast) {
  EXPECT_EQ(
      Checked("<domain>\n<vcpu>9</vcpu>\n<x></y></domain>").Describe(),
      "invalid 1/0\n"
      "2:7-2:8 error vcpu-max vcpu/max=9 +8 ?8 /domain/vcpu/text() @6: 9 virtual CPUs are more "
      "than the 8 that this host gives one guest for machine pc-q35-9.1\n"
      "3:6-3:6 error xml-syntax  : </x> is missing before this\n");
  const struct {
    std::string text;
    std::string described;
  } kRows[] = {
      {"", "1:1-1:1 error xml-syntax  : there is no XML in this file: it is empty"},
      {"\x7F"
       "ELF",
       "1:1-1:1 error xml-syntax  : this is not XML: an element must begin here"},
      {"\n<!DOCTYPE domain><domain/>",
       "2:1-2:1 error xml-syntax  : a document type declaration is not allowed here: remove it"},
      {"<domain>\xFF</domain>",
       "1:9-1:9 error xml-syntax  : a byte here is not UTF-8; convert the file, or name its "
       "encoding "
       "in an XML declaration"},
      {"<!-- -->\n<network/>", "2:2-2:9 error not-a-domain  : this is a <network>, not a <domain>"},
      {"<domainCapabilities/>",
       "1:2-1:20 error not-a-domain  : this is a <domainCapabilities>, which says what a host "
       "offers, not a <domain>; give it with --caps"},
      {"<network><a></network>", "1:15-1:15 error xml-syntax  : </a> is missing before this"},
  };
  for (const auto& row : kRows)
    EXPECT_EQ(Checked(row.text).Describe(), "invalid 0/0\n" + row.described + "\n");
}

TEST(CheckTest, KnowsXmlOfOtherKinds) {
  EXPECT_TRUE(Checked("<network/>").read.is_other_xml());
  EXPECT_FALSE(Checked("<domain/>").read.is_other_xml());
  EXPECT_FALSE(Checked("<domain>").read.is_other_xml());
  EXPECT_FALSE(Checked("").read.is_other_xml());
}

TEST(CheckTest, SaysThatNoDocumentDescribesTheGuest) {
  const std::string arm = Replaced(kCapabilities, "x86_64", "aarch64");
  const std::string silent = "<domainCapabilities><domain>xen</domain></domainCapabilities>";
  const std::string guest =
      "\n<domain type='lxc'><os><type arch='x86_64'/></os><vcpu>9</vcpu></domain>";
  const Checked checked(guest, MakeHost({kCapabilities, arm, silent}, true));
  EXPECT_EQ(
      checked.Describe(),
      "unknown 3/3\n2:2-2:8 warning no-document domain /domain: none of the documents in "
      "host describes "
      "this guest (lxc x86_64); there are: kvm x86_64 pc-q35-9.1, kvm aarch64 pc-q35-9.1, xen\n");
  EXPECT_EQ(checked.result.capabilities, nullptr);
  const Checked chosen(Replaced(guest, "lxc", "kvm"), MakeHost({arm, kCapabilities}, true));
  EXPECT_EQ(chosen.result.capabilities, chosen.host->capabilities()[1].get());
  EXPECT_EQ(chosen.result.verdict(), GuestVerdict::kIncompatible);
}

// A violation may be as little as a note, where somebody says so; it is no open question then.
TEST(CheckTest, TellsOpenQuestionsFromViolations) {
  const Checked checked(
      "<domain type='kvm'><vcpu>{{ n }}</vcpu><devices><disk><target bus='ide'/></disk>"
      "<video><model type='vga'/></video></devices></domain>",
      MakeHost({kCapabilities}, false), Notes::kInclude);
  size_t open = 0;
  for (const Finding& finding : checked.result.findings) {
    EXPECT_EQ(finding.is_open, finding.severity == Severity::kNote) << finding.message;
    open += finding.is_open ? 1 : 0;
  }
  EXPECT_GE(open, 2u) << checked.Describe();
  EXPECT_GT(checked.result.findings.size(), open) << checked.Describe();
}

TEST(CheckTest, UnreadableHasNoPlace) {
  const CheckResult result = Unreadable("why");
  EXPECT_EQ(result.verdict(), GuestVerdict::kInvalid);
  ASSERT_EQ(result.findings.size(), 1u);
  EXPECT_EQ(result.findings[0].rule->id, "unreadable");
  EXPECT_EQ(result.findings[0].message, "why");
  EXPECT_EQ(result.findings[0].span, std::nullopt);
}

TEST(CheckTest, ManyThreadsMayAskOneGuest) {
  const Checked checked("<domain><vcpu>9</vcpu></domain>");
  std::vector<size_t> lines(8);
  std::vector<std::thread> threads;
  for (size_t& line : lines)
    threads.emplace_back([&checked, &line] {
      const CheckResult result = CheckGuest(checked.read, *checked.host, Notes::kInclude);
      line = result.findings[0].capability_line;
    });
  for (std::thread& thread : threads) thread.join();
  for (const size_t line : lines) EXPECT_EQ(line, 6u);
}

std::vector<std::string> FilesIn(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".xml") files.push_back(entry.path().string());
  return files;
}

// Whatever the guest and the host: findings stand in the order of the text, and what a guest says
// in so many letters is what the finding points at.
TEST(CheckTest, FindingsOfAllGuestsPointAtWhatTheySay) {
  XmlReader reader;
  Host host("hosts", true);
  for (const std::string& file : FilesIn("testdata/hosts/debian-12"))
    host.Add(std::get<Capabilities>(
        ReadCapabilities(std::get<SourceFile>(ReadSourceFile(file, file)), &reader)));
  size_t pointed = 0;
  for (const char* folder : {"testdata/guests", "testdata/rules"}) {
    for (const std::string& file : FilesIn(folder)) {
      auto source = ReadSourceFile(file, file);
      if (!std::holds_alternative<SourceFile>(source)) continue;
      Document document;
      const ReadGuest guest(std::move(std::get<SourceFile>(source)), &reader, &document);
      const CheckResult result = CheckGuest(guest, host, Notes::kInclude);
      EXPECT_LE(result.unknown(), result.asked()) << file;
      size_t last = 0;
      for (const Finding& finding : result.findings) {
        ASSERT_TRUE(finding.span) << file;
        EXPECT_GE(finding.span->begin, last) << file << ": " << finding.message;
        last = finding.span->begin;
        const std::string_view at =
            guest.source().text().substr(last, finding.span->end - finding.span->begin);
        if (!finding.value || finding.implied || at.find('&') != std::string_view::npos) continue;
        EXPECT_EQ(at, *finding.value) << file << ": " << finding.message;
        ++pointed;
      }
    }
  }
  EXPECT_GT(pointed, 50u) << "the documents are not where the test looks";
}

}  // namespace
}  // namespace domcheck
