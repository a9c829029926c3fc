#include "checker/fleet/common/common_machines.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <variant>

namespace domcheck {
namespace {

HostMachines MachinesOf(const std::string& guests) {
  XmlReader reader;
  auto read = ReadHostMachines(
      SourceFile("capabilities.xml", "<capabilities>" + guests + "</capabilities>"), &reader);
  return std::move(std::get<HostMachines>(read));
}

std::string Guest(const std::string& type, const std::string& machines) {
  return "<guest><arch name='x86_64'><domain type='" + type + "'>" + machines +
         "</domain></arch></guest>";
}

TEST(CommonMachinesTest, HasThoseOfAllHosts) {
  const HostMachines a = MachinesOf(
      Guest("kvm",
            "<emulator>/usr/bin/kvm</emulator><machine canonical='pc-q35-9.1'>q35</machine>"
            "<machine>pc-q35-9.1</machine><machine>pc-q35-7.2</machine>"
            "<machine canonical='pc-i440fx-7.2'>pc</machine><machine>pc-i440fx-7.2</machine>") +
      Guest("qemu", "<machine>none</machine>"));
  const HostMachines b = MachinesOf(
      Guest("kvm",
            "<emulator>/usr/bin/kvm</emulator><machine canonical='pc-i440fx-7.2'>pc</machine>"
            "<machine deprecated='yes'>pc-i440fx-7.2</machine>"
            "<machine canonical='pc-q35-7.2'>q35</machine><machine>pc-q35-7.2</machine>"));
  EXPECT_EQ(CommonMachines({&a, &b}),
            "<capabilities>\n  <guest>\n    <arch name='x86_64'>\n      <domain type='kvm'>\n"
            "        <emulator>/usr/bin/kvm</emulator>\n"
            "        <machine>q35</machine>\n"
            "        <machine>pc-q35-7.2</machine>\n"
            "        <machine canonical='pc-i440fx-7.2'>pc</machine>\n"
            "        <machine deprecated='yes'>pc-i440fx-7.2</machine>\n"
            "      </domain>\n    </arch>\n  </guest>\n</capabilities>\n");
}

TEST(CommonMachinesTest, TellsNoEmulatorThatDiffers) {
  const HostMachines a =
      MachinesOf(Guest("kvm", "<emulator>/a</emulator><machine>m&lt;'</machine>"));
  const HostMachines b =
      MachinesOf(Guest("kvm", "<emulator>/b</emulator><machine>m&lt;'</machine>"));
  const std::string text = CommonMachines({&a, &b});
  EXPECT_EQ(text.find("emulator"), std::string::npos) << text;
  XmlReader reader;
  const auto read = ReadHostMachines(SourceFile("common.xml", text), &reader);
  ASSERT_TRUE(std::holds_alternative<HostMachines>(read)) << text;
  EXPECT_EQ(std::get<HostMachines>(read).Names("x86_64", "kvm").front(), "m<'");
}

TEST(CommonMachinesTest, IsEmptyWhereOneIsNotKnownOrNoneIsShared) {
  const HostMachines a = MachinesOf(Guest("kvm", "<machine>a</machine>"));
  const HostMachines b = MachinesOf(Guest("kvm", "<machine>b</machine>"));
  EXPECT_NE(CommonMachines({&a, &a}), "");
  EXPECT_EQ(CommonMachines({&a, &b}), "");
  EXPECT_EQ(CommonMachines({&a, nullptr}), "");
  EXPECT_EQ(CommonMachines({nullptr, &a}), "");
}

}  // namespace
}  // namespace domcheck
