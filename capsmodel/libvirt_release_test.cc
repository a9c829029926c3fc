#include "capsmodel/libvirt_release.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace domcheck {
namespace {

const std::vector<std::string_view> kOf90 = {"os", "devices/rng", "devices/filesystem",
                                             "devices/tpm", "devices/channel"};

TEST(LibvirtReleaseTest, BlocksShowTheRelease) {
  const LibvirtBounds bounds = BoundsShownBy("kvm", kOf90);
  EXPECT_EQ(bounds.at_least, (LibvirtRelease{8, 9}));
  EXPECT_EQ(bounds.before, (LibvirtRelease{9, 1}));
}

TEST(LibvirtReleaseTest, OnlyWholeDocumentsOfQemuAreBoundedFromAbove) {
  EXPECT_FALSE(BoundsShownBy("xen", kOf90).before);
  EXPECT_FALSE(BoundsShownBy("kvm", {}).before);
  EXPECT_FALSE(BoundsShownBy("kvm", {"devices/disk"}).before);
  std::vector<std::string_view> shortened = kOf90;
  shortened.erase(shortened.begin() + 2);
  EXPECT_FALSE(BoundsShownBy("kvm", shortened).before);
  EXPECT_EQ(BoundsShownBy("kvm", shortened).at_least, (LibvirtRelease{8, 9}));
}

TEST(LibvirtReleaseTest, LacksOnlyWhatIsCertain) {
  const LibvirtBounds bounds{{8, 9}, {9, 1}};
  EXPECT_TRUE(bounds.Lacks({{9, 0}, {10, 7}}));
  EXPECT_TRUE(bounds.Lacks({{10, 7}, {11, 3}}));
  EXPECT_FALSE(bounds.Lacks({{8, 8}, {9, 0}}));
  EXPECT_FALSE(bounds.Lacks({}));
  EXPECT_FALSE((LibvirtBounds{{8, 9}, {}}).Lacks({{12, 8}, {12, 9}}));
  EXPECT_TRUE((LibvirtBounds{{}, {10, 0}}).Lacks({{9, 10}, {10, 0}}));
}

TEST(LibvirtReleaseTest, ParsesReleases) {
  EXPECT_EQ(ParseRelease("9.0"), (LibvirtRelease{9, 0}));
  EXPECT_EQ(ParseRelease("12.8.0"), (LibvirtRelease{12, 8}));
  for (const char* text : {"", "9", "9.", "9.x", ".9", "nine", "9.0x", "-1.0", "99999999.1"})
    EXPECT_FALSE(ParseRelease(text)) << text;
}

TEST(LibvirtReleaseTest, AKnownRelease) {
  const LibvirtBounds bounds = Exactly({11, 3});
  EXPECT_TRUE(bounds.is_exact());
  EXPECT_TRUE(bounds.Lacks({{11, 3}, {12, 8}}));
  EXPECT_FALSE(bounds.Lacks({{10, 7}, {11, 3}}));
  EXPECT_FALSE((LibvirtBounds{{8, 9}, {9, 1}}).is_exact());
  EXPECT_FALSE(LibvirtBounds().is_exact());
}

TEST(LibvirtReleaseTest, TheLaterOfTwo) {
  const Since old, young{{9, 0}, {10, 7}};
  EXPECT_EQ(Later(old, young).by, young.by);
  EXPECT_EQ(Later(young, old).by, young.by);
}

}  // namespace
}  // namespace domcheck
