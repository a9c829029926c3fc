#include "checker/fleet/common/baseline_cpu.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "checker/fleet/common/common_capabilities_tester.h"

namespace domcheck {
namespace {

// Returns a document whose mode custom has these models.
std::string Models(const std::string& models) {
  return Document35("  <cpu><mode name='custom' supported='yes'>" + models + "</mode></cpu>");
}

std::string Model(const std::string& name, const std::string& more = "usable='yes'") {
  return "<model " + more + " vendor='Intel'>" + name + "</model>";
}

// A model that the host cannot run since it lacks the features.
std::string Blocked(const std::string& name, const std::vector<std::string>& features) {
  std::string text = Model(name, "usable='no'") + "<blockers model='" + name + "'>";
  for (const std::string& feature : features) text += "<feature name='" + feature + "'/>";
  return text + "</blockers>";
}

std::string Baseline(const std::string& a, const std::string& b) {
  const Host first = MakeHost("a.xml", {a}), second = MakeHost("b.xml", {b});
  const std::vector<const Host*> hosts = {&first, &second};
  const auto matches = MatchCapabilities(hosts);
  return matches.empty() ? "no match" : BaselineCpu(hosts, matches.front()).value_or("none");
}

std::string Plain(const std::string& model) {
  return "<cpu mode='custom' match='exact' check='partial'>\n  <model fallback='forbid'>" + model +
         "</model>\n</cpu>\n";
}

TEST(BaselineCpuTest, IsTheNewestThatAllCanRun) {
  const std::string old = Model("SandyBridge") + Model("Haswell") +
                          Blocked("Cascadelake-Server", {"avx512f"}) + Model("Penryn");
  const std::string recent = Model("Penryn") + Model("Cascadelake-Server") + Model("Haswell") +
                             Model("SandyBridge") + Model("SapphireRapids");
  EXPECT_EQ(Baseline(Models(old), Models(recent)), Plain("Haswell"));
  EXPECT_EQ(Baseline(Models(recent), Models(old)), Plain("Haswell"));
  EXPECT_EQ(Baseline(Models(recent), Models(recent)), Plain("SapphireRapids"));
}

TEST(BaselineCpuTest, IsOfTheHostsOwnVendor) {
  const std::string models =
      "<cpu><mode name='host-model' supported='yes'><model fallback='forbid'>EPYC</model>"
      "<vendor>AMD</vendor></mode><mode name='custom' supported='yes'>"
      "<model usable='yes' vendor='AMD'>Opteron_G3</model>"
      "<model usable='yes' vendor='Hygon'>Dhyana</model></mode></cpu>";
  EXPECT_EQ(Baseline(Document35(models), Document35(models)), Plain("Opteron_G3"));
}

TEST(BaselineCpuTest, IsDeprecatedOnlyIfAllAre) {
  const std::string deprecated = "usable='yes' deprecated='yes'";
  EXPECT_EQ(Baseline(Models(Model("Haswell", deprecated) + Model("Penryn")),
                     Models(Model("Haswell") + Model("Penryn"))),
            Plain("Penryn"));
  EXPECT_EQ(Baseline(Models(Model("Haswell", deprecated)), Models(Model("Haswell"))),
            Plain("Haswell"));
}

TEST(BaselineCpuTest, DisablesWhatOneLacks) {
  EXPECT_EQ(Baseline(Models(Blocked("Haswell", {"hle", "rtm"}) + Model("Penryn")),
                     Models(Blocked("Haswell", {"rtm", "x2apic"}))),
            "<cpu mode='custom' match='exact' check='partial'>\n"
            "  <model fallback='forbid'>Haswell</model>\n"
            "  <feature policy='disable' name='hle'/>\n"
            "  <feature policy='disable' name='rtm'/>\n"
            "  <feature policy='disable' name='x2apic'/>\n"
            "</cpu>\n");
}

TEST(BaselineCpuTest, IsNoneWhereNothingIsStated) {
  EXPECT_EQ(Baseline(Models(Model("Haswell")), Models(Model("Penryn"))), "none");
  EXPECT_EQ(Baseline(Models(""), Models("")), "none");
  EXPECT_EQ(Baseline(Models(Model("Haswell", "usable='unknown'")), Models(Model("Haswell"))),
            "none");
}

}  // namespace
}  // namespace domcheck
