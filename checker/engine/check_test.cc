#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "checker/engine/check_tester.h"

namespace domcheck {
namespace {

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

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
      "incompatible 15/0\n"
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
          "lists for machine pc-q35-9.1; with type='pflash' it also needs its own "
          "<nvram template='...'>, unless the NVRAM file is there already\n"
          "14:9-14:10 error vcpu-max vcpu/max=9 +8 ?8 /domain/vcpu/text() @6: 9 virtual CPUs "
          "are more than the 8 that this host gives one guest for machine pc-q35-9.1\n");
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
      // One answer is enough, and a warning is not an error.
      {"<vcpu>8</vcpu><memoryBacking><source type='file'/></memoryBacking>", "kvm",
       GuestVerdict::kCompatible},
      {"<os><loader>/b.fd</loader></os>", "kvm", GuestVerdict::kCompatible},
      {"<devices><emulator>/other</emulator></devices>", "kvm", GuestVerdict::kUnknown},
      {"", "xen", GuestVerdict::kUnknown},
  };
  for (const auto& row : kRows)
    EXPECT_EQ(Checked("<domain type='" + std::string(row.type) + "'>" + row.content + "</domain>")
                  .result.verdict(),
              row.verdict)
        << row.content;
}

// A document that does not describe the guest answers nothing about its devices.
TEST(CheckTest, ForAnotherGuestReportsOnlyThat) {
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
  EXPECT_EQ(rules(Checked(guest)), "error vcpu-max 4/0");
  EXPECT_EQ(rules(Checked(Replaced(guest, "kvm", "xen"))), "error no-document 4/4");
  EXPECT_EQ(rules(Checked(Replaced(guest, "x86_64", "aarch64"))), "error no-document 4/4");
  EXPECT_EQ(rules(Checked(Replaced(guest, "q35", "pc"))), "error no-document 4/4");
  // The document applies to an architecture that the emulator also runs.
  EXPECT_EQ(rules(Checked(Replaced(guest, "x86_64", "i686"))),
            "warning os-arch error vcpu-max 4/0");
}

TEST(CheckTest, WithAndWithoutKvmIsUncertain) {
  const std::string kUncertain = " (uncertain: those are the capabilities of 'kvm' guests)\n";
  EXPECT_EQ(
      Checked("<domain type='qemu'><vcpu>9</vcpu><cpu mode='host-passthrough'/></domain>")
          .Describe(),
      "incompatible 3/1\n"
      "1:15-1:19 error no-document domain=qemu +kvm /domain/@type @3: this guest is of type "
      "'qemu', but the capabilities are those of 'kvm' guests: whether it starts is unknown; "
      "'virsh domcapabilities --virttype qemu --arch x86_64 --machine pc-q35-9.1' on the host "
      "prints its document\n"
      "1:27-1:28 error vcpu-max vcpu/max=9 +8 ?8 /domain/vcpu/text() @6: 9 virtual CPUs are "
      "more than the 8 that this host gives one guest for machine pc-q35-9.1" +
          kUncertain);
}

// A block that states 'no' explains all that asks below it, for each device anew.
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

// One mistake is one finding: an error of a capability speaks for the word at the same place.
TEST(CheckTest, TellsAMistakeOnce) {
  EXPECT_EQ(Checked("<domain><devices><graphics type='vcn'/></devices></domain>").Describe(),
            "incompatible 2/0\n"
            "1:34-1:37 error graphics-type devices/graphics/type=vcn +vnc ?vnc "
            "/domain/devices/graphics[1]/@type @17: graphics type 'vcn' is not offered" +
                kForMachine + "\n");
  Host old("host", /*has_many_documents=*/false);
  old.SetLibvirt({7, 0});
  old.Add(ParseCapabilities(kCapabilities));
  EXPECT_EQ(
      Checked("<domain><devices><graphics type='dbus'/></devices></domain>", std::move(old))
          .Describe(),
      "incompatible 2/0\n"
      "1:34-1:38 error graphics-type devices/graphics/type=dbus +vnc ?vnc "
      "/domain/devices/graphics[1]/@type @17: graphics type 'dbus' is not offered" +
          kForMachine +
          "; this host's libvirt 7.0 does not know graphics type 'dbus', which came with 8.4; it "
          "refuses the guest\n");
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
      Checked("<domain>\n<vcpu>9</vcpu>\n<os></y></domain>").Describe(),
      "invalid 1/0\n"
      "2:7-2:8 error vcpu-max vcpu/max=9 +8 ?8 /domain/vcpu/text() @6: 9 virtual CPUs are more "
      "than the 8 that this host gives one guest for machine pc-q35-9.1\n"
      "3:7-3:7 error xml-syntax  : </os> is missing before this\n");
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
      "\n<domain type='lxc'><os><type arch='x86_64' machine='q35'/></os><vcpu>9</vcpu></domain>";
  const Checked checked(guest, MakeHost("host", {kCapabilities, arm, silent}));
  EXPECT_EQ(
      checked.Describe(),
      "unknown 4/4\n2:2-2:8 error no-document domain /domain: none of the documents in "
      "host describes "
      "this guest (lxc x86_64 q35); there are: kvm x86_64 pc-q35-9.1, kvm aarch64 pc-q35-9.1, xen; "
      "'virsh domcapabilities --virttype lxc --arch x86_64 --machine q35' on the host prints its "
      "document\n");
  EXPECT_EQ(checked.result.capabilities, nullptr);
  const Checked chosen(Replaced(guest, "lxc", "kvm"), MakeHost("host", {arm, kCapabilities}));
  EXPECT_EQ(chosen.result.capabilities, chosen.host.capabilities()[1].get());
  EXPECT_EQ(chosen.result.verdict(), GuestVerdict::kIncompatible);
}

TEST(CheckTest, SaysThatLibvirtDoesNotDescribeAnArchitecture) {
  Host host = MakeHost("host", {kCapabilities, Replaced(kCapabilities, "x86_64", "aarch64")});
  host.SetUndescribed({{"sh4eb", "unknown architecture"}});
  const Checked checked("<domain type='qemu'><os><type arch='sh4eb'/></os></domain>",
                        std::move(host));
  EXPECT_NE(checked.Describe().find("; this host's libvirt lists sh4eb, but does not describe it: "
                                    "unknown architecture\n"),
            std::string::npos)
      << checked.Describe();
}

// A user may lower the severity of a violation to note; that does not make it an open question.
TEST(CheckTest, TellsOpenQuestionsFromViolations) {
  const Checked checked(
      "<domain type='kvm'><vcpu>{{ n }}</vcpu><devices><disk><target bus='ide'/></disk>"
      "<video><model type='vga'/></video></devices></domain>",
      MakeHost("host", {kCapabilities}), Notes::kInclude);
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
      const CheckResult result = CheckGuest(checked.read, checked.host, Notes::kInclude);
      line = result.findings[0].capability_line;
    });
  for (std::thread& thread : threads) thread.join();
  for (const size_t line : lines) EXPECT_EQ(line, 6u);
}

}  // namespace
}  // namespace domcheck
