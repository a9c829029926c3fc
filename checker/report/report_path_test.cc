#include "checker/report/report_path.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "checker/testing/temporary_folder.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

TEST(PathFrom, WorkingFolder) {
  const std::string& here = WorkingFolder();
  struct Case {
    std::string path;
    std::string seen;
  };
  const Case cases[] = {
      {"vm.xml", "vm.xml"},
      {"-", "-"},
      {"./vm.xml", "vm.xml"},
      {"a//b/./vm.xml", "a/b/vm.xml"},
      {here + "/a/vm.xml", "a/vm.xml"},
      {"no-such/../vm.xml", "vm.xml"},
      {"..data/vm.xml", "..data/vm.xml"},
      {"/elsewhere//vm.xml", "/elsewhere/vm.xml"},
      {here + "-not/vm.xml", here + "-not/vm.xml"},
  };
  for (const Case& row : cases) EXPECT_EQ(PathFrom(here, row.path), row.seen) << row.path;
  EXPECT_EQ(PathFrom("/", "/a/vm.xml"), "a/vm.xml");
}

TEST(PathFrom, ResolvesWhatClimbsOutOfALink) {
  const TemporaryFolder temporary;
  const fs::path& root = temporary.path();
  fs::create_directories(root / "real" / "deep");
  fs::create_directory_symlink(root / "real" / "deep", root / "link");
  const std::string folder = root.string();
  EXPECT_EQ(PathFrom(folder, folder + "/link/../vm.xml"), "real/vm.xml");
  EXPECT_EQ(PathFrom(folder, folder + "/link/vm.xml"), "link/vm.xml");
  EXPECT_EQ(PathFrom(folder + "/real", folder + "/real/../vm.xml"), folder + "/vm.xml");
  // The folder is reached by another path.
  fs::create_directory_symlink(root / "real", root / "other");
  EXPECT_EQ(PathFrom(folder + "/real", folder + "/other/vm.xml"), "vm.xml");
}

TEST(FolderFromEnvironment, FallsBackToTheWorkingFolder) {
  unsetenv("SOME_FOLDER");
  EXPECT_EQ(FolderFromEnvironment("SOME_FOLDER"), WorkingFolder());
  for (const char* useless : {"", "relative", "/no/such/folder"}) {
    setenv("SOME_FOLDER", useless, 1);
    EXPECT_EQ(FolderFromEnvironment("SOME_FOLDER"), WorkingFolder()) << useless;
  }
  setenv("SOME_FOLDER", "/usr/./bin/..", 1);
  EXPECT_EQ(FolderFromEnvironment("SOME_FOLDER"), "/usr");
}

TEST(PathAsUri, EscapesBytes) {
  EXPECT_EQ(PathAsUri("a/b-c_d.e~1.xml"), "a/b-c_d.e~1.xml");
  EXPECT_EQ(PathAsUri("/a b.xml"), "file:///a%20b.xml");
  EXPECT_EQ(PathAsUri("c:d.xml"), "c%3Ad.xml");
  EXPECT_EQ(PathAsUri("50%?#[]\\^`{|}\"<>"), "50%25%3F%23%5B%5D%5C%5E%60%7B%7C%7D%22%3C%3E");
  EXPECT_EQ(PathAsUri("!$&'()*+,;=@"), "!$&'()*+,;=@");
  EXPECT_EQ(PathAsUri("\xC3\xA9\xFF\n\x7F"), "%C3%A9%FF%0A%7F");
}

}  // namespace
}  // namespace domcheck
