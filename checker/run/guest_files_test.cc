#include "checker/run/guest_files.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "checker/testing/file_content.h"
#include "checker/testing/temporary_folder.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

// Runs the test in an empty folder of its own.
class GuestFilesTest : public testing::Test {
 protected:
  GuestFilesTest() { folder_.Enter(); }

  static void Write(const std::string& path) { WriteFile(path, "<domain/>"); }

  // Returns a line for each file, with "(in folder)" behind those found in one, and then the
  // problems.
  static std::string Found(const std::vector<std::string>& names) {
    std::vector<InputProblem> problems;
    std::string text;
    for (const GuestFile& file : FindGuests(names, &problems))
      text += file.path + (file.in_folder ? " (in folder)" : "") + "\n";
    for (const InputProblem& problem : problems) text += DescribeProblem(problem) + "\n";
    return text;
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(GuestFilesTest, FilesStayAsTheyAreNamed) {
  Write("b.xml");
  Write("a.conf");
  Write("odd [1].xml");
  EXPECT_EQ(Found({"b.xml", "-", "a.conf", "./b.xml", "b.xml", "odd [1].xml"}),
            "b.xml\n-\na.conf\n./b.xml\nb.xml\nodd [1].xml\n");
  // Reading them will report that they do not exist.
  EXPECT_EQ(Found({"absent.xml", ""}), "absent.xml\n\n");
  EXPECT_EQ(Found({}), "");
}

TEST_F(GuestFilesTest, FoldersAreLookedThrough) {
  for (const char* path :
       {"f/b.xml", "f/a.xml", "f/a.XML", "f/a.xml.bak", "f/xml", "f/.xml", "f/.hidden/c.xml",
        "f/sub/deep/d.xml", "f/sub/.git/e.xml", "f/folder.xml/f.xml", "elsewhere/g.xml"})
    Write(path);
  fs::create_directory_symlink("../elsewhere", "f/link");
  fs::create_directory_symlink("..", "f/loop");
  fs::create_symlink("../elsewhere/g.xml", "f/g.xml");
  EXPECT_EQ(Found({"f"}),
            "f/a.xml (in folder)\n"
            "f/b.xml (in folder)\n"
            "f/folder.xml/f.xml (in folder)\n"
            "f/sub/deep/d.xml (in folder)\n");
  // A folder that is named is searched even if it is hidden or a link.
  EXPECT_EQ(Found({"f/.hidden"}), "f/.hidden/c.xml (in folder)\n");
  EXPECT_EQ(Found({"f/link"}), "f/link/g.xml (in folder)\n");
}

TEST_F(GuestFilesTest, TheFolderThatOneStandsIn) {
  Write("a.xml");
  Write("sub/b.xml");
  EXPECT_EQ(Found({"."}), "a.xml (in folder)\nsub/b.xml (in folder)\n");
  fs::current_path("sub");
  EXPECT_EQ(Found({".."}), "../a.xml (in folder)\n../sub/b.xml (in folder)\n");
}

TEST_F(GuestFilesTest, AFolderWithoutGuestsIsAProblem) {
  Write("f/readme.txt");
  Write("a.xml");
  EXPECT_EQ(Found({"f", "a.xml"}), "a.xml\nf: error: no guest (*.xml) is in this folder\n");
}

TEST_F(GuestFilesTest, PatternsThatTheShellLeftAlone) {
  for (const char* path : {"vm2.xml", "vm1.xml", "vm10.xml", "other.xml", "sub/vm1.xml"})
    Write(path);
  EXPECT_EQ(Found({"vm*.xml"}), "vm1.xml\nvm10.xml\nvm2.xml\n");
  EXPECT_EQ(Found({"vm?.xml"}), "vm1.xml\nvm2.xml\n");
  EXPECT_EQ(Found({"vm[2-9].xml", "*/vm*"}), "vm2.xml\nsub/vm1.xml\n");
  EXPECT_EQ(Found({"*.conf", "other.xml"}),
            "other.xml\n*.conf: error: no file matches this pattern\n");
}

TEST_F(GuestFilesTest, FileLists) {
  const struct {
    std::string list;
    std::vector<std::string> names;
  } kRows[] = {
      {"", {}},
      {"\n\n", {}},
      {"a", {"a"}},
      {"a\nb c\n", {"a", "b c"}},
      {"a\r\nb\r\n", {"a", "b"}},
      {"a\rb\n", {"a\rb"}},
      {" a \n", {" a "}},
      {std::string("a\nb\0c\r\0", 7), {"a\nb", "c\r"}},
      {std::string("\0\0a", 3), {"a"}},
      {std::string("a\0", 2), {"a"}},
  };
  for (const auto& row : kRows)
    EXPECT_EQ(SplitFileList(row.list), row.names) << testing::PrintToString(row.list);
}

// Names without the separator survive joining and splitting, for both separators.
TEST_F(GuestFilesTest, FileListsKeepEveryName) {
  const std::vector<std::string> names = {"a", "b c", "\u00e9.xml", "-", "*", "x/y.xml", "\xFF"};
  for (const char divider : {'\n', '\0'}) {
    std::string list;
    for (const std::string& name : names) list += name + divider;
    EXPECT_EQ(SplitFileList(list), names);
    list.pop_back();
    EXPECT_EQ(SplitFileList(list), names) << "without the last divider";
  }
}

}  // namespace
}  // namespace domcheck
