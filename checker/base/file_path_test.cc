#include "checker/base/file_path.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace domcheck {
namespace {

TEST(FilePathTest, AbsolutePathsHaveNoDots) {
  EXPECT_EQ(AbsolutePath("/a/./b/../c"), "/a/c");
  EXPECT_EQ(AbsolutePath("a"), std::filesystem::current_path().string() + "/a");
}

TEST(FilePathTest, TheRootIsItsOwnParent) {
  EXPECT_EQ(ParentFolder("/a/b"), "/a");
  EXPECT_EQ(ParentFolder("/a"), "/");
  EXPECT_EQ(ParentFolder("/"), "/");
}

TEST(FilePathTest, RelativePathsClimb) {
  EXPECT_EQ(RelativePath("/a/b/c", "/a"), "b/c");
  EXPECT_EQ(RelativePath("/b", "/a"), "../b");
  EXPECT_EQ(RelativePath("/a", "/a"), ".");
}

}  // namespace
}  // namespace domcheck
