#include "capsmodel/host.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "capsmodel/xml_reader.h"
#include "checker/testing/file_content.h"
#include "checker/testing/made_host.h"
#include "checker/testing/xml_files.h"

namespace domcheck {
namespace {

struct Kind {
  std::string type, arch, machine, emulator;
};

std::string Element(const std::string& name, const std::string& text) {
  return text.empty() ? "" : "<" + name + ">" + text + "</" + name + ">";
}

Capabilities Document(const Kind& kind) {
  return ParseCapabilities("<domainCapabilities>" + Element("path", kind.emulator) +
                               Element("domain", kind.type) + Element("machine", kind.machine) +
                               Element("arch", kind.arch) + "</domainCapabilities>",
                           kind.type + " " + kind.arch + " " + kind.machine);
}

std::string Attribute(const std::string& name, const std::string& value) {
  return value.empty() ? "" : " " + name + "='" + value + "'";
}

// Returns the name of the document that the host chooses for such a guest, or "none".
std::string Choice(const Host& host, const Kind& guest) {
  XmlReader reader;
  domcheck::Document document;
  reader.Read("<domain" + Attribute("type", guest.type) + "><os><type" +
                  Attribute("arch", guest.arch) + Attribute("machine", guest.machine) +
                  ">hvm</type></os><devices>" + Element("emulator", guest.emulator) +
                  "</devices></domain>",
              &document);
  const Capabilities* chosen = host.Choose(Guest(document));
  return chosen == nullptr ? "none" : chosen->source().name();
}

struct ChoiceRow {
  Kind guest;
  std::string chosen;
};

void ExpectChoices(const Host& host, const std::vector<ChoiceRow>& rows) {
  for (const auto& [guest, chosen] : rows)
    EXPECT_EQ(Choice(host, guest), chosen)
        << guest.type << " " << guest.arch << " " << guest.machine << " " << guest.emulator;
}

TEST(HostTest, ChoosesTheDocumentOfTheGuest) {
  Host host("folder", true);
  for (const Kind& kind : std::vector<Kind>{
           {"kvm", "x86_64", "pc-q35-9.1", "/q/x86"},
           {"kvm", "x86_64", "pc-i440fx-9.1", "/q/x86"},
           {"kvm", "x86_64", "pc-q35-7.2", "/q/old"},
           {"qemu", "x86_64", "pc-q35-9.1", "/q/x86"},
           {"qemu", "i686", "pc-i440fx-9.1", "/q/i386"},
           {"qemu", "aarch64", "virt-9.1", "/q/arm"},
           {"qemu", "ppc64", "pseries-9.1", "/q/ppc"},
       })
    host.Add(Document(kind));
  const std::vector<ChoiceRow> kRows = {
      // The exact machine.
      {{"kvm", "x86_64", "pc-q35-7.2", ""}, "kvm x86_64 pc-q35-7.2"},
      {{"qemu", "x86_64", "pc-q35-9.1", ""}, "qemu x86_64 pc-q35-9.1"},
      // Another version or an alias: the first document of the family.
      {{"kvm", "x86_64", "q35", ""}, "kvm x86_64 pc-q35-9.1"},
      {{"kvm", "x86_64", "pc-q35-rhel9.2.0", ""}, "kvm x86_64 pc-q35-9.1"},
      {{"kvm", "x86_64", "pc", ""}, "kvm x86_64 pc-i440fx-9.1"},
      // The emulator decides among several, but the machine takes precedence.
      {{"kvm", "x86_64", "q35", "/q/old"}, "kvm x86_64 pc-q35-7.2"},
      {{"kvm", "x86_64", "pc-q35-9.1", "/q/old"}, "kvm x86_64 pc-q35-9.1"},
      {{"kvm", "x86_64", "pc-q35-7.2", "/q/x86"}, "kvm x86_64 pc-q35-7.2"},
      // No machine: libvirt's default, whatever the emulator.
      {{"kvm", "x86_64", "", ""}, "kvm x86_64 pc-i440fx-9.1"},
      {{"kvm", "x86_64", "", "/q/old"}, "kvm x86_64 pc-i440fx-9.1"},
      {{"qemu", "aarch64", "", ""}, "qemu aarch64 virt-9.1"},
      // No architecture: that of the host, which is that of its documents with KVM.
      {{"qemu", "", "virt", ""}, "qemu x86_64 pc-q35-9.1"},
      {{"qemu", "", "", "/q/ppc"}, "none"},
      {{"qemu", "", "q35", "/q/ppc"}, "qemu x86_64 pc-q35-9.1"},
      {{"kvm", "", "", ""}, "kvm x86_64 pc-i440fx-9.1"},
      // The architecture's own document, before that of an emulator that also runs it.
      {{"qemu", "i686", "pc", ""}, "qemu i686 pc-i440fx-9.1"},
      {{"kvm", "i686", "pc", ""}, "kvm x86_64 pc-i440fx-9.1"},
      {{"qemu", "ppc64le", "pseries", ""}, "qemu ppc64 pseries-9.1"},
      // No type.
      {{"", "aarch64", "", ""}, "qemu aarch64 virt-9.1"},
      // The same emulator with another accelerator.
      {{"kvm", "aarch64", "virt", ""}, "qemu aarch64 virt-9.1"},
      {{"kvm", "aarch64", "virt", "/q/other"}, "qemu aarch64 virt-9.1"},
      {{"qemu", "x86_64", "pc-q35-7.2", ""}, "qemu x86_64 pc-q35-9.1"},
      // None.
      {{"xen", "x86_64", "pc", ""}, "none"},
      {{"kvm", "x86_64", "microvm", ""}, "none"},
      {{"qemu", "armv7l", "vexpress-a15", ""}, "none"},
  };
  ExpectChoices(host, kRows);
}

TEST(HostTest, ASilentDocumentFitsEveryMachine) {
  Host host("folder", true);
  host.Add(Document({"kvm", "x86_64", "", ""}));
  EXPECT_EQ(Choice(host, {"kvm", "x86_64", "microvm", ""}), "kvm x86_64 ");
  EXPECT_EQ(Choice(host, {"kvm", "aarch64", "virt", ""}), "none");
}

// If the host's machines show that it lacks a kind of guest, the nearest document is chosen.
TEST(HostTest, AGuestOfAKindThatTheHostLacksGetsTheNearestDocument) {
  XmlReader reader;
  const auto arch = [](const std::string& name, const std::string& rest) {
    return "<guest><os_type>hvm</os_type><arch name='" + name + "'>" + rest + "</arch></guest>";
  };
  auto machines = ReadHostMachines(
      SourceFile("capabilities.xml",
                 "<capabilities>" +
                     arch("x86_64",
                          "<emulator>/q/x86</emulator><machine>pc-q35-9.1</machine>"
                          "<machine>pc-i440fx-9.1</machine><machine>microvm</machine>"
                          "<domain type='qemu'/><domain type='kvm'/>") +
                     arch("aarch64",
                          "<emulator>/q/arm</emulator><machine>virt-9.1</machine>"
                          "<domain type='qemu'/>") +
                     "</capabilities>"),
      &reader);
  Host host("folder", true);
  host.SetMachines(std::move(std::get<HostMachines>(machines)));
  for (const Kind& kind : std::vector<Kind>{
           {"qemu", "aarch64", "virt-9.1", "/q/arm"},
           {"qemu", "x86_64", "pc-q35-9.1", "/q/x86"},
           {"kvm", "x86_64", "pc-i440fx-9.1", "/q/x86"},
       })
    host.Add(Document(kind));
  const std::vector<ChoiceRow> kRows = {
      {{"xen", "x86_64", "pc-q35-9.1", ""}, "qemu x86_64 pc-q35-9.1"},
      {{"kvm", "aarch64", "virt-9.1", ""}, "qemu aarch64 virt-9.1"},
      {{"qemu", "ia64", "pc-q35-9.1", ""}, "qemu x86_64 pc-q35-9.1"},
      {{"kvm", "ia64", "", ""}, "kvm x86_64 pc-i440fx-9.1"},
      {{"kvm", "x86_64", "virt", ""}, "kvm x86_64 pc-i440fx-9.1"},
      {{"qemu", "x86_64", "isapc", "/q/x86"}, "qemu x86_64 pc-q35-9.1"},
      // The host has it, but its document is not in the folder.
      {{"qemu", "x86_64", "microvm", ""}, "none"},
      // The host's machines do not list this emulator.
      {{"qemu", "x86_64", "isapc", "/q/other"}, "none"},
      {{"qemu", "${ARCH}", "microvm", ""}, "none"},
  };
  ExpectChoices(host, kRows);
}

TEST(HostTest, ASingleDocumentIsChosenForItsKindOfGuest) {
  Host host("file", false);
  host.Add(Document({"kvm", "x86_64", "pc-q35-9.1", ""}));
  const std::vector<ChoiceRow> kRows = {
      {{"kvm", "x86_64", "q35", ""}, "kvm x86_64 pc-q35-9.1"},
      {{"kvm", "x86_64", "pc-q35-rhel9.2.0", "/q/other"}, "kvm x86_64 pc-q35-9.1"},
      {{"kvm", "i686", "q35", ""}, "kvm x86_64 pc-q35-9.1"},
      {{"qemu", "", "q35", ""}, "kvm x86_64 pc-q35-9.1"},
      {{"", "", "q35", ""}, "kvm x86_64 pc-q35-9.1"},
      // libvirt's default is pc.
      {{"kvm", "x86_64", "", ""}, "none"},
      {{"kvm", "", "", ""}, "none"},
      // No emulator has such a machine, which the rules report.
      {{"kvm", "x86_64", "pseries", ""}, "kvm x86_64 pc-q35-9.1"},
      {{"kvm", "${ARCH}", "{{ machine }}", ""}, "kvm x86_64 pc-q35-9.1"},
      {{"xen", "x86_64", "q35", ""}, "none"},
      {{"kvm", "aarch64", "q35", ""}, "none"},
      {{"kvm", "x86_64", "pc", ""}, "none"},
  };
  ExpectChoices(host, kRows);
  EXPECT_EQ(host.name(), "file");
  EXPECT_EQ(host.capabilities().size(), 1u);
}

// A guest of exactly the kind that a captured document describes gets that document.
TEST(HostTest, EveryCapturedDocumentIsChosenForItsOwnKind) {
  Host host("testdata/hosts/debian-12", true);
  for (const std::string& path : XmlFilesBelow(host.name()))
    host.Add(ParseCapabilities(ReadFile(path), path));
  EXPECT_GE(host.capabilities().size(), 10u);
  for (const auto& document : host.capabilities()) {
    const Kind kind = {std::string(document->domain_type()), std::string(document->arch()),
                       std::string(document->machine()), std::string(document->emulator())};
    EXPECT_EQ(Choice(host, kind), document->source().name());
  }
}

}  // namespace
}  // namespace domcheck
