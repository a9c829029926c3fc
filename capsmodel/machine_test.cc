#include "capsmodel/machine.h"

#include <gtest/gtest.h>

#include <string_view>

namespace domcheck {
namespace {

constexpr struct {
  std::string_view machine, family;
} kFamilies[] = {
    {"q35", "q35"},
    {"pc-q35-9.1", "q35"},
    {"pc-q35-4.0.1", "q35"},
    {"pc-q35-rhel9.2.0", "q35"},
    {"pc-q35-noble", "q35"},
    {"pc", "pc"},
    {"pc-i440fx-2.12", "pc"},
    {"pc-i440fx-rhel7.6.0", "pc"},
    {"pc-0.12", "pc"},
    {"pc-1.3", "pc"},
    {"rhel6.6.0", "pc"},
    {"isapc", "isapc"},
    {"microvm", "microvm"},
    {"virt", "virt"},
    {"virt-9.1", "virt"},
    {"virt-rhel9.2.0", "virt"},
    {"pseries", "pseries"},
    {"pseries-rhel8.5.0", "pseries"},
    {"pseries-2.12-sxxm", "pseries"},
    {"s390-ccw-virtio", "s390-ccw-virtio"},
    {"s390-ccw-virtio-7.2", "s390-ccw-virtio"},
    {"s390-ccw-virtio-rhel9.2.0", "s390-ccw-virtio"},
    {"xenfv", "xenfv"},
    {"xenfv-4.2", "xenfv"},
    {"xenpv", "xenpv"},
    // No known family: the machine itself, without a version.
    {"", ""},
    {"none", "none"},
    {"mac99", "mac99"},
    {"powernv9", "powernv9"},
    {"vexpress-a15", "vexpress-a15"},
    {"sbsa-ref", "sbsa-ref"},
    {"nitro-1.0", "nitro"},
    {"a-b-2.0-c", "a-b"},
    {"xlnx-versal-virt", "xlnx-versal-virt"},
    {"virtual", "virtual"},
    {"pcx", "pcx"},
    {"pc_q35", "pc_q35"},
    {"dash-", "dash-"},
};

TEST(MachineTest, Families) {
  for (const auto& row : kFamilies)
    EXPECT_EQ(MachineFamily(row.machine), row.family) << row.machine;
}

TEST(MachineTest, FamilyOfAFamilyIsItself) {
  for (const auto& row : kFamilies)
    EXPECT_EQ(MachineFamily(MachineFamily(row.machine)), MachineFamily(row.machine)) << row.machine;
}

TEST(MachineTest, DefaultFamilies) {
  constexpr struct {
    std::string_view arch, family;
  } kRows[] = {
      {"x86_64", "pc"},        {"i686", "pc"},         {"aarch64", "virt"},
      {"armv7l", "virt"},      {"riscv64", "virt"},    {"riscv32", "virt"},
      {"ppc64", "pseries"},    {"ppc64le", "pseries"}, {"s390x", "s390-ccw-virtio"},
      {"loongarch64", "virt"}, {"sparc", ""},          {"", ""},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(DefaultMachineFamily(row.arch), row.family) << row.arch;
    EXPECT_EQ(MachineFamily(row.family), row.family) << "no family: " << row.family;
  }
}

TEST(MachineTest, Architectures) {
  constexpr struct {
    std::string_view guest, host;
    ArchMatch match;
  } kRows[] = {
      {"x86_64", "x86_64", ArchMatch::kSame},     {"", "", ArchMatch::kSame},
      {"i686", "x86_64", ArchMatch::kRuns},       {"x86_64", "i686", ArchMatch::kDiffers},
      {"armv7l", "aarch64", ArchMatch::kRuns},    {"aarch64", "armv7l", ArchMatch::kDiffers},
      {"ppc64le", "ppc64", ArchMatch::kRuns},     {"ppc64", "ppc64le", ArchMatch::kDiffers},
      {"aarch64", "x86_64", ArchMatch::kDiffers}, {"i686", "aarch64", ArchMatch::kDiffers},
      {"", "x86_64", ArchMatch::kDiffers},        {"X86_64", "x86_64", ArchMatch::kDiffers},
  };
  for (const auto& row : kRows)
    EXPECT_EQ(MatchArch(row.guest, row.host), row.match) << row.guest << " on " << row.host;
}

TEST(MachineTest, Kinds) {
  for (const char* arch : {"x86_64", "i686"}) EXPECT_TRUE(IsX86(arch)) << arch;
  for (const char* arch : {"", "x86", "i386", "aarch64"}) EXPECT_FALSE(IsX86(arch)) << arch;
  for (const char* type : {"kvm", "qemu", "hvf"}) EXPECT_TRUE(IsQemuType(type)) << type;
  for (const char* type : {"", "xen", "lxc", "KVM", "kqemu"})
    EXPECT_FALSE(IsQemuType(type)) << type;
}

}  // namespace
}  // namespace domcheck
