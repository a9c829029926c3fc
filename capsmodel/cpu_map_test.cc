#include "capsmodel/cpu_map.h"

#include <gtest/gtest.h>

namespace domcheck {
namespace {

TEST(CpuMapTest, KnowsTheArchitecturesOfLibvirt) {
  ASSERT_NE(CpuMapFor("x86_64"), nullptr);
  EXPECT_EQ(CpuMapFor("i686"), CpuMapFor("x86_64"));
  EXPECT_NE(CpuMapFor("aarch64"), nullptr);
  EXPECT_NE(CpuMapFor("ppc64le"), nullptr);
  EXPECT_EQ(CpuMapFor("s390x"), nullptr);
  EXPECT_EQ(CpuMapFor(""), nullptr);
}

TEST(CpuMapTest, KnowsModelsAndTheirFeatures) {
  const CpuMap& map = *CpuMapFor("x86_64");
  const CpuMapModel* const haswell = map.models.Find("Haswell");
  ASSERT_NE(haswell, nullptr);
  EXPECT_EQ(haswell->vendor, "Intel");
  EXPECT_FALSE(haswell->since.after);
  EXPECT_TRUE(haswell->Has("hle"));
  EXPECT_TRUE(haswell->Has("fpu"));  // inherited over many models
  EXPECT_FALSE(haswell->Has("rdrand") && haswell->Has("svm"));
  EXPECT_FALSE(map.models.Find("Haswell-noTSX")->Has("hle"));
  EXPECT_FALSE(map.models.Find("Haswell-noTSX-IBRS")->Has("rtm"));
  EXPECT_TRUE(map.models.Find("EPYC-Genoa")->since.after);
  EXPECT_EQ(map.models.Find("host"), nullptr);
}

TEST(CpuMapTest, KnowsTheNamesOfFeatures) {
  const CpuMap& map = *CpuMapFor("x86_64");
  EXPECT_FALSE(map.features.Find("svm")->since.after);
  EXPECT_TRUE(map.features.Find("fred")->since.after);
  EXPECT_EQ(map.features.Find("no-such-feature"), nullptr);
  EXPECT_TRUE(CpuMapFor("ppc64")->features.empty());
}

}  // namespace
}  // namespace domcheck
