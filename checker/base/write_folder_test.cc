#include "checker/base/write_folder.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "checker/testing/file_content.h"
#include "checker/testing/temporary_folder.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

bool OwnsLetters(std::string_view name) { return name.size() == 1; }

// Returns the error, or nullopt.
std::optional<std::string> WriteFolder(const std::string& path,
                                       const std::vector<std::string>& names,
                                       const std::string& content) {
  AtomicFolder folder(OwnsLetters);
  if (auto error = folder.Open(path)) return error;
  for (const std::string& name : names)
    if (auto error = folder.Write(name, content)) return error;
  return folder.Commit();
}

class WriteFolderTest : public testing::Test {
 protected:
  std::string Path(const std::string& name) const { return root_.Path(name); }

  // Returns the content of a folder, sorted: "a=content ", "f/", "f/a=content ", "l@target ".
  static std::string Tree(const fs::path& folder) {
    std::vector<std::string> parts;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      std::string part = entry.path().lexically_relative(folder).string();
      if (entry.is_symlink()) {
        part += "@" + fs::read_symlink(entry).string();
      } else if (entry.is_directory()) {
        part += "/";
      } else {
        part += "=" + ReadFile(entry.path());
      }
      parts.push_back(part);
    }
    std::sort(parts.begin(), parts.end());
    std::string tree;
    for (const std::string& part : parts) tree += part + " ";
    return tree;
  }
  std::string Tree() const { return Tree(root_.path()); }

  static mode_t Mode(const std::string& path) {
    struct stat status = {};
    stat(path.c_str(), &status);
    return status.st_mode & 07777;
  }

  const TemporaryFolder root_;
};

TEST_F(WriteFolderTest, MakesANewOneAsTheUmaskSays) {
  const mode_t umask_before = umask(027);
  EXPECT_EQ(WriteFolder(Path("f"), {"a", "b"}, "1"), std::nullopt);
  umask(umask_before);
  EXPECT_EQ(Tree(), "f/ f/a=1 f/b=1 ");
  EXPECT_EQ(Mode(Path("f")), 0750u);
  EXPECT_EQ(Mode(Path("f/a")), 0640u);
}

TEST_F(WriteFolderTest, IsNamedAsFoldersAre) {
  ASSERT_EQ(WriteFolder(Path("new/above/f/"), {"a"}, "1"), std::nullopt);
  EXPECT_EQ(Tree(), "new/ new/above/ new/above/f/ new/above/f/a=1 ");
  fs::create_directory_symlink("new/above", Path("link"));
  // ".." is resolved as in the kernel, not by name: link/.. is new.
  ASSERT_EQ(WriteFolder(Path("link/../above/./f//"), {"a"}, "2"), std::nullopt);
  ASSERT_EQ(WriteFolder(Path("absent/../g"), {"a"}, "3"), std::nullopt);
  EXPECT_EQ(Tree(), "g/ g/a=3 link@new/above new/ new/above/ new/above/f/ new/above/f/a=2 ");
}

TEST_F(WriteFolderTest, ReplacesTheOldOneWhole) {
  ASSERT_EQ(WriteFolder(Path("f"), {"a", "b"}, "1"), std::nullopt);
  ASSERT_EQ(WriteFolder(Path("f"), {"b", "c"}, "2"), std::nullopt);
  EXPECT_EQ(Tree(), "f/ f/b=2 f/c=2 ");
  ASSERT_EQ(WriteFolder(Path("f"), {}, ""), std::nullopt);
  ASSERT_EQ(WriteFolder(Path("f"), {"a"}, "3"), std::nullopt);
  EXPECT_EQ(Tree(), "f/ f/a=3 ");
}

TEST_F(WriteFolderTest, KeepsModeOwnerAndGroup) {
  fs::create_directory(Path("f"));
  // Only root can give a folder to another user, and only if the system knows other users.
  const bool is_given = chown(Path("f").c_str(), 12, 34) == 0;
  chmod(Path("f").c_str(), 02750);
  for (const char* content : {"1", "2"}) {  // in the place of an empty folder, and of a full one
    ASSERT_EQ(WriteFolder(Path("f"), {"a"}, content), std::nullopt);
    EXPECT_EQ(Mode(Path("f")), 02750u);
    struct stat status = {};
    stat(Path("f").c_str(), &status);
    EXPECT_EQ(status.st_uid == 12 && status.st_gid == 34, is_given);
  }
}

TEST_F(WriteFolderTest, ReplacesWhatALinkLeadsTo) {
  ASSERT_EQ(WriteFolder(Path("f"), {"a"}, "1"), std::nullopt);
  fs::create_directory_symlink("f", Path("link"));
  ASSERT_EQ(WriteFolder(Path("link"), {"a"}, "2"), std::nullopt);
  ASSERT_EQ(WriteFolder(Path("link/"), {"b"}, "3"), std::nullopt);
  EXPECT_EQ(Tree(), "f/ f/b=3 link@f ");
}

TEST_F(WriteFolderTest, TellsWhyItCannotBe) {
  root_.Write("file", "x");
  fs::create_directory_symlink("nowhere", Path("dangling"));
  fs::create_directory_symlink("loop", Path("loop"));
  fs::create_directories(Path("mine/z"));
  root_.Write("mine/diary", "x");
  const std::string before = Tree();
  const struct {
    std::string path;
    const char* message;
  } kRows[] = {
      {Path("file"), "is a file, not a folder; choose another name"},
      {Path("file/below"), "cannot be reached: Not a directory"},
      {Path("dangling"), "is a symbolic link to what is not there; remove it"},
      {Path("loop"), "cannot be reached: Too many levels of symbolic links"},
      {Path("mine"),
       "is there already, with 'diary' in it, which would be lost; move that away, or choose "
       "another folder"},
      {".",
       "is the working folder, which cannot be replaced under your feet; leave it, or choose "
       "another one"},
      {"/proc", "is where a file system is mounted, which cannot be replaced; choose a folder"},
      {Path(std::string(300, 'n')), "cannot be reached: File name too long"},
  };
  for (const auto& row : kRows) {
    // This test is not about the content of /proc.
    const OwnsFile owns = row.path == "/proc" ? [](std::string_view) { return true; } : OwnsLetters;
    const auto problem = WhyNoFolder(row.path, owns);
    ASSERT_TRUE(problem) << row.path;
    EXPECT_EQ(problem->substr(0, std::string(row.message).size()), row.message) << row.path;
    EXPECT_EQ(AtomicFolder(owns).Open(row.path), problem);
  }
  EXPECT_TRUE(AtomicFolder(OwnsLetters).Open("/proc/new"));
  EXPECT_EQ(Tree(), before);
  for (const char* name : {"new", "new/f", "mine/f"})
    EXPECT_EQ(WhyNoFolder(Path(name), OwnsLetters), std::nullopt) << name;
  EXPECT_EQ(Tree(), before);
}

TEST_F(WriteFolderTest, NothingIsSeenBeforeCommit) {
  ASSERT_EQ(WriteFolder(Path("f"), {"a"}, "1"), std::nullopt);
  {
    AtomicFolder folder(OwnsLetters);
    ASSERT_EQ(folder.Open(Path("f")), std::nullopt);
    ASSERT_EQ(folder.Write("b", "2"), std::nullopt);
    EXPECT_EQ(Tree(Path("f")), "a=1 ");
    // Writing the same name twice stands for any failure.
    EXPECT_EQ(folder.Write("b", "3"), "cannot be written: File exists");
  }
  EXPECT_EQ(Tree(), "f/ f/a=1 ");
}

TEST_F(WriteFolderTest, RemovesWhatTheDeadLeft) {
  // Left by killed writers: an incomplete new folder, or an old one that was replaced.
  for (const char* name :
       {".domcheck-folder-1-0", ".domcheck-folder-1-1", ".domcheck-folder-1-2"}) {
    fs::create_directory(Path(name));
    WriteFile(Path(name) + "/a", "half");
  }
  // The lock of a live writer.
  const int living = open(Path(".domcheck-folder-1-0").c_str(), O_RDONLY | O_DIRECTORY);
  ASSERT_EQ(flock(living, LOCK_EX), 0);
  // A file that only a user can have put there.
  root_.Write(".domcheck-folder-1-1/diary", "dear");
  fs::create_directories(Path("elsewhere"));
  root_.Write("elsewhere/a", "kept");
  fs::create_directory_symlink("elsewhere", Path(".domcheck-folder-1-3"));
  ASSERT_EQ(WriteFolder(Path("f"), {"a"}, "1"), std::nullopt);
  EXPECT_EQ(Tree(),
            ".domcheck-folder-1-0/ .domcheck-folder-1-0/a=half .domcheck-folder-1-1/ "
            ".domcheck-folder-1-1/diary=dear .domcheck-folder-1-3@elsewhere elsewhere/ "
            "elsewhere/a=kept f/ f/a=1 ");
  close(living);
  ASSERT_EQ(WriteFolder(Path("f"), {"a"}, "2"), std::nullopt);
  EXPECT_FALSE(fs::exists(Path(".domcheck-folder-1-0")));
}

TEST_F(WriteFolderTest, ManyWritersDoNotHarmEachOther) {
  ASSERT_EQ(WriteFolder(Path("f"), {"a", "b"}, "0"), std::nullopt);
  std::vector<std::thread> writers;
  std::atomic<int> writing{4};
  for (const char* content : {"1", "2", "3", "4"})
    writers.emplace_back([this, content, &writing] {
      for (int round = 0; round < 50; ++round)
        EXPECT_EQ(WriteFolder(Path("f"), {"a", "b"}, content), std::nullopt);
      --writing;
    });
  // A reader with the folder open sees all files of one writer, or sees that it was removed.
  int whole = 0;
  while (writing > 0) {
    const int folder = open(Path("f").c_str(), O_RDONLY | O_DIRECTORY);
    ASSERT_GE(folder, 0);
    std::string seen;
    for (const char* name : {"a", "b"}) {
      const int file = openat(folder, name, O_RDONLY);
      char byte = '?';
      if (file >= 0 && read(file, &byte, 1) == 1) seen += byte;
      if (file >= 0) close(file);
    }
    struct stat opened, at_path;
    ASSERT_EQ(fstat(folder, &opened), 0);
    ASSERT_EQ(stat(Path("f").c_str(), &at_path), 0);
    if (opened.st_ino == at_path.st_ino) {
      ++whole;
      EXPECT_EQ(seen.size(), 2u);
    }
    EXPECT_EQ(seen.find_first_not_of(seen[0]), std::string::npos) << seen;
    close(folder);
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_GT(whole, 0);
  const std::string last = Tree();
  EXPECT_EQ(last, std::string("f/ f/a=") + last[7] + " f/b=" + last[7] + " ");
}

}  // namespace
}  // namespace domcheck
