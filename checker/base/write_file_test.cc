#include "checker/base/write_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/capability.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "checker/testing/file_content.h"
#include "checker/testing/temporary_folder.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

mode_t Mode(const fs::path& path) {
  struct stat status = {};
  stat(path.c_str(), &status);
  return status.st_mode & 07777;
}

// Drops the capabilities of the calling thread, in case root runs this test.
void DropCapabilities() {
  __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct none[2] = {};
  ASSERT_EQ(syscall(SYS_capset, &header, none), 0);
}

class WriteFileTest : public testing::Test {
 protected:
  fs::path Make(const std::string& name, const std::string& content) const {
    return temporary_.Write(name, content);
  }
  // Returns the names of all files in the folder, including any that were left behind.
  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_))
      names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
  }

  const TemporaryFolder temporary_;
  const fs::path folder_ = temporary_.path();
};

TEST_F(WriteFileTest, MakesANewFileAsTheUmaskSays) {
  const mode_t umask_before = umask(027);
  EXPECT_EQ(WriteFileAtomically(folder_ / "new", std::string("a\0b\r\n", 5)), std::nullopt);
  umask(umask_before);
  EXPECT_EQ(ReadFile(folder_ / "new"), std::string("a\0b\r\n", 5));
  EXPECT_EQ(Mode(folder_ / "new"), 0640u);
  EXPECT_EQ(Names(), std::vector<std::string>{"new"});
}

TEST_F(WriteFileTest, ReplacesAFileAndKeepsItsMode) {
  const fs::path path = Make("old", "old");
  for (const mode_t mode : {0600, 0644, 0777, 0666}) {
    chmod(path.c_str(), mode);
    EXPECT_EQ(WriteFileAtomically(path, "new"), std::nullopt);
    EXPECT_EQ(ReadFile(path), "new");
    EXPECT_EQ(Mode(path), mode);
  }
  EXPECT_EQ(Names(), std::vector<std::string>{"old"});
}

TEST_F(WriteFileTest, KeepsOwnerAndGroup) {
  const fs::path path = Make("old", "old");
  // Only root can give a file to another user, and only if the system knows other users.
  if (chown(path.c_str(), 12, 34) != 0) return;
  chmod(path.c_str(), 0640);
  EXPECT_EQ(WriteFileAtomically(path, "new"), std::nullopt);
  struct stat status = {};
  stat(path.c_str(), &status);
  EXPECT_EQ(status.st_uid, 12u);
  EXPECT_EQ(status.st_gid, 34u);
  EXPECT_EQ(Mode(path), 0640u);
}

TEST_F(WriteFileTest, NothingIsSeenBeforeCommit) {
  const fs::path path = Make("old", "old");
  AtomicFile file;
  ASSERT_EQ(file.Open(path), std::nullopt);
  EXPECT_TRUE(file.Write("first, "));
  EXPECT_TRUE(file.Write("second"));
  EXPECT_EQ(ReadFile(path), "old");
  EXPECT_EQ(file.Commit(), std::nullopt);
  EXPECT_EQ(ReadFile(path), "first, second");
}

TEST_F(WriteFileTest, AnAbandonedFileLeavesNothing) {
  const fs::path path = Make("old", "old");
  {
    AtomicFile file, other;
    ASSERT_EQ(file.Open(path), std::nullopt);
    ASSERT_EQ(other.Open(folder_ / "new"), std::nullopt);
    file.Write("half of ");
    EXPECT_EQ(Names().size(), 3u);
  }
  EXPECT_EQ(ReadFile(path), "old");
  EXPECT_EQ(Names(), std::vector<std::string>{"old"});
}

TEST_F(WriteFileTest, AFailedWriteLeavesTheOldFile) {
  const fs::path path = Make("old", "old");
  signal(SIGXFSZ, SIG_IGN);
  rlimit before = {};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small = {1000, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  AtomicFile file;
  EXPECT_EQ(file.Open(path), std::nullopt);
  EXPECT_TRUE(file.Write(std::string(999, 'x')));
  EXPECT_FALSE(file.Write("yy"));  // writes one of the two bytes
  EXPECT_FALSE(file.Write(""));
  const auto error = file.Commit();
  setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_EQ(error, "cannot be written: File too large");
  EXPECT_EQ(ReadFile(path), "old");
  EXPECT_EQ(Names(), std::vector<std::string>{"old"});
}

TEST_F(WriteFileTest, ALinkStaysALink) {
  const fs::path path = Make("old", "old");
  fs::create_directory(folder_ / "inner");
  fs::create_symlink("../old", folder_ / "inner" / "first");
  fs::create_symlink(folder_ / "inner" / "first", folder_ / "second");
  EXPECT_EQ(WriteFileAtomically(folder_ / "second", "new"), std::nullopt);
  EXPECT_EQ(ReadFile(path), "new");
  EXPECT_TRUE(fs::is_symlink(folder_ / "second"));
  EXPECT_TRUE(fs::is_symlink(folder_ / "inner" / "first"));
  EXPECT_FALSE(fs::is_symlink(path));
}

TEST_F(WriteFileTest, ALinkToNothingMakesWhatItNames) {
  fs::create_symlink("target", folder_ / "link");
  EXPECT_EQ(WriteFileAtomically(folder_ / "link", "new"), std::nullopt);
  EXPECT_EQ(ReadFile(folder_ / "target"), "new");
  EXPECT_TRUE(fs::is_symlink(folder_ / "link"));
}

TEST_F(WriteFileTest, ALoopOfLinksIsRefused) {
  fs::create_symlink("b", folder_ / "a");
  fs::create_symlink("a", folder_ / "b");
  EXPECT_EQ(WriteFileAtomically(folder_ / "a", "new"),
            "cannot be written: Too many levels of symbolic links");
}

TEST_F(WriteFileTest, APipeIsWrittenDirectly) {
  const fs::path path = folder_ / "pipe";
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  std::string received;
  std::thread reader([&] { received = ReadFile(path); });
  EXPECT_EQ(WriteFileAtomically(path, "through the pipe"), std::nullopt);
  reader.join();
  EXPECT_EQ(received, "through the pipe");
  EXPECT_TRUE(fs::is_fifo(path));
}

TEST_F(WriteFileTest, AnOpenFileNamedThroughProcIsAddedTo) {
  const fs::path path = Make("out", "before, ");
  const int file = open(path.c_str(), O_WRONLY);
  EXPECT_EQ(WriteFileAtomically("/dev/fd/" + std::to_string(file), "behind"), std::nullopt);
  close(file);
  EXPECT_EQ(ReadFile(path), "before, behind");
  EXPECT_EQ(Names(), std::vector<std::string>{"out"});
}

TEST_F(WriteFileTest, AFullDeviceIsTold) {
  EXPECT_EQ(WriteFileAtomically("/dev/full", "x"), "cannot be written: No space left on device");
  EXPECT_TRUE(fs::is_character_file("/dev/full"));
}

TEST_F(WriteFileTest, WhatCannotBeAFileIsTold) {
  EXPECT_EQ(WriteFileAtomically(folder_, "x"), "is a folder, not a file");
  EXPECT_EQ(WriteFileAtomically(folder_ / "absent" / "file", "x"),
            "cannot be written: No such file or directory");
  EXPECT_EQ(WriteFileAtomically(Make("file", "old") / "below", "x"),
            "cannot be written: Not a directory");
  EXPECT_EQ(WriteFileAtomically("", "x"), "cannot be written: No such file or directory");
  EXPECT_EQ(WriteFileAtomically(folder_ / std::string(300, 'n'), "x"),
            "cannot be written: File name too long");
}

TEST_F(WriteFileTest, AFileThatOneMayNotWriteIsNotReplaced) {
  const fs::path path = Make("old", "old");
  chmod(path.c_str(), 0444);
  std::optional<std::string> error;
  std::thread([&] {
    DropCapabilities();
    error = WriteFileAtomically(path, "new");
  }).join();
  EXPECT_EQ(error, "cannot be written: Permission denied");
  EXPECT_EQ(ReadFile(path), "old");
}

TEST_F(WriteFileTest, ANameOfFullLengthCanBeWritten) {
  const fs::path path = folder_ / std::string(255, 'n');
  EXPECT_EQ(WriteFileAtomically(path, "new"), std::nullopt);
  EXPECT_EQ(WriteFileAtomically(path, "newer"), std::nullopt);
  EXPECT_EQ(ReadFile(path), "newer");
}

}  // namespace
}  // namespace domcheck
