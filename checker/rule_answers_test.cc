// What single rules do otherwise than the rest: a row is a host, a guest, and what one rule says.
//
// The cases that all rules share are in rule_cases_test.cc.
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "checker/checked_guest.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

// Whom a document or a guest is about: "kvm x86_64 pc-q35-9.1". What is missing is not said.
struct Kind {
  std::string type, arch, machine;
};

constexpr char kX86[] = "kvm x86_64 pc-q35-9.1";
constexpr char kX86Tcg[] = "qemu x86_64 pc-q35-9.1";
constexpr char kArm[] = "kvm aarch64 virt-9.1";
constexpr char kArmTcg[] = "qemu aarch64 virt-9.1";
constexpr char kZ[] = "kvm s390x s390-ccw-virtio-9.1";
constexpr char kZTcg[] = "qemu s390x s390-ccw-virtio-9.1";
constexpr char kPower[] = "kvm ppc64 pseries-9.1";
constexpr char kXen[] = "xen x86_64 xenfv";

Kind ParseKind(const std::string& text) {
  Kind kind;
  std::istringstream words(text);
  words >> kind.type >> kind.arch >> kind.machine;
  return kind;
}

std::string HostText(const std::string& kind_text, const std::string& stated) {
  const Kind kind = ParseKind(kind_text);
  std::string text = "<domainCapabilities><path>/usr/bin/qemu</path><domain>" + kind.type +
                     "</domain><arch>" + kind.arch + "</arch>";
  if (!kind.machine.empty()) text += "<machine>" + kind.machine + "</machine>";
  return text + stated + "</domainCapabilities>";
}

std::string GuestText(const std::string& kind_text, const std::string& asked) {
  const Kind kind = ParseKind(kind_text);
  std::string type = "<type arch='" + kind.arch + "'";
  if (!kind.machine.empty()) type += " machine='" + kind.machine + "'";
  type += ">hvm</type>";
  std::string text = asked;
  // <os> holds the type beside what a row puts there.
  const size_t os = text.find("<os");
  if (os == std::string::npos)
    text += "<os>" + type + "</os>";
  else
    text.insert(text.find('>', os) + 1, type);
  return "<domain type='" + kind.type + "'><name>guest</name>" + text + "</domain>";
}

enum class Says {
  kNotAsked,
  kFine,
  kUnknown,
  kAccepted,  // fine or unknown
  kWarning,
  kError,
};

struct Row {
  std::string name;
  std::string rule;
  std::string kind;   // of the host and the guest
  std::string host;   // what the document states, in <domainCapabilities>
  std::string guest;  // what the guest asks, in <domain>
  Says says;
  std::string guest_kind = {};  // where the guest is of another
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

Says WhatIsSaid(const CheckedGuest& checked, const Rule& rule) {
  if (checked.AskedBy(rule).empty()) return Says::kNotAsked;
  Says says = Says::kFine;
  for (const Finding& finding : checked.FindingsOf(rule))
    says = std::max(says, finding.severity == Severity::kError     ? Says::kError
                          : finding.severity == Severity::kWarning ? Says::kWarning
                                                                   : Says::kUnknown);
  return says;
}

class RuleAnswerTest : public testing::TestWithParam<Row> {};

TEST_P(RuleAnswerTest, IsAsTheTableSays) {
  const Row& row = GetParam();
  const Rule* rule = FindRule(row.rule);
  ASSERT_NE(rule, nullptr) << row.rule;
  const std::string& guest_kind = row.guest_kind.empty() ? row.kind : row.guest_kind;
  const CheckedGuest checked(HostText(row.kind, row.host), GuestText(guest_kind, row.guest),
                             Notes::kInclude);
  const Says says = WhatIsSaid(checked, *rule);
  const bool is_accepted = says == Says::kFine || says == Says::kUnknown;
  EXPECT_TRUE(says == row.says || (row.says == Says::kAccepted && is_accepted))
      << checked.Describe();
}

std::string RowName(const testing::TestParamInfo<Row>& info) { return info.param.name; }

// ---------------------------------------------------------------------------------------- CPU

constexpr char kCpu[] =
    "<cpu><mode name='host-passthrough' supported='yes'/>"
    "<mode name='custom' supported='yes'>"
    "<model usable='yes' vendor='Intel' canonical='Broadwell-v4'>Broadwell-noTSX-IBRS</model>"
    "<model usable='yes' vendor='Intel'>Skylake-Client-v4</model>"
    "<model usable='yes' vendor='AMD'>EPYC-v4</model>"
    "<model usable='unknown' vendor='Intel'>Westmere</model>"
    "<model usable='no' vendor='Intel' canonical='Skylake-Client-v1'>Skylake-Client</model>"
    "<blockers model='Skylake-Client'><feature name='hle'/><feature name='rtm'/></blockers>"
    "<model usable='no' vendor='AMD'>Opteron_G5</model>"  // as before libvirt 10.9: no blockers
    "<model usable='yes' deprecated='yes' vendor='Intel' canonical='Icelake-Client-v1'>"
    "Icelake-Client</model>"
    "<model usable='yes' vendor='unknown'>gen16a</model>"
    "<model usable='no' vendor='unknown'>gen17a</model>"
    "<blockers model='gen17a'><feature name='vxpdeh3'/></blockers>"
    "</mode></cpu>";

// <cpu mode='custom' ATTRIBUTES><model MODEL_ATTRIBUTES>NAME</model>FEATURES</cpu>
std::string Model(const std::string& name, const std::string& attributes = "",
                  const std::string& model_attributes = "", const std::string& features = "") {
  return "<cpu mode='custom' match='exact' " + attributes + "><model " + model_attributes + ">" +
         name + "</model>" + features + "</cpu>";
}

std::string Disabled(const std::string& policy, const std::string& name) {
  return "<feature policy='" + policy + "' name='" + name + "'/>";
}

std::vector<Row> CpuModelRows() {
  const std::string hle = Disabled("disable", "hle"), rtm = Disabled("forbid", "rtm");
  const std::string none = "check='none'", partial = "check='partial'", full = "check='full'";
  const std::string allow = "fallback='allow'", forbid = "fallback='forbid'";
  const std::string rule = "cpu-model", sky = "Skylake-Client", unlisted = "Conroe";
  return {
      {"Usable", rule, kX86, kCpu, Model("Broadwell-noTSX-IBRS", full), Says::kFine},
      {"UsableIsUnknown", rule, kX86, kCpu, Model("Westmere", full), Says::kFine},
      {"BlockersAllDisabled", rule, kX86, kCpu, Model(sky, full, "", hle + rtm), Says::kFine},
      {"OneBlockerNotDisabled", rule, kX86, kCpu, Model(sky, "", "", hle), Says::kError},
      {"BlockerOptional", rule, kX86, kCpu, Model(sky, "", "", hle + Disabled("optional", "rtm")),
       Says::kError},
      {"BlockersUnstatedNothingDisabled", rule, kX86, kCpu, Model("Opteron_G5"), Says::kError},
      {"BlockersUnstatedSomeDisabled", rule, kX86, kCpu, Model("Opteron_G5", full, "", rtm),
       Says::kWarning},
      {"UnusableKvmChecksByDefault", rule, kX86, kCpu, Model(sky), Says::kError},
      {"UnusableKvmPartial", rule, kX86, kCpu, Model(sky, partial), Says::kError},
      {"UnusableKvmFull", rule, kX86, kCpu, Model(sky, full), Says::kError},
      {"UnusableKvmNone", rule, kX86, kCpu, Model(sky, none), Says::kWarning},
      {"UnusableTcgDoesNotCheckByDefault", rule, kX86Tcg, kCpu, Model(sky), Says::kWarning},
      {"UnusableTcgPartial", rule, kX86Tcg, kCpu, Model(sky, partial), Says::kError},
      {"UnusableTcgFull", rule, kX86Tcg, kCpu, Model(sky, full), Says::kError},
      {"UnusableS390xNone", rule, kZ, kCpu, Model("gen17a", none), Says::kError},
      {"UnusableS390xTcg", rule, kZTcg, kCpu, Model("gen17a"), Says::kError},
      {"UnlistedX86", rule, kX86, kCpu, Model(unlisted), Says::kWarning},
      {"UnlistedX86Allow", rule, kX86, kCpu, Model(unlisted, full, allow), Says::kWarning},
      {"UnlistedX86Forbid", rule, kX86, kCpu, Model(unlisted, none, forbid), Says::kError},
      {"UnlistedTcgForbid", rule, kX86Tcg, kCpu, Model(unlisted, "", forbid), Says::kError},
      {"UnlistedArm", rule, kArm, kCpu, Model("cortex-a57"), Says::kError},
      {"UnlistedArmTcg", rule, kArmTcg, kCpu, Model("cortex-a57"), Says::kWarning},
      {"UnlistedArmTcgForbid", rule, kArmTcg, kCpu, Model("cortex-a57", "", forbid), Says::kError},
      {"UnlistedS390x", rule, kZ, kCpu, Model("z900", none), Says::kError},
      {"UnlistedS390xTcg", rule, kZTcg, kCpu, Model("z900"), Says::kWarning},
      {"CanonicalOfUsable", rule, kX86, kCpu, Model("Broadwell-v4", full, forbid), Says::kFine},
      {"CanonicalOfUnusable", rule, kX86, kCpu, Model("Skylake-Client-v1"), Says::kError},
      {"CanonicalOfUnusableBlockersDisabled", rule, kX86, kCpu,
       Model("Skylake-Client-v1", full, "", hle + rtm), Says::kFine},
      {"NoModelsStated", rule, kX86, "<cpu><mode name='custom' supported='yes'/></cpu>",
       Model(unlisted), Says::kUnknown},
      {"NoCpuStated", rule, kX86, "", Model(unlisted), Says::kUnknown},
      {"ModelWithoutMode", rule, kX86, kCpu, "<cpu><model>Skylake-Client</model></cpu>",
       Says::kError},
      {"ModelOfAnotherMode", rule, kX86, kCpu,
       "<cpu mode='host-model'><model>Skylake-Client</model></cpu>", Says::kNotAsked},
      {"CustomModeUnsupportedIsToldOfTheMode", rule, kX86,
       "<cpu><mode name='custom' supported='no'/></cpu>", Model(sky), Says::kFine},

      {"Deprecated", "cpu-model-deprecated", kX86, kCpu, Model("Icelake-Client"), Says::kWarning},
      {"DeprecatedByCanonicalName", "cpu-model-deprecated", kX86, kCpu, Model("Icelake-Client-v1"),
       Says::kWarning},
      {"NotDeprecated", "cpu-model-deprecated", kX86, kCpu, Model(sky), Says::kFine},
      {"UnlistedMayBeDeprecated", "cpu-model-deprecated", kX86, kCpu, Model(unlisted),
       Says::kUnknown},
  };
}

INSTANTIATE_TEST_SUITE_P(CpuModels, RuleAnswerTest, testing::ValuesIn(CpuModelRows()), RowName);

std::vector<Row> CpuRows() {
  const std::string none_supported =
      "<cpu><mode name='host-passthrough' supported='no'/>"
      "<mode name='host-model' supported='no'/><mode name='custom' supported='no'/></cpu>";
  const std::string migratable =
      "<cpu><mode name='host-passthrough' supported='yes'>"
      "<enum name='hostPassthroughMigratable'><value>on</value><value>off</value></enum></mode>"
      "<mode name='maximum' supported='yes'>"
      "<enum name='maximumMigratable'><value>on</value></enum></mode></cpu>";
  const auto limit = [](const std::string& attributes) {
    return "<cpu><mode name='host-model' supported='yes'><maxphysaddr " + attributes +
           "/></mode></cpu>";
  };
  const auto bits = [](const std::string& attributes) {
    return "<cpu mode='host-passthrough'><maxphysaddr " + attributes + "/></cpu>";
  };
  const std::string passthrough = "<cpu mode='host-passthrough' migratable='off'/>";
  const std::string maximum = "<cpu mode='maximum' migratable='off'/>";
  return {
      {"NoModeSupported", "cpu-mode", kArm, none_supported, "<cpu mode='host-model'/>",
       Says::kError},
      {"ModeNotListed", "cpu-mode", kX86, kCpu, "<cpu mode='maximum'/>", Says::kError},
      {"ModeNotSupported", "cpu-mode", kX86, "<cpu><mode name='host-model' supported='no'/></cpu>",
       "<cpu mode='host-model'/>", Says::kError},
      {"ImpliedCustom", "cpu-mode", kArm, none_supported, "<cpu><model>cortex-a57</model></cpu>",
       Says::kError},
      {"TopologyOnly", "cpu-mode", kArm, none_supported,
       "<cpu><topology sockets='1' cores='2' threads='1'/></cpu>", Says::kNotAsked},
      {"XenFillsInNoModes", "cpu-mode", kXen, none_supported, "<cpu mode='host-passthrough'/>",
       Says::kUnknown},
      {"XenFillsInNoModels", "cpu-model", kXen, none_supported, Model("Westmere"), Says::kUnknown},

      {"MigratablePassthrough", "cpu-migratable", kX86, migratable, passthrough, Says::kFine},
      {"MigratableMaximum", "cpu-migratable", kX86, migratable, maximum, Says::kError},
      {"MigratableOfAnotherMode", "cpu-migratable", kX86, migratable,
       "<cpu mode='host-model' migratable='off'/>", Says::kNotAsked},
      {"MigratableModeUnsupportedIsToldOfTheMode", "cpu-migratable", kX86Tcg,
       "<cpu><mode name='host-passthrough' supported='no'/></cpu>", passthrough, Says::kFine},

      {"BitsAtTheLimit", "cpu-maxphysaddr", kX86, limit("mode='passthrough' limit='46'"),
       bits("mode='emulate' bits='46'"), Says::kFine},
      {"BitsAboveTheLimit", "cpu-maxphysaddr", kX86, limit("mode='passthrough' limit='46'"),
       bits("mode='emulate' bits='47'"), Says::kWarning},
      {"LimitAboveTheLimit", "cpu-maxphysaddr", kX86, limit("mode='passthrough' limit='46'"),
       bits("mode='passthrough' limit='52'"), Says::kWarning},
      {"NoLimitStated", "cpu-maxphysaddr", kX86, limit("mode='passthrough'"),
       bits("mode='emulate' bits='52'"), Says::kUnknown},
  };
}

INSTANTIATE_TEST_SUITE_P(Cpu, RuleAnswerTest, testing::ValuesIn(CpuRows()), RowName);

TEST(CpuModelTest, NamesWhatTheHostLacksAndUsableModelsOfTheVendor) {
  const CheckedGuest guest(HostText(kX86, kCpu), GuestText(kX86, Model("Skylake-Client")),
                           Notes::kLeaveOut);
  ASSERT_EQ(guest.result().findings.size(), 1) << guest.Describe();
  const Finding& finding = guest.result().findings.front();
  EXPECT_NE(finding.message.find("hle, rtm"), std::string::npos) << finding.message;
  EXPECT_EQ(finding.allowed, (std::vector<std::string>{"Broadwell-noTSX-IBRS", "Skylake-Client-v4",
                                                       "Icelake-Client"}));
  EXPECT_EQ(finding.suggestion, "Skylake-Client-v4");
}

// A block that says 'no' answers all that would stand in it, and is told once.
TEST(BlockTest, LeavesNothingInItUnknown) {
  const auto no_mode = [](const std::string& mode) {
    return "<cpu><mode name='" + mode + "' supported='no'/></cpu>";
  };
  const struct {
    std::string host, guest, told;
    int refused;  // questions
  } kRows[] = {
      {no_mode("custom"), "<cpu><model fallback='forbid'>Skylake-Client</model></cpu>", "cpu-mode",
       3},
      {no_mode("custom"), "<cpu mode='custom'><model>qemu64</model><maxphysaddr bits='42'/></cpu>",
       "cpu-mode", 4},
      {no_mode("host-passthrough"),
       "<cpu mode='host-passthrough' migratable='off'><maxphysaddr limit='42'/></cpu>", "cpu-mode",
       3},
      {no_mode("host-model"), "<cpu mode='host-model'><maxphysaddr bits='42'/></cpu>", "cpu-mode",
       2},
      {"<features><sgx supported='no'/></features>",
       "<devices><memory model='sgx-epc'><target><size>1</size></target></memory></devices>", "sgx",
       2},
      {"<features><launchSecurity supported='yes'><enum name='sectype'><value>sev</value></enum>"
       "</launchSecurity><sev supported='no'/></features>",
       "<launchSecurity type='sev'><cbitpos>47</cbitpos><reducedPhysBits>1</reducedPhysBits>"
       "</launchSecurity>",
       "sev", 3},
  };
  for (const auto& row : kRows) {
    const CheckedGuest guest(HostText(kX86, row.host), GuestText(kX86, row.guest), Notes::kInclude);
    SCOPED_TRACE(row.guest + "\n" + guest.Describe());
    const auto& answers = guest.result().answers;
    EXPECT_EQ(std::count_if(
                  answers.begin(), answers.end(),
                  [](const AskedRule& asked) { return asked.support == Support::kUnsupported; }),
              row.refused);
    EXPECT_EQ(guest.result().unknown, 0);
    ASSERT_EQ(guest.result().findings.size(), 1);
    EXPECT_EQ(guest.result().findings.front().rule->id, row.told);
  }
}

// The limit is the host's, stated in the mode host-model; without it, it is not known.
TEST(BlockTest, TheLimitOfBitsIsUnknownWithoutTheModeThatStatesIt) {
  const CheckedGuest guest(
      HostText(kX86,
               "<cpu><mode name='host-passthrough' supported='yes'/>"
               "<mode name='host-model' supported='no'/></cpu>"),
      GuestText(kX86, "<cpu mode='host-passthrough'><maxphysaddr bits='42'/></cpu>"),
      Notes::kLeaveOut);
  EXPECT_TRUE(guest.result().findings.empty()) << guest.Describe();
  EXPECT_EQ(guest.result().unknown, 1);
}

TEST(CpuModelTest, AnImpliedModeIsToldAsImplied) {
  const CheckedGuest guest(HostText(kX86, "<cpu><mode name='custom' supported='no'/></cpu>"),
                           GuestText(kX86, "<cpu><model>Skylake-Client</model></cpu>"),
                           Notes::kLeaveOut);
  ASSERT_EQ(guest.result().findings.size(), 1) << guest.Describe();
  EXPECT_TRUE(guest.result().findings.front().implied);
}

// ------------------------------------------------------------------------- the right document

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
      machine("AliasQ35", kX86, "kvm x86_64 q35", Says::kUnknown),
      machine("OlderQ35", kX86, "kvm x86_64 pc-q35-4.0", Says::kUnknown),
      machine("RhelQ35", kX86, "kvm x86_64 pc-q35-rhel9.2.0", Says::kUnknown),
      machine("UbuntuQ35", kX86, "kvm x86_64 pc-q35-noble", Says::kUnknown),
      machine("AliasPcOnQ35", kX86, "kvm x86_64 pc", Says::kError),
      machine("I440fxOnQ35", kX86, "kvm x86_64 pc-i440fx-9.1", Says::kError),
      machine("MicrovmOnQ35", kX86, "kvm x86_64 microvm", Says::kError),
      machine("IsapcOnQ35", kX86, "kvm x86_64 isapc", Says::kError),
      machine("AliasPc", "kvm x86_64 pc-i440fx-9.1", "kvm x86_64 pc", Says::kUnknown),
      machine("OldPc", "kvm x86_64 pc-i440fx-9.1", "kvm x86_64 pc-0.13", Says::kUnknown),
      machine("RhelPc", "kvm x86_64 pc-i440fx-9.1", "kvm x86_64 rhel6.6.0", Says::kUnknown),
      machine("Q35OnPc", "kvm x86_64 pc-i440fx-9.1", "kvm x86_64 q35", Says::kError),
      machine("AliasVirt", kArm, "kvm aarch64 virt", Says::kUnknown),
      machine("OlderVirt", kArm, "kvm aarch64 virt-6.2", Says::kUnknown),
      machine("SbsaOnVirt", kArm, "kvm aarch64 sbsa-ref", Says::kError),
      machine("AliasPseries", kPower, "kvm ppc64 pseries", Says::kUnknown),
      machine("RhelPseries", kPower, "kvm ppc64 pseries-rhel8.6.0", Says::kUnknown),
      machine("PowernvOnPseries", kPower, "kvm ppc64 powernv9", Says::kError),
      machine("AliasS390", kZ, "kvm s390x s390-ccw-virtio", Says::kUnknown),
      machine("MachineNotStated", "kvm x86_64", kX86, Says::kUnknown),
      machine("MachineNotAsked", kX86, "kvm x86_64", Says::kNotAsked),

      arch("SameArch", "x86_64", "x86_64", Says::kFine),
      arch("I686OnX8664", "x86_64", "i686", Says::kWarning),
      arch("Armv7lOnAarch64", "aarch64", "armv7l", Says::kWarning),
      arch("Ppc64leOnPpc64", "ppc64", "ppc64le", Says::kWarning),
      arch("X8664OnI686", "i686", "x86_64", Says::kError),
      arch("Aarch64OnX8664", "x86_64", "aarch64", Says::kError),

      {"Tcg", "domain-type", kX86, "", "", Says::kError, kX86Tcg},
      {"Xen", "domain-type", kX86, "", "", Says::kError, kXen},
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

// The rules that told something, divided by spaces.
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

TEST(IdentityTest, TheDocumentOfAnotherComputerDecidesNothingElse) {
  EXPECT_EQ(Told(kX86, kX86), "cpu-mode disk-bus");
  EXPECT_EQ(Told(kX86, "xen x86_64 pc-q35-9.1"), "domain-type");
  EXPECT_EQ(Told(kX86, "kvm x86_64 pc"), "os-machine");
  EXPECT_EQ(Told(kX86, "kvm aarch64"), "os-arch");
  EXPECT_EQ(Told(kX86, "kvm x86_64 q35"), "cpu-mode disk-bus");
  EXPECT_EQ(Told("kvm x86_64", "kvm i686"), "cpu-mode disk-bus os-arch");
}

TEST(IdentityTest, WithoutKvmTheSameEmulatorDecidesAllButWhatKvmChanges) {
  EXPECT_EQ(Told(kX86Tcg, kX86), "domain-type disk-bus");
  EXPECT_EQ(Told(kX86, kX86Tcg), "domain-type disk-bus");
}

// ------------------------------------------------------------------------------------ devices

std::vector<Row> DiskRows() {
  const auto buses = [](const std::string& bus) {
    return "<devices><disk supported='yes'><enum name='bus'><value>" + bus +
           "</value></enum></disk></devices>";
  };
  const auto disk = [](const std::string& attributes, const std::string& target) {
    return "<devices><disk " + attributes + "><target " + target + "/></disk></devices>";
  };
  const auto implied = [&](const std::string& name, const std::string& target,
                           const std::string& bus) {
    return Row{name, "disk-bus", kX86, buses(bus), disk("", target), Says::kFine};
  };
  const std::string store =
      "<devices><disk><backingStore type='file'><source file='/base.qcow2'/>"
      "</backingStore></disk></devices>";
  const std::string no_store = "<features><backingStoreInput supported='no'/></features>";
  return {
      implied("HdIsIde", "dev='hda'", "ide"),
      implied("SdIsScsi", "dev='sdb'", "scsi"),
      implied("VdIsVirtio", "dev='vdc'", "virtio"),
      implied("XvdIsXen", "dev='xvda'", "xen"),
      implied("UbdIsUml", "dev='ubda'", "uml"),
      implied("FdIsFdc", "dev='fda'", "fdc"),
      implied("IoemuIsLeftOut", "dev='ioemu:hdc'", "ide"),
      {"FloppyIsFdc", "disk-bus", kX86, buses("fdc"), disk("device='floppy'", "dev='sda'"),
       Says::kFine},
      {"FloppyOnAStatedBus", "disk-bus", kX86, buses("fdc"),
       disk("device='floppy'", "dev='sda' bus='usb'"), Says::kError},
      {"ImpliedButNotOffered", "disk-bus", kX86, buses("virtio"), disk("", "dev='hda'"),
       Says::kError},
      {"OtherNamesImplyNothing", "disk-bus", kX86, buses("virtio"), disk("", "dev='nvme0n1'"),
       Says::kNotAsked},
      {"NoTarget", "disk-bus", kX86, buses("virtio"), "<devices><disk/></devices>",
       Says::kNotAsked},
      {"SdCardDependsOnTheBoard", "disk-bus", kArm, buses("virtio"), disk("", "dev='sda' bus='sd'"),
       Says::kWarning},
      {"DeviceIsDisk", "disk-device", kX86,
       "<devices><disk supported='yes'><enum name='diskDevice'><value>cdrom</value></enum></disk>"
       "</devices>",
       disk("", "dev='vda'"), Says::kError},
      {"BackingStore", "backing-store", kX86, no_store, store, Says::kWarning},
      {"BackingStoreThatEndsTheChain", "backing-store", kX86, no_store,
       "<devices><disk><backingStore/></disk></devices>", Says::kNotAsked},
  };
}

INSTANTIATE_TEST_SUITE_P(Disk, RuleAnswerTest, testing::ValuesIn(DiskRows()), RowName);

std::vector<Row> TpmRows() {
  const auto states = [](const std::string& list, const std::string& value) {
    return "<devices><tpm supported='yes'><enum name='" + list + "'><value>" + value +
           "</value></enum></tpm></devices>";
  };
  const auto tpm = [](const std::string& model, const std::string& backend) {
    return "<devices><tpm " + model + "><backend " + backend + "/></tpm></devices>";
  };
  const std::string model = "model", version = "backendVersion", emulator = "type='emulator'";
  const std::string tis = "model='tpm-tis'", crb = "model='tpm-crb'";
  return {
      {"TisOnX86", "tpm-model", kX86, states(model, "tpm-tis"), tpm("", emulator), Says::kFine},
      {"TisOnArm", "tpm-model", kArm, states(model, "tpm-tis"), tpm("", emulator), Says::kFine},
      {"SpaprOnPpc64", "tpm-model", kPower, states(model, "tpm-spapr"), tpm("", emulator),
       Says::kFine},
      {"TisNotOnPpc64", "tpm-model", kPower, states(model, "tpm-tis"), tpm("", emulator),
       Says::kError},
      {"Tis12OnX86", "tpm-version", kX86, states(version, "1.2"), tpm(tis, emulator), Says::kFine},
      {"ImpliedTis12OnX86", "tpm-version", kX86, states(version, "1.2"), tpm("", emulator),
       Says::kFine},
      {"Crb20OnX86", "tpm-version", kX86, states(version, "2.0"), tpm(crb, emulator), Says::kFine},
      {"Tis20OnArm", "tpm-version", kArm, states(version, "2.0"), tpm(tis, emulator), Says::kFine},
      {"Spapr20OnPpc64", "tpm-version", kPower, states(version, "2.0"), tpm("", emulator),
       Says::kFine},
      {"NoVersionOfPassthrough", "tpm-version", kX86, states(version, "2.0"),
       tpm(tis, "type='passthrough'"), Says::kNotAsked},
      {"NoVersionOfExternal", "tpm-version", kX86, states(version, "2.0"),
       tpm(tis, "type='external' version='1.2'"), Says::kNotAsked},
  };
}

INSTANTIATE_TEST_SUITE_P(Tpm, RuleAnswerTest, testing::ValuesIn(TpmRows()), RowName);

std::vector<Row> HostdevRows() {
  const std::string rule = "hostdev-driver";
  const auto states = [](const std::string& list) {
    return "<devices><hostdev supported='yes'>" + list + "</hostdev></devices>";
  };
  const std::string none = states("<enum name='pciBackend'/>");
  const std::string vfio = states("<enum name='pciBackend'><value>vfio</value></enum>");
  const std::string no_hostdev = "<devices><hostdev supported='no'/></devices>";
  const auto device = [](const std::string& text) { return "<devices>" + text + "</devices>"; };
  const std::string pci = device("<hostdev mode='subsystem' type='pci'/>");
  const std::string interface = device("<interface type='hostdev'/>");
  const std::string storage = device("<hostdev mode='capabilities' type='storage'/>");
  return {
      {"PciNeedsSomeDriver", rule, kX86, none, pci, Says::kError},
      {"PciWithoutModeNeedsSomeDriver", rule, kX86, none, device("<hostdev type='pci'/>"),
       Says::kError},
      {"InterfaceNeedsSomeDriver", rule, kX86, none, interface, Says::kError},
      {"PciTakesAnyDriver", rule, kX86, vfio, pci, Says::kFine},
      {"InterfaceTakesAnyDriver", rule, kX86, vfio, interface, Says::kFine},
      {"InterfaceNamesADriver", rule, kX86, vfio,
       device("<interface type='hostdev'><driver name='xen'/></interface>"), Says::kError},
      {"InterfaceOnAHostWithoutHostdev", rule, kX86, no_hostdev, interface, Says::kError},
      {"DriversNotStated", rule, kX86, states(""), pci, Says::kUnknown},
      {"UsbNeedsNoDriver", rule, kX86, none, device("<hostdev type='usb'/>"), Says::kNotAsked},
      {"MdevNeedsNoDriver", rule, kX86, none, device("<hostdev type='mdev'/>"), Says::kNotAsked},
      {"OtherInterfaceNeedsNoDriver", rule, kX86, none,
       device("<interface type='network'><driver name='vhost'/></interface>"), Says::kNotAsked},
      {"TypeOfCapabilitiesIsNoBus", "hostdev-type", kX86, none, storage, Says::kNotAsked},
      {"TypeOfCapabilities", "hostdev-capability", kX86, states("<enum name='capsType'/>"), storage,
       Says::kError},
      {"TypeOfSubsystemIsNoCapability", "hostdev-capability", kX86,
       states("<enum name='capsType'/>"), pci, Says::kNotAsked},
      {"WithoutIommufd", "hostdev-iommufd", kX86, states("<enum name='iommufd'/>"),
       device("<hostdev type='pci'><driver iommufd='no'/></hostdev>"), Says::kNotAsked},
  };
}

INSTANTIATE_TEST_SUITE_P(Hostdev, RuleAnswerTest, testing::ValuesIn(HostdevRows()), RowName);

std::vector<Row> DeviceRows() {
  const std::string channels =
      "<devices><channel supported='yes'><enum name='type'><value>unix</value></enum></channel>"
      "</devices>";
  const std::string passt = "<backend type='passt'/>";
  const std::string backends =
      "<devices><interface supported='yes'><enum name='backendType'><value>default</value></enum>"
      "</interface></devices>";
  const auto interface = [&](const std::string& type) {
    return "<devices><interface type='" + type + "'>" + passt + "</interface></devices>";
  };
  const std::string videos =
      "<devices><video supported='yes'><enum name='modelType'><value>vga</value></enum></video>"
      "</devices>";
  const auto video = [](const std::string& type) {
    return "<devices><video><model type='" + type + "'/></video></devices>";
  };
  return {
      {"ChannelPty", "channel-type", kX86, channels, "<devices><channel type='pty'/></devices>",
       Says::kError},
      {"ChannelOfFreeBsd", "channel-type", kX86, channels,
       "<devices><channel type='nmdm'/></devices>", Says::kError},
      {"UserNetwork", "interface-backend", kX86, backends, interface("user"), Says::kError},
      {"OtherNetwork", "interface-backend", kX86, backends, interface("vhostuser"),
       Says::kNotAsked},
      {"VideoNone", "video-model", kX86, videos, video("none"), Says::kNotAsked},
      {"VideoDefault", "video-model", kX86, videos, video("default"), Says::kNotAsked},
      {"VideoQxl", "video-model", kX86, videos, video("qxl"), Says::kError},
  };
}

INSTANTIATE_TEST_SUITE_P(Devices, RuleAnswerTest, testing::ValuesIn(DeviceRows()), RowName);

// What libvirt accepts though no document lists it, as CAPABILITIES.md has it.
std::vector<Row> OpenRows() {
  struct Open {
    const char* rule;
    const char* block;
    const char* list;
    std::string before, after;  // of the value, in the guest
    std::vector<std::string> values;
  };
  const Open open[] = {
      {"hostdev-type", "hostdev", "subsysType", "<hostdev type='", "'/>", {"mdev", "scsi_host"}},
      {"filesystem-driver",
       "filesystem",
       "driverType",
       "<filesystem><driver type='",
       "'/></filesystem>",
       {"default", "mtp"}},
      {"channel-type",
       "channel",
       "type",
       "<channel type='",
       "'/>",
       {"null", "vc", "dev", "file", "pipe", "stdio", "udp", "tcp", "spiceport", "qemu-vdagent",
        "dbus"}},
  };
  std::vector<Row> rows;
  for (const Open& rule : open) {
    const std::string block(rule.block);
    const std::string host = "<devices><" + block + " supported='yes'><enum name='" + rule.list +
                             "'/></" + block + "></devices>";
    for (const std::string& value : rule.values) {
      std::string name = block + "_" + value;
      std::replace(name.begin(), name.end(), '-', '_');
      rows.push_back({name, rule.rule, kX86, host,
                      "<devices>" + rule.before + value + rule.after + "</devices>",
                      Says::kUnknown});
    }
  }
  return rows;
}

INSTANTIATE_TEST_SUITE_P(Open, RuleAnswerTest, testing::ValuesIn(OpenRows()), RowName);

// -------------------------------------------------------------------------------- all the rest

std::vector<Row> ResourceRows() {
  const std::string rule = "vcpu-max", most = "<vcpu max='288'/>";
  const std::string no_threads = "<iothreads supported='no'/>";
  return {
      {"AtTheLimit", rule, kX86, most, "<vcpu>288</vcpu>", Says::kFine},
      {"AboveTheLimit", rule, kX86, most, "<vcpu>289</vcpu>", Says::kError},
      {"CurrentDoesNotCount", rule, kX86, most, "<vcpu current='2'>300</vcpu>", Says::kError},
      {"WhiteSpaceDoesNotCount", rule, kX86, most, "<vcpu>\n  4\n</vcpu>", Says::kFine},
      {"MoreThanAnyNumber", rule, kX86, most, "<vcpu>99999999999999999999999</vcpu>", Says::kError},
      {"NotANumber", rule, kX86, most, "<vcpu>four</vcpu>", Says::kError},
      {"NoLimitStated", rule, kX86, "<vcpu/>", "<vcpu>4096</vcpu>", Says::kUnknown},
      {"LimitIsNotANumber", rule, kX86, "<vcpu max='many'/>", "<vcpu>4</vcpu>", Says::kUnknown},
      {"Iothreads", "iothreads", kX86, no_threads, "<iothreads>2</iothreads>", Says::kError},
      {"IothreadOfADisk", "iothreads", kX86, no_threads,
       "<devices><disk><driver iothread='1'/></disk></devices>", Says::kError},
      {"NoIothreads", "iothreads", kX86, no_threads, "<iothreads>0</iothreads>", Says::kNotAsked},
      {"IothreadsInTheManualsSpelling", "iothreads", kX86, "<iothread supported='no'/>",
       "<iothreads>2</iothreads>", Says::kError},
  };
}

INSTANTIATE_TEST_SUITE_P(Resources, RuleAnswerTest, testing::ValuesIn(ResourceRows()), RowName);

std::vector<Row> FirmwareRows() {
  const std::string rule = "firmware-secure-boot";
  const auto feature = [](const std::string& name, const std::string& enabled) {
    return "<os firmware='efi'><firmware><feature enabled='" + enabled + "' name='" + name +
           "'/></firmware></os>";
  };
  const auto secure_loaders = [](const std::string& value) {
    return "<os supported='yes'><loader supported='yes'><enum name='secure'><value>" + value +
           "</value></enum></loader></os>";
  };
  const std::string no_secure_boot =
      "<os supported='yes'><firmwareFeatures supported='yes'><enum name='secureBoot'>"
      "<value>no</value></enum></firmwareFeatures></os>";
  return {
      {"SecureBoot", rule, kX86, no_secure_boot, feature("secure-boot", "yes"), Says::kError},
      {"SecureBootDisabled", rule, kX86, no_secure_boot, feature("secure-boot", "no"),
       Says::kNotAsked},
      {"SecureBootWithoutASecureLoader", rule, kX86, secure_loaders("no"),
       feature("secure-boot", "yes"), Says::kWarning},
      {"SecureBootWithASecureLoader", rule, kX86, secure_loaders("yes"),
       feature("secure-boot", "yes"), Says::kUnknown},
      {"SecureBootNotStated", rule, kX86, "", feature("secure-boot", "yes"), Says::kUnknown},
      {"OtherFeature", rule, kX86, no_secure_boot, feature("enrolled-keys", "yes"),
       Says::kNotAsked},
      {"EnrolledKeysNotStated", "firmware-enrolled-keys", kX86, secure_loaders("no"),
       feature("enrolled-keys", "yes"), Says::kUnknown},
      {"EnrolledKeysDisabled", "firmware-enrolled-keys", kX86, no_secure_boot,
       feature("enrolled-keys", "no"), Says::kNotAsked},
      {"LoaderOfUnknownPath", "loader-path", kX86,
       "<os supported='yes'><loader supported='yes'><value>/a.fd</value></loader></os>",
       "<os><loader>/b.fd</loader></os>", Says::kWarning},
  };
}

INSTANTIATE_TEST_SUITE_P(Firmware, RuleAnswerTest, testing::ValuesIn(FirmwareRows()), RowName);

std::vector<Row> FeatureRows() {
  const auto features = [](const std::string& text) { return "<features>" + text + "</features>"; };
  const std::string gic = features(
      "<gic supported='yes'><enum name='version'><value>3</value>"
      "</enum></gic>");
  const std::string no_gic = features("<gic supported='no'/>");
  const std::string host_gic = features("<gic version='host'/>");
  const std::string no_ps2 = features("<ps2 supported='no'/>");
  const std::string no_notes = features("<vmcoreinfo supported='no'/>");
  const std::string no_teardown = features("<async-teardown supported='no'/>");
  const std::string no_hyperv = features("<hyperv supported='no'/>");
  const std::string relaxed = features(
      "<hyperv supported='yes'><enum name='features'>"
      "<value>relaxed</value></enum></hyperv>");
  const auto hyperv = [&](const std::string& attributes, const std::string& text) {
    return features("<hyperv " + attributes + ">" + text + "</hyperv>");
  };
  const std::string evmcs = "<evmcs state='on'/>";
  return {
      {"GicOfTheHost", "gic-version", kArm, gic, host_gic, Says::kAccepted},
      {"GicOfTheHostBlockSaysNo", "gic", kArm, no_gic, host_gic, Says::kError},
      {"GicNotListed", "gic-version", kArm, gic, features("<gic version='2'/>"), Says::kError},
      {"Ps2On", "ps2", kX86, no_ps2, features("<ps2 state='on'/>"), Says::kError},
      {"Ps2Off", "ps2", kX86, no_ps2, features("<ps2 state='off'/>"), Says::kError},
      {"VmcoreinfoWithoutState", "vmcoreinfo", kX86, no_notes, features("<vmcoreinfo/>"),
       Says::kError},
      {"VmcoreinfoOff", "vmcoreinfo", kX86, no_notes, features("<vmcoreinfo state='off'/>"),
       Says::kNotAsked},
      {"AsyncTeardownWithoutEnabled", "async-teardown", kZ, no_teardown,
       features("<async-teardown/>"), Says::kNotAsked},
      {"AsyncTeardownDisabled", "async-teardown", kZ, no_teardown,
       features("<async-teardown enabled='no'/>"), Says::kNotAsked},
      {"GenidWithoutValue", "genid", kArm, features("<genid supported='no'/>"), "<genid/>",
       Says::kError},
      {"HypervPassthrough", "hyperv", kX86, no_hyperv, hyperv("mode='passthrough'", evmcs),
       Says::kNotAsked},
      {"HypervPassthroughFeature", "hyperv-feature", kX86, relaxed,
       hyperv("mode='passthrough'", evmcs), Says::kNotAsked},
      {"HypervCustom", "hyperv-feature", kX86, relaxed, hyperv("mode='custom'", evmcs),
       Says::kError},
      {"HypervAllOff", "hyperv", kX86, no_hyperv, hyperv("", "<relaxed state='off'/>"),
       Says::kNotAsked},
      {"HypervFeatureOff", "hyperv-feature", kX86, relaxed, hyperv("", "<evmcs state='off'/>"),
       Says::kNotAsked},
      {"HypervFeatureKvm", "hyperv-feature", kX86, relaxed, hyperv("", evmcs), Says::kError},
      {"HypervFeatureTcg", "hyperv-feature", kX86Tcg, relaxed, hyperv("", evmcs), Says::kWarning},
      {"HypervBlockTcg", "hyperv", kX86Tcg, no_hyperv, hyperv("", evmcs), Says::kError},
  };
}

INSTANTIATE_TEST_SUITE_P(Features, RuleAnswerTest, testing::ValuesIn(FeatureRows()), RowName);

std::vector<Row> ConfidentialRows() {
  const auto features = [](const std::string& text) { return "<features>" + text + "</features>"; };
  const std::string no_sev = features("<sev supported='no'/>");
  const std::string no_sgx = features("<sgx supported='no'/>");
  const std::string sev = features(
      "<sev supported='yes'><cbitpos>47</cbitpos>"
      "<reducedPhysBits>1</reducedPhysBits></sev>");
  const std::string sev_of_the_manual = features(
      "<sev><cbitpos>47</cbitpos>"
      "<reduced-phys-bits>1</reduced-phys-bits></sev>");
  const auto launch = [](const std::string& type, const std::string& text) {
    return "<launchSecurity type='" + type + "'>" + text + "</launchSecurity>";
  };
  const auto sgx = [&](const std::string& size) {
    return features("<sgx supported='yes'>" + size + "</sgx>");
  };
  const std::string host_size = "<section_size unit='KiB'>65536</section_size>";
  const auto epc = [](const std::string& size) {
    return "<devices><memory model='sgx-epc'><target>" + size + "</target></memory></devices>";
  };
  const std::string some = epc("<size unit='MiB'>16</size>");
  return {
      {"Sev", "sev", kX86, no_sev, launch("sev", ""), Says::kError},
      {"SevSnp", "sev", kX86, no_sev, launch("sev-snp", ""), Says::kError},
      {"Tdx", "sev", kX86, no_sev, launch("tdx", ""), Says::kNotAsked},
      {"SevWithoutSupported", "sev", kX86, sev_of_the_manual, launch("sev", ""), Says::kFine},
      {"XenFillsInNoSev", "sev", kXen, no_sev, launch("sev", ""), Says::kUnknown},
      {"SameBit", "sev-cbitpos", kX86, sev, launch("sev", "<cbitpos>47</cbitpos>"), Says::kFine},
      {"SameBitInHexadecimal", "sev-cbitpos", kX86, sev,
       launch("sev-snp", "<cbitpos>0x2f</cbitpos>"), Says::kFine},
      {"OtherBit", "sev-cbitpos", kX86, sev, launch("sev-snp", "<cbitpos>51</cbitpos>"),
       Says::kError},
      {"BitNotStated", "sev-cbitpos", kX86, features("<sev supported='yes'/>"),
       launch("sev", "<cbitpos>51</cbitpos>"), Says::kUnknown},
      {"ReducedBitsInTheManualsSpelling", "sev-reduced-phys-bits", kX86, sev_of_the_manual,
       launch("sev", "<reducedPhysBits>5</reducedPhysBits>"), Says::kError},

      {"Sgx", "sgx", kX86, no_sgx, some, Says::kError},
      {"XenFillsInNoSgx", "sgx", kXen, no_sgx, some, Says::kUnknown},
      {"OtherMemory", "sgx", kX86, no_sgx, "<devices><memory model='dimm'/></devices>",
       Says::kNotAsked},
      {"SgxAllThereIs", "sgx-size", kX86, sgx(host_size), epc("<size unit='MiB'>64</size>"),
       Says::kFine},
      {"SgxSizeWithoutUnitIsKiB", "sgx-size", kX86, sgx(host_size), epc("<size>65537</size>"),
       Says::kWarning},
      {"SgxOneGiB", "sgx-size", kX86, sgx(host_size), epc("<size unit='GiB'>1</size>"),
       Says::kWarning},
      {"SgxUnitNotKnown", "sgx-size", kX86, sgx(host_size), epc("<size unit='pages'>1</size>"),
       Says::kUnknown},
      {"SgxSizeNotStated", "sgx-size", kX86, sgx(""), some, Says::kUnknown},
  };
}

INSTANTIATE_TEST_SUITE_P(Confidential, RuleAnswerTest, testing::ValuesIn(ConfidentialRows()),
                         RowName);

}  // namespace
}  // namespace domcheck
