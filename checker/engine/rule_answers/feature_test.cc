// Tests of limits, firmware, <features> and confidential computing.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "checker/engine/rule_answers/rule_answer.h"

namespace domcheck {
namespace {

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
       launch("sev", "<reducedPhysBits>5</reducedPhysBits>"), Says::kWarning},
      {"ReducedBitsOutOfRange", "sev-reduced-phys-bits", kX86, sev_of_the_manual,
       launch("sev", "<reducedPhysBits>64</reducedPhysBits>"), Says::kError},
      {"NoReducedBits", "sev-reduced-phys-bits", kX86, sev_of_the_manual,
       launch("sev", "<reducedPhysBits>0</reducedPhysBits>"), Says::kError},

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
