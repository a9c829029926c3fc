#include "capsmodel/host_machines.h"

#include <gtest/gtest.h>

#include <string>

namespace domcheck {
namespace {

constexpr char kText[] = R"(<capabilities>
  <host><cpu><arch>x86_64</arch></cpu></host>
  <guest>
    <os_type>hvm</os_type>
    <arch name='x86_64'>
      <emulator>/usr/bin/qemu-system-x86_64</emulator>
      <machine canonical='pc-q35-7.2' maxCpus='288'>q35</machine>
      <machine maxCpus='288'>pc-q35-7.2</machine>
      <machine maxCpus='255' deprecated='yes'>pc-i440fx-1.4</machine>
      <domain type='qemu'/>
      <domain type='kvm'>
        <emulator>/usr/bin/kvm</emulator>
        <machine canonical='pc-q35-7.1'>q35</machine>
        <machine>pc-q35-7.1</machine>
      </domain>
    </arch>
  </guest>
  <guest><os_type>hvm</os_type><arch name='riscv64'><machine>virt</machine><domain type='qemu'/></arch></guest>
</capabilities>)";

HostMachines Read(const std::string& text) {
  XmlReader reader;
  auto read = ReadHostMachines(SourceFile("capabilities.xml", text), &reader);
  return std::get<HostMachines>(std::move(read));
}

TEST(HostMachinesTest, KnowsAliasesByKindOfGuest) {
  const HostMachines machines = Read(kText);
  EXPECT_EQ(machines.all().size(), 6u);
  EXPECT_EQ(machines.Find("x86_64", "qemu", "q35")->real_name(), "pc-q35-7.2");
  EXPECT_EQ(machines.Find("x86_64", "kvm", "q35")->real_name(), "pc-q35-7.1");
  EXPECT_EQ(machines.Find("x86_64", "kvm", "q35")->emulator, "/usr/bin/kvm");
  EXPECT_EQ(machines.Find("", "", "virt")->arch, "riscv64");
  EXPECT_TRUE(machines.Find("x86_64", "qemu", "pc-i440fx-1.4")->is_deprecated);
  EXPECT_EQ(machines.Find("x86_64", "kvm", "pc-i440fx-1.4"), nullptr);
  EXPECT_EQ(machines.Find("aarch64", "", "virt"), nullptr);
  EXPECT_EQ(machines.Names("x86_64", "kvm"), (std::vector<std::string_view>{"q35", "pc-q35-7.1"}));
}

TEST(HostMachinesTest, MayBeEmpty) {
  EXPECT_TRUE(Read("<capabilities/>").all().empty());
  EXPECT_TRUE(Read("<capabilities><guest><arch/></guest></capabilities>").all().empty());
}

TEST(HostMachinesTest, TellsWhatIsWrong) {
  XmlReader reader;
  for (const char* text : {"", "<capabilities>", "<domainCapabilities/>"})
    EXPECT_TRUE(std::holds_alternative<XmlError>(ReadHostMachines(SourceFile("x", text), &reader)))
        << text;
}

}  // namespace
}  // namespace domcheck
