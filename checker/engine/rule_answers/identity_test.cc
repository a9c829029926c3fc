// Tests of whether a document applies to the guest's machine, and of what it decides if not.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "checker/engine/rule_answers/rule_answer.h"
#include "checker/testing/checked_guest.h"

namespace domcheck {
namespace {

std::vector<Row> IdentityRows() {
  const auto machine = [](const std::string& name, const std::string& host,
                          const std::string& guest,
                          Says says) { return Row{name, "os-machine", host, "", "", says, guest}; };
  const auto arch = [](const std::string& name, const std::string& host, const std::string& guest,
                       Says says) {
    return Row{name, "os-arch", "kvm " + host, "", "", says, "kvm " + guest};
  };
  return {
      machine("SameMachine", kX86, kX86, Says::kFine),
      machine("AliasQ35", kX86, "kvm x86_64 q35", Says::kFine),
      machine("OlderQ35", kX86, "kvm x86_64 pc-q35-4.0", Says::kUnknown),
      machine("NewerQ35", kX86, "kvm x86_64 pc-q35-9.2", Says::kWarning),
      machine("NoSuchQ35", kX86, "kvm x86_64 pc-q35-99", Says::kWarning),
      machine("OfTenQ35", kX86, "kvm x86_64 pc-q35-10.0", Says::kWarning),
      machine("RhelQ35", kX86, "kvm x86_64 pc-q35-rhel9.2.0", Says::kError),
      machine("UbuntuQ35", kX86, "kvm x86_64 pc-q35-noble", Says::kWarning),
      machine("AliasPc", "kvm x86_64 pc-i440fx-9.1", "kvm x86_64 pc", Says::kFine),
      machine("OldPc", "kvm x86_64 pc-i440fx-9.1", "kvm x86_64 pc-0.13", Says::kUnknown),
      machine("RhelPc", "kvm x86_64 pc-i440fx-9.1", "kvm x86_64 rhel6.6.0", Says::kError),
      machine("AliasVirt", kArm, "kvm aarch64 virt", Says::kFine),
      machine("OlderVirt", kArm, "kvm aarch64 virt-6.2", Says::kUnknown),
      machine("AliasPseries", kPower, "kvm ppc64 pseries", Says::kFine),
      machine("RhelPseries", kPower, "kvm ppc64 pseries-rhel8.6.0", Says::kError),
      machine("AliasS390", kZ, "kvm s390x s390-ccw-virtio", Says::kFine),
      machine("MachineNotStated", "kvm x86_64", kX86, Says::kUnknown),
      machine("MachineNotAsked", kX86, "kvm x86_64", Says::kNotAsked),

      arch("SameArch", "x86_64", "x86_64", Says::kFine),
      arch("I686OnX8664", "x86_64", "i686", Says::kWarning),
      arch("Armv7lOnAarch64", "aarch64", "armv7l", Says::kWarning),
      arch("Ppc64leOnPpc64", "ppc64", "ppc64le", Says::kWarning),

      {"OtherEmulator", "emulator-path", kX86, "",
       "<devices><emulator>/usr/libexec/qemu-kvm</emulator></devices>", Says::kWarning},
  };
}

INSTANTIATE_TEST_SUITE_P(Identity, RuleAnswerTest, testing::ValuesIn(IdentityRows()), RowName);

constexpr char kDisks[] =
    "<devices><disk supported='yes'><enum name='bus'><value>virtio</value></enum></disk></devices>";
constexpr char kIdeDisk[] =
    "<cpu mode='host-passthrough'/>"
    "<devices><disk device='disk'><target dev='hda' bus='ide'/></disk></devices>";

// Returns the rules that have findings, separated by spaces.
std::string Told(const std::string& host_kind, const std::string& guest_kind) {
  const std::string no_passthrough =
      "<cpu><mode name='host-passthrough' supported='no'/></cpu>" + std::string(kDisks);
  const CheckedGuest checked(HostText(host_kind, no_passthrough), GuestText(guest_kind, kIdeDisk),
                             Notes::kLeaveOut);
  std::string rules;
  for (const Finding& finding : checked.result().findings)
    rules += (rules.empty() ? "" : " ") + std::string(finding.rule->id);
  return rules;
}

TEST(IdentityTest, TheDocumentOfAnotherComputerDecidesNothing) {
  const struct {
    std::string host, guest;
  } kOthers[] = {
      {kX86, kXen},
      {kX86, "kvm x86_64 pc"},
      {kX86, "kvm x86_64 pc-i440fx-9.1"},
      {kX86, "kvm x86_64 microvm"},
      {kX86, "kvm x86_64 isapc"},
      {kX86, "kvm aarch64 virt"},
      {"kvm x86_64 pc-i440fx-9.1", "kvm x86_64 q35"},
      {kArm, "kvm aarch64 sbsa-ref"},
      {kPower, "kvm ppc64 powernv9"},
      {"kvm i686", "kvm x86_64"},
      {"kvm x86_64", "kvm aarch64"},
  };
  for (const auto& [host, guest] : kOthers)
    EXPECT_EQ(Told(host, guest), "no-document") << host << ": " << guest;
  EXPECT_EQ(Told(kX86, kX86), "cpu-mode disk-bus");
  EXPECT_EQ(Told(kX86, "kvm x86_64 q35"), "cpu-mode disk-bus");
  EXPECT_EQ(Told("kvm x86_64", "kvm i686"), "cpu-mode disk-bus os-arch");
}

TEST(IdentityTest, WithoutKvmTheSameEmulatorDecidesAllButWhatKvmChanges) {
  EXPECT_EQ(Told(kX86Tcg, kX86), "no-document disk-bus");
  EXPECT_EQ(Told(kX86, kX86Tcg), "no-document disk-bus");
}

}  // namespace
}  // namespace domcheck
