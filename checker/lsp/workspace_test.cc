#include "checker/lsp/workspace.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "checker/hosts/shipped_hosts.h"
#include "checker/testing/temporary_folder.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

class WorkspaceTest : public testing::Test {
 protected:
  void Write(const std::string& path, const std::string& text) const { root_.Write(path, text); }
  std::string Path(const std::string& path) const { return root_.Path(path); }

  // The names of a guest's hosts, and the problems in brackets.
  std::string HostsOf(const std::string& path) {
    std::vector<InputProblem> problems;
    std::string hosts;
    for (const Host* host : workspace_.For(Path(path), &problems).hosts)
      hosts += (hosts.empty() ? "" : " ") + fs::path(host->name()).filename().string();
    for (const InputProblem& problem : problems) hosts += " (" + problem.message + ")";
    return hosts;
  }

  static Settings Naming(const std::string& spec) {
    Settings settings;
    settings.caps = {spec};
    return settings;
  }

  const TemporaryFolder root_;
  Workspace workspace_;
};

constexpr char kCaps[] = "<domainCapabilities><domain>kvm</domain></domainCapabilities>";

TEST_F(WorkspaceTest, TheNearestSayingCounts) {
  Write("a/host.xml", kCaps);
  Write("a/configured/.domcheck.cfg", "caps = @fedora-40\n");
  const std::string embedded = "@" + std::string(ShippedHosts().front().name);
  Write("a/configured/.domcheck.cfg", "caps = " + embedded + "\n");
  EXPECT_EQ(HostsOf("a/x.xml"), "");
  workspace_.SetDefaults(Naming("@debian-12"));
  EXPECT_EQ(HostsOf("a/x.xml"), "@debian-12");
  workspace_.SetFolder(Path("a"), Naming("host.xml"));  // relative to the folder
  EXPECT_EQ(HostsOf("a/x.xml"), "host.xml");
  EXPECT_EQ(HostsOf("b/x.xml"), "@debian-12");
  EXPECT_EQ(HostsOf("ab/x.xml"), "@debian-12");
  EXPECT_EQ(HostsOf("a/configured/x.xml"), embedded);
  workspace_.ChooseHost(Path("a/configured/x.xml"), "@debian-12");
  EXPECT_EQ(HostsOf("a/configured/x.xml"), "@debian-12");
  EXPECT_EQ(HostsOf("a/configured/y.xml"), embedded);
  workspace_.RemoveFolder(Path("a"));
  EXPECT_EQ(HostsOf("a/x.xml"), "@debian-12");
}

TEST_F(WorkspaceTest, FilesAreReadAgainAfterAReload) {
  workspace_.SetFolder(root_.path(), Naming("host.xml"));
  EXPECT_EQ(HostsOf("x.xml"), " (no such file or folder)");
  EXPECT_EQ(HostsOf("y.xml"), "");  // reported once
  Write("host.xml", kCaps);
  EXPECT_EQ(HostsOf("x.xml"), "");
  workspace_.Reload();
  EXPECT_EQ(HostsOf("x.xml"), "host.xml");
  Write(".domcheck.cfg", "caps = @debian-12\nwhat = 1\n");
  workspace_.Reload();
  EXPECT_EQ(HostsOf("x.xml").substr(0, 42), "@debian-12 (there is no setting 'what' (ca");
}

// Only the protocol reads from standard input.
TEST_F(WorkspaceTest, StandardInputIsNoHost) {
  workspace_.SetDefaults(Naming("-"));
  EXPECT_EQ(HostsOf("x.xml"), " (no such file or folder)");
  workspace_.SetDefaults({});
  workspace_.ChooseHost(Path("x.xml"), "-");
  EXPECT_EQ(HostsOf("x.xml"), " (no such file or folder)");
}

TEST_F(WorkspaceTest, OffersHosts) {
  const size_t embedded = workspace_.KnownHosts().size();
  EXPECT_GT(embedded, 0u);
  workspace_.SetDefaults(Naming("@debian-12"));
  Write("host.xml", kCaps);
  workspace_.SetFolder(root_.path(), Naming("host.xml"));
  HostsOf("x.xml");
  EXPECT_EQ(workspace_.KnownHosts().size(), embedded + 1);
  EXPECT_EQ(fs::path(workspace_.KnownHosts().front()).filename(), "host.xml");
}

}  // namespace
}  // namespace domcheck
