#include "capsmodel/guest.h"

#include <gtest/gtest.h>

#include <string>

#include "capsmodel/xml_reader.h"

namespace domcheck {
namespace {

class Parsed {
 public:
  explicit Parsed(const std::string& text) {
    XmlReader reader;
    const auto error = reader.Read(text, &document_);
    EXPECT_FALSE(error) << text;
  }
  Element root() const { return document_.root(); }
  const Document& document() const { return document_; }

 private:
  Document document_;
};

// Returns "value", "value (implied)" or "nothing".
std::string Shown(const std::optional<GuestValue>& setting) {
  if (!setting) return "nothing";
  return std::string(setting->value) + (setting->implied ? " (implied)" : "");
}

TEST(GuestTest, TellsWhatItIs) {
  const Parsed parsed(
      "<domain type='kvm'><os><type machine='q35' arch='x86_64'>hvm</type></os>"
      "<devices><emulator>\n /usr/bin/qemu \n</emulator></devices></domain>");
  const Guest guest(parsed.document());
  EXPECT_EQ(guest.domain().name(), "domain");
  EXPECT_EQ(guest.type(), "kvm");
  EXPECT_EQ(guest.arch(), "x86_64");
  EXPECT_EQ(guest.machine(), "q35");
  EXPECT_EQ(guest.emulator(), "/usr/bin/qemu");
}

TEST(GuestTest, SaysNothingWhereTheDocumentIsSilent) {
  for (const char* text : {"<domain/>", "<domain><os/><devices/></domain>",
                           "<domain><os><type/></os><devices><emulator/></devices></domain>"}) {
    const Parsed parsed(text);
    const Guest guest(parsed.document());
    EXPECT_EQ(guest.type(), "") << text;
    EXPECT_EQ(guest.arch(), "") << text;
    EXPECT_EQ(guest.machine(), "") << text;
    EXPECT_EQ(guest.emulator(), "") << text;
  }
}

TEST(GuestTest, DiskBus) {
  const struct {
    std::string disk, bus;
  } kRows[] = {
      {"<disk/>", "nothing"},
      {"<disk><target/></disk>", "nothing"},
      {"<disk><target dev='xyz'/></disk>", "nothing"},
      {"<disk><target dev='hda' bus='sata'/></disk>", "sata"},
      {"<disk><target bus=''/></disk>", ""},
      {"<disk><target dev='hda'/></disk>", "ide (implied)"},
      {"<disk device='cdrom'><target dev='hdc'/></disk>", "ide (implied)"},
      {"<disk><target dev='sda'/></disk>", "scsi (implied)"},
      {"<disk><target dev='vda'/></disk>", "virtio (implied)"},
      {"<disk><target dev='xvda'/></disk>", "xen (implied)"},
      {"<disk><target dev='ubda'/></disk>", "uml (implied)"},
      {"<disk><target dev='fda'/></disk>", "fdc (implied)"},
      {"<disk device='floppy'><target dev='hda'/></disk>", "fdc (implied)"},
      {"<disk device='floppy'/>", "fdc (implied)"},
      {"<disk device='floppy'><target bus='usb'/></disk>", "usb"},
      {"<disk><x><target bus='usb'/></x></disk>", "nothing"},
  };
  for (const auto& row : kRows)
    EXPECT_EQ(Shown(DiskBus(Parsed(row.disk).root())), row.bus) << row.disk;
}

TEST(GuestTest, OldXenNamesOfDisksMeanTheSame) {
  for (const std::string dev : {"hda", "sdb", "vdc", "xvdd", "ubde", "fda", "xyz", ""}) {
    const Parsed plain("<disk><target dev='" + dev + "'/></disk>");
    const Parsed prefixed("<disk><target dev='ioemu:" + dev + "'/></disk>");
    EXPECT_EQ(Shown(DiskBus(prefixed.root())), Shown(DiskBus(plain.root()))) << dev;
  }
}

TEST(GuestTest, TpmModelAndVersion) {
  const struct {
    std::string tpm;
    std::string_view arch;
    std::string model, version;
  } kRows[] = {
      {"<tpm/>", "x86_64", "tpm-tis (implied)", "nothing"},
      {"<tpm/>", "", "tpm-tis (implied)", "nothing"},
      {"<tpm/>", "ppc64", "tpm-spapr (implied)", "nothing"},
      {"<tpm/>", "ppc64le", "tpm-spapr (implied)", "nothing"},
      {"<tpm model='tpm-crb'/>", "ppc64", "tpm-crb", "nothing"},
      {"<tpm><backend type='passthrough' version='1.2'/></tpm>", "x86_64", "tpm-tis (implied)",
       "nothing"},
      {"<tpm><backend type='emulator' version='2.0'/></tpm>", "x86_64", "tpm-tis (implied)", "2.0"},
      {"<tpm><backend type='emulator'/></tpm>", "x86_64", "tpm-tis (implied)", "1.2 (implied)"},
      {"<tpm><backend type='emulator'/></tpm>", "i686", "tpm-tis (implied)", "1.2 (implied)"},
      {"<tpm><backend type='emulator'/></tpm>", "aarch64", "tpm-tis (implied)", "2.0 (implied)"},
      {"<tpm><backend type='emulator'/></tpm>", "ppc64", "tpm-spapr (implied)", "2.0 (implied)"},
      {"<tpm model='tpm-tis'><backend type='emulator'/></tpm>", "x86_64", "tpm-tis",
       "1.2 (implied)"},
      {"<tpm model='tpm-crb'><backend type='emulator'/></tpm>", "x86_64", "tpm-crb",
       "2.0 (implied)"},
  };
  for (const auto& row : kRows) {
    const Parsed parsed(row.tpm);
    EXPECT_EQ(Shown(TpmModel(parsed.root(), row.arch)), row.model) << row.tpm << row.arch;
    EXPECT_EQ(Shown(TpmVersion(parsed.root(), row.arch)), row.version) << row.tpm << row.arch;
  }
}

TEST(GuestTest, CpuModeAndCheck) {
  const struct {
    std::string cpu, mode;
  } kRows[] = {
      {"<cpu/>", "nothing"},
      {"<cpu><topology sockets='1'/></cpu>", "nothing"},
      {"<cpu><model> </model></cpu>", "nothing"},
      {"<cpu><model>EPYC</model></cpu>", "custom (implied)"},
      {"<cpu mode='custom'><model>EPYC</model></cpu>", "custom"},
      {"<cpu mode='host-model'><model>EPYC</model></cpu>", "host-model"},
      {"<cpu mode='host-passthrough'/>", "host-passthrough"},
  };
  for (const auto& row : kRows)
    EXPECT_EQ(Shown(CpuMode(Parsed(row.cpu).root())), row.mode) << row.cpu;

  const Parsed silent("<cpu/>"), full("<cpu check='full'/>");
  EXPECT_EQ(CpuCheck(silent.root(), "kvm"), "partial");
  EXPECT_EQ(CpuCheck(silent.root(), "qemu"), "none");
  EXPECT_EQ(CpuCheck(silent.root(), ""), "partial");
  EXPECT_EQ(CpuCheck(full.root(), "kvm"), "full");
  EXPECT_EQ(CpuCheck(full.root(), "qemu"), "full");
}

}  // namespace
}  // namespace domcheck
