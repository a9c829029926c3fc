// Tests of the modes, models and features of CPUs.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "checker/engine/rule_answers/rule_answer.h"
#include "checker/testing/checked_guest.h"

namespace domcheck {
namespace {

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

// The blocks by which a document shows that it is of libvirt 9.0.
const std::string kOf90 =
    "<devices><rng supported='yes'/><filesystem supported='yes'/><tpm supported='yes'/>"
    "<channel supported='yes'/></devices>";

// <cpu mode='custom' ATTRIBUTES><model MODEL_ATTRIBUTES>NAME</model>FEATURES</cpu>
std::string Model(const std::string& name, const std::string& attributes = "",
                  const std::string& model_attributes = "", const std::string& features = "") {
  const bool has_match = attributes.find("match=") != std::string::npos;
  return "<cpu mode='custom' " + std::string(has_match ? "" : "match='exact' ") + attributes +
         "><model " + model_attributes + ">" + name + "</model>" + features + "</cpu>";
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
      {"UnlistedArmTcg", rule, kArmTcg, kCpu, Model("cortex-a57"), Says::kError},
      {"UnlistedArmTcgForbid", rule, kArmTcg, kCpu, Model("cortex-a57", "", forbid), Says::kError},
      {"UnlistedS390x", rule, kZ, kCpu, Model("z900", none), Says::kError},
      {"UnlistedS390xTcg", rule, kZTcg, kCpu, Model("z900"), Says::kError},
      {"UnknownToLibvirt", rule, kX86, kCpu, Model("host", none, allow), Says::kError},
      {"Misspelt", rule, kX86Tcg, kCpu, Model("Skylake-Sever"), Says::kError},
      {"NewerThanLibvirt", rule, kX86, kCpu + kOf90, Model("EPYC-Genoa"), Says::kError},
      {"PerhapsNewerThanLibvirt", rule, kX86, kCpu, Model("EPYC-Genoa"), Says::kWarning},
      {"HostOnArmWithKvm", rule, kArm, kCpu, Model("host", "", forbid), Says::kWarning},
      {"HostOnArmTcg", rule, kArmTcg, kCpu, Model("host"), Says::kError},
      {"OwnChoiceOnPower", rule, kPower, kCpu, Model("ppc64", "", forbid), Says::kWarning},
      {"MinimumStartsAnyhow", rule, kX86, kCpu, Model(sky, full + " match='minimum'"), Says::kFine},
      {"MinimumIsCompared", rule, kX86, kCpu, Model(sky, partial + " match='minimum'"),
       Says::kError},
      {"MinimumOfUnlisted", rule, kX86, kCpu, Model("host", none + " match='minimum'"),
       Says::kFine},
      {"MinimumOffX86", rule, kArm, kCpu, Model("cortex-a57", full + " match='minimum'"),
       Says::kError},
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

// A host whose model is Nehalem with invtsc and without x2apic, and which lacks what Haswell has.
constexpr char kFeatures[] =
    "<cpu><mode name='host-model' supported='yes'><model fallback='forbid'>Nehalem</model>"
    "<feature policy='require' name='invtsc'/><feature policy='disable' name='cx16'/></mode>"
    "<mode name='custom' supported='yes'><model usable='yes' vendor='Intel'>Nehalem</model>"
    "<model usable='no' vendor='Intel'>Haswell</model>"
    "<blockers model='Haswell'><feature name='hle'/></blockers></mode>"
    "<mode name='maximum' supported='yes'/></cpu>";

std::string With(const std::string& policy, const std::string& name,
                 const std::string& attributes = "") {
  return Model("Nehalem", attributes, "", Disabled(policy, name));
}

std::vector<Row> CpuFeatureRows() {
  const std::string rule = "cpu-feature", none = "check='none'", partial = "check='partial'";
  const std::string host_model = "<cpu mode='host-model'>" + Disabled("require", "hle") + "</cpu>";
  const std::string maximum = "<cpu mode='maximum'>" + Disabled("require", "hle") + "</cpu>";
  return {
      {"RequiredBlocker", rule, kX86, kFeatures, With("require", "hle"), Says::kError},
      {"RequiredByDefault", rule, kX86, kFeatures,
       Model("Nehalem", "", "", "<feature name='hle'/>"), Says::kError},
      {"EachElementHasItsOwnPolicy", rule, kX86, kFeatures,
       Model("Nehalem", "", "",
             "<feature policy='disable' name='hle'/><feature policy='require' name='hle'/>"),
       Says::kError},
      {"RequiredDisabledByHostModel", rule, kX86, kFeatures, With("require", "cx16"), Says::kError},
      {"RequiredWithoutCheck", rule, kX86, kFeatures, With("require", "hle", none), Says::kWarning},
      {"RequiredTcgDoesNotCheck", rule, kX86Tcg, kFeatures, With("require", "hle"), Says::kWarning},
      {"RequiredTcgPartial", rule, kX86Tcg, kFeatures, With("require", "hle", partial),
       Says::kError},
      {"RequiredOfHostModelTcg", rule, kX86Tcg, kFeatures, host_model, Says::kError},
      {"RequiredOfMaximum", rule, kX86Tcg, kFeatures, maximum, Says::kFine},
      {"RequiredOfHostModel", rule, kX86, kFeatures, With("require", "invtsc"), Says::kFine},
      {"RequiredOfTheModel", rule, kX86, kFeatures, With("require", "sse4.2"), Says::kFine},
      {"RequiredAndOpen", rule, kX86, kFeatures, With("require", "avx512f"), Says::kUnknown},
      {"Forced", rule, kX86, kFeatures, With("force", "hle"), Says::kFine},
      {"Optional", rule, kX86, kFeatures, With("optional", "hle"), Says::kFine},
      {"Disabled", rule, kX86, kFeatures, With("disable", "sse4.2"), Says::kFine},
      {"ForbiddenOfHostModel", rule, kX86, kFeatures, With("forbid", "invtsc"), Says::kError},
      {"ForbiddenOfTheModel", rule, kX86, kFeatures, With("forbid", "sse4.2"), Says::kError},
      {"ForbiddenThatIsLacking", rule, kX86, kFeatures, With("forbid", "hle"), Says::kUnknown},
      {"ForbiddenDisabledByHostModel", rule, kX86, kFeatures, With("forbid", "cx16"),
       Says::kUnknown},
      {"ForbiddenWithoutCheck", rule, kX86, kFeatures, With("forbid", "invtsc", none), Says::kFine},
      {"NoSuchFeature", rule, kX86, kFeatures, With("disable", "avx513f"), Says::kError},
      {"NewerThanLibvirt", rule, kX86, kFeatures + kOf90, With("disable", "fred"), Says::kError},
      {"NothingStated", rule, kX86, "", With("require", "hle"), Says::kUnknown},
      {"UnknownHostCpu", rule, kArmTcg, "<cpu><mode name='host-model' supported='no'/></cpu>",
       "<cpu check='partial'><model>cortex-a57</model></cpu>", Says::kError},
      {"UnknownHostCpuKvm", rule, kArm, "<cpu><mode name='host-model' supported='no'/></cpu>",
       "<cpu check='partial'><model>cortex-a57</model></cpu>", Says::kFine},
      {"UnknownHostCpuUnchecked", rule, kArmTcg,
       "<cpu><mode name='host-model' supported='no'/></cpu>",
       "<cpu check='full'><model>cortex-a57</model></cpu>", Says::kNotAsked},
  };
}

INSTANTIATE_TEST_SUITE_P(CpuFeatures, RuleAnswerTest, testing::ValuesIn(CpuFeatureRows()), RowName);

TEST(CpuModelTest, NamesWhatTheHostLacksAndUsableModelsOfTheVendor) {
  const CheckedGuest guest(HostText(kX86, kCpu), GuestText(kX86, Model("Skylake-Client")),
                           Notes::kLeaveOut);
  ASSERT_EQ(guest.result().findings.size(), 1) << guest.Describe();
  const Finding& finding = guest.result().findings.front();
  EXPECT_NE(finding.message.find("hle, rtm"), std::string::npos) << finding.message;
  EXPECT_EQ(finding.allowed, (std::vector<std::string>{"Icelake-Client", "Skylake-Client-v4",
                                                       "Broadwell-noTSX-IBRS"}));
  EXPECT_EQ(finding.suggestion, "Icelake-Client");
}

TEST(CpuModelTest, AnImpliedModeIsToldAsImplied) {
  const CheckedGuest guest(HostText(kX86, "<cpu><mode name='custom' supported='no'/></cpu>"),
                           GuestText(kX86, "<cpu><model>Skylake-Client</model></cpu>"),
                           Notes::kLeaveOut);
  ASSERT_EQ(guest.result().findings.size(), 1) << guest.Describe();
  EXPECT_TRUE(guest.result().findings.front().implied);
}

}  // namespace
}  // namespace domcheck
