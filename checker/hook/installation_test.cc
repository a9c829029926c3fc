#include "checker/hook/installation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "checker/testing/file_content.h"
#include "checker/testing/temporary_folder.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class HookInstallationTest : public testing::Test {
 protected:
  // Returns the installed file at `path`, which is absolute.
  std::string Read(const std::string& path) { return ReadFile(root_ + path); }
  std::vector<std::string> Files() {
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(root_))
      if (!entry.is_directory()) files.push_back(entry.path().string().substr(root_.size()));
    std::sort(files.begin(), files.end());
    return files;
  }
  InstallationReport Install(std::optional<bool> enforces) {
    return InstallHook({root_, "/usr/bin/domcheck"}, enforces);
  }

  const TemporaryFolder folder_;
  const std::string root_ = folder_.path();
};

constexpr char kHook[] = "/etc/libvirt/hooks/qemu.d/domcheck";
constexpr char kPolicy[] = "/etc/domcheck/hook.cfg";
constexpr char kService[] = "/etc/systemd/system/domcheck-fetch.service";

TEST_F(HookInstallationTest, WritesAHookThatLibvirtCanRun) {
  const InstallationReport report = Install(std::nullopt);
  EXPECT_THAT(report.problems, IsEmpty());
  EXPECT_EQ(report.lines.size(), 5U);
  struct stat status = {};
  ASSERT_EQ(stat((root_ + kHook).c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0755U);
  EXPECT_THAT(Read(kHook), HasSubstr("/usr/bin/domcheck hook --config /etc/domcheck/hook.cfg --"));
  EXPECT_THAT(Read(kPolicy), HasSubstr("\nmode = log\n"));
  EXPECT_THAT(Read(kService), HasSubstr("--out /var/lib/domcheck/host\n"));
  const std::vector<std::string> files = Files();
  EXPECT_GE(files.size(), 5U);
  for (const std::string& file : files)
    EXPECT_THAT(Read(file), Not(ContainsRegex("@[A-Z]"))) << file;
}

TEST_F(HookInstallationTest, KeepsThePolicyButForTheModeThatIsAskedFor) {
  WriteFile(root_ + kPolicy, "# ours\nmode = enforce\nhost = /srv/host\n");
  EXPECT_THAT(Install(std::nullopt).problems, IsEmpty());
  EXPECT_EQ(Read(kPolicy), "# ours\nmode = enforce\nhost = /srv/host\n");
  EXPECT_THAT(Read(kService), HasSubstr("--out /srv/host\n"));
  EXPECT_THAT(Install(false).problems, IsEmpty());
  EXPECT_EQ(Read(kPolicy), "# ours\nmode = log\nhost = /srv/host\n");
}

TEST_F(HookInstallationTest, EnforcesWhereThatIsAskedFor) {
  EXPECT_THAT(Install(true).problems, IsEmpty());
  EXPECT_THAT(Read(kPolicy), HasSubstr("\nmode = enforce\n"));
}

TEST_F(HookInstallationTest, WritesNothingWhereAnothersHookStands) {
  WriteFile(root_ + kHook, "#!/bin/sh\n");
  const InstallationReport report = Install(std::nullopt);
  ASSERT_EQ(report.problems.size(), 1U);
  EXPECT_THAT(report.problems[0].message, HasSubstr("not from domcheck"));
  EXPECT_EQ(Files(), std::vector<std::string>{kHook});
  EXPECT_EQ(UninstallHook(root_).problems.size(), 1U);
  EXPECT_EQ(Read(kHook), "#!/bin/sh\n");
}

TEST_F(HookInstallationTest, RefusesAPathThatAShellWouldMisread) {
  const InstallationReport report = InstallHook({root_, "/opt/my tools/domcheck"}, std::nullopt);
  ASSERT_EQ(report.problems.size(), 1U);
  EXPECT_EQ(report.problems[0].name, "/opt/my tools/domcheck");
  EXPECT_THAT(Files(), IsEmpty());
}

TEST_F(HookInstallationTest, RemovesWhatItWroteAndWhatSystemdLinkedButNotThePolicy) {
  Install(true);
  const std::string wants = root_ + "/etc/systemd/system/timers.target.wants";
  fs::create_directories(wants);
  fs::create_symlink("/etc/systemd/system/domcheck-fetch.timer", wants + "/domcheck-fetch.timer");
  EXPECT_THAT(UninstallHook(root_).problems, IsEmpty());
  EXPECT_EQ(Files(), std::vector<std::string>{kPolicy});
  EXPECT_THAT(UninstallHook(root_).lines, IsEmpty());
}

}  // namespace
}  // namespace domcheck
