// Tests the commands diff and common, which compare hosts.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "checker/cli/commands.h"
#include "checker/cli/exit_status.h"
#include "checker/testing/file_content.h"
#include "checker/testing/temporary_folder.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

class HostCommandsTest : public testing::Test {
 protected:
  HostCommandsTest() {
    folder_.Enter();
    WriteHost("old.xml", "pc-q35-7.2", "spice");
    WriteHost("new.xml", "pc-q35-9.2", "vnc");
    WriteFile("guest.xml",
              "<domain type='kvm'>\n"
              "  <os><type arch='x86_64' machine='pc-q35-7.2'>hvm</type></os>\n"
              "  <devices>\n    <graphics type='spice'/>\n  </devices>\n</domain>\n");
  }

  static std::string HostText(const std::string& machine, const std::string& graphics) {
    return "<domainCapabilities>\n  <domain>kvm</domain>\n  <machine>" + machine +
           "</machine>\n  <arch>x86_64</arch>\n  <devices>\n    <graphics supported='yes'>\n"
           "      <enum name='type'>\n" +
           graphics +
           "      </enum>\n    </graphics>\n  </devices>\n"
           "</domainCapabilities>\n";
  }

  static void WriteHost(const std::string& path, const std::string& machine,
                        const std::string& graphics) {
    WriteFile(path, HostText(machine, "        <value>sdl</value>\n        <value>" + graphics +
                                          "</value>\n"));
  }

  // Runs a command line and keeps its output. Returns the exit status.
  int Run(const std::vector<std::string>& arguments) {
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const int status = RunCommandLine(arguments);
    out_ = testing::internal::GetCapturedStdout();
    err_ = testing::internal::GetCapturedStderr();
    return status;
  }

  TemporaryFolder folder_;
  std::string out_, err_;
};

TEST_F(HostCommandsTest, DiffTellsWhatChangedAndWhoStops) {
  EXPECT_EQ(Run({"diff", "old.xml", "new.xml", "guest.xml"}), kExitFindings) << err_;
  EXPECT_EQ(out_,
            "old.xml -> new.xml: 1 document compared\n"
            "  kvm x86_64 pc-q35-7.2 -> kvm x86_64 pc-q35-9.2\n"
            "\n"
            "capabilities:\n"
            "  devices/graphics/type: lost spice\n"
            "  devices/graphics/type: gained vnc\n"
            "\n"
            "guest.xml: would stop working\n"
            "guest.xml:4:21: error: graphics type 'spice' is not offered by this host for machine "
            "pc-q35-9.2 [graphics-type]\n"
            "1 guest: 1 would stop working, 0 would start to, 0 run on both, 0 on neither\n");
  EXPECT_EQ(Run({"diff", "new.xml", "old.xml", "guest.xml"}), kExitOk);
  EXPECT_NE(out_.find("guest.xml: would start to work\n"), std::string::npos);
}

TEST_F(HostCommandsTest, DiffHeedsSettings) {
  EXPECT_EQ(Run({"diff", "old.xml", "new.xml", "guest.xml", "--disable", "graphics-type"}),
            kExitOk);
  WriteFile(".domcheck.cfg", "severity = graphics-type=warning\n");
  EXPECT_EQ(Run({"diff", "old.xml", "new.xml", "guest.xml"}), kExitOk) << out_ << err_;
}

TEST_F(HostCommandsTest, DiffWithoutGuestsSucceeds) {
  EXPECT_EQ(Run({"diff", "old.xml", "new.xml", "--output", "json=d.json"}), kExitOk);
  EXPECT_EQ(out_.find("guest"), std::string::npos);
  EXPECT_EQ(ReadFile("d.json").find("{\"diff\":1,"), 0U);
}

TEST_F(HostCommandsTest, DiffReadsGuestNamesFromAFile) {
  WriteFile("list", "guest.xml\n");
  EXPECT_EQ(Run({"diff", "old.xml", "new.xml", "--files-from", "list"}), kExitFindings) << err_;
}

TEST_F(HostCommandsTest, DiffPassesOverOtherXmlInFolders) {
  fs::create_directory("guests");
  fs::rename("guest.xml", "guests/guest.xml");
  WriteFile("guests/net.xml", "<network/>\n");
  EXPECT_EQ(Run({"diff", "old.xml", "new.xml", "guests", "-v"}), kExitFindings);
  EXPECT_NE(err_.find("guests/net.xml"), std::string::npos);
  EXPECT_NE(out_.find("\n1 guest: "), std::string::npos) << out_;
}

TEST_F(HostCommandsTest, DiffTellsBadInput) {
  EXPECT_EQ(Run({"diff"}), kExitBadInput);
  EXPECT_EQ(Run({"diff", "old.xml"}), kExitBadInput);
  EXPECT_NE(err_.find("the new host is missing behind 'old.xml'"), std::string::npos) << err_;
  EXPECT_EQ(Run({"diff", "old.xml", "none.xml"}), kExitBadInput);
  EXPECT_NE(err_.find("none.xml: error: "), std::string::npos) << err_;
  EXPECT_EQ(Run({"diff", "old.xml", "new.xml", "none.xml"}), kExitBadInput);
  WriteFile("guest.xml", "<domain>");
  EXPECT_EQ(Run({"diff", "old.xml", "new.xml", "guest.xml"}), kExitBadInput);
  EXPECT_NE(out_.find("guest.xml:1:"), std::string::npos) << out_;
  WriteFile("bad/a.xml", HostText("pc-q35-7.2", ""));
  WriteFile("bad/b.xml", "<domainCapabilities>");
  EXPECT_EQ(Run({"diff", "old.xml", "bad"}), kExitBadInput);
  EXPECT_EQ(out_, "") << "a host that is known in part is compared";
}

TEST_F(HostCommandsTest, CommonPrintsADocumentThatCheckTakes) {
  const std::string both = HostText("q35", "        <value>sdl</value>\n");
  EXPECT_EQ(Run({"common", "old.xml", "new.xml"}), kExitOk) << err_;
  EXPECT_EQ(out_, both);
  EXPECT_EQ(Run({"common", "old.xml", "new.xml", "--output", "both.xml"}), kExitOk) << err_;
  EXPECT_EQ(out_, "");
  EXPECT_EQ(ReadFile("both.xml"), both);
  EXPECT_EQ(Run({"check", "--caps", "both.xml", "guest.xml"}), kExitFindings) << err_;
}

TEST_F(HostCommandsTest, CommonWritesAFolderOfWhatFoldersShare) {
  for (const char* host : {"a", "b"}) {
    WriteHost(std::string(host) + "/1.xml", "pc-q35-7.2", host);
    WriteHost(std::string(host) + "/2.xml", "pc-i440fx-7.2", host);
  }
  EXPECT_EQ(Run({"common", "a", "b"}), kExitBadInput);
  EXPECT_NE(
      err_.find("the hosts share 2 documents: write them to a folder with --out DIR, or "
                "choose one with --virttype, --arch and --machine (kvm x86_64 pc-q35-7.2, kvm "
                "x86_64 pc-i440fx-7.2)"),
      std::string::npos)
      << err_;
  for (int round = 0; round < 2; ++round)  // the second time in the place of the first
    EXPECT_EQ(Run({"common", "a", "b", "--out", "all"}), kExitOk) << err_;
  EXPECT_EQ(ReadFile("all/common-x86_64-kvm-pc-q35-7.2.xml"),
            HostText("pc-q35-7.2", "        <value>sdl</value>\n"));
  EXPECT_TRUE(fs::exists("all/common-x86_64-kvm-pc-i440fx-7.2.xml"));
  EXPECT_EQ(Run({"common", "a", "b", "--machine", "q35"}), kExitOk) << err_;
  EXPECT_EQ(out_, ReadFile("all/common-x86_64-kvm-pc-q35-7.2.xml"));
  EXPECT_EQ(Run({"common", "a", "b", "--machine", "q36"}), kExitBadInput);
  EXPECT_NE(err_.find("did you mean 'q35'?"), std::string::npos) << err_;
}

TEST_F(HostCommandsTest, DiffIsTheSameForAnyNumberOfJobs) {
  const std::string guest = ReadFile("guest.xml");
  for (int number = 0; number < 100; ++number)
    WriteFile("guests/" + std::to_string(number) + (number % 7 == 0 ? "-net.xml" : ".xml"),
              number % 7 == 0   ? "<network/>\n"
              : number % 5 == 0 ? "<domain>"
                                : guest);
  EXPECT_EQ(Run({"diff", "old.xml", "new.xml", "guests", "-v", "--jobs", "1"}), kExitBadInput);
  const std::string out = out_, err = err_;
  EXPECT_NE(out.find("\n85 guests: 68 would stop working, "), std::string::npos) << out;
  EXPECT_EQ(Run({"diff", "old.xml", "new.xml", "guests", "-v", "--jobs", "5"}), kExitBadInput);
  EXPECT_EQ(out_, out);
  EXPECT_EQ(err_, err);
  EXPECT_EQ(Run({"diff", "old.xml", "new.xml", "guests", "--jobs", "none"}), kExitBadInput);
}

TEST_F(HostCommandsTest, CommonWritesTheMachinesOfAll) {
  const auto write = [](const std::string& host, const std::string& machines) {
    WriteHost(host + "/q35.xml", "pc-q35-7.2", "vnc");
    WriteFile(host + "/capabilities.xml",
              "<capabilities><guest><arch name='x86_64'><domain type='kvm'>" + machines +
                  "</domain></arch></guest></capabilities>");
  };
  write("a",
        "<machine canonical='pc-q35-7.2'>q35</machine><machine>pc-q35-7.2</machine>"
        "<machine>pc-q35-2.4</machine>");
  write("b", "<machine canonical='pc-q35-7.2'>q35</machine><machine>pc-q35-7.2</machine>");
  EXPECT_EQ(Run({"common", "a", "b", "--out", "all"}), kExitOk) << err_;
  WriteFile(
      "old-machine.xml",
      "<domain type='kvm'><os><type arch='x86_64' machine='pc-q35-2.4'>hvm</type></os></domain>");
  WriteFile("alias.xml",
            "<domain type='kvm'><os><type arch='x86_64' machine='q35'>hvm</type></os>"
            "<devices><graphics type='vnc'/></devices></domain>");
  EXPECT_EQ(Run({"check", "--caps", "all", "old-machine.xml"}), kExitFindings) << out_;
  EXPECT_NE(out_.find("machine type 'pc-q35-2.4' is not one that this host has"), std::string::npos)
      << out_;
  EXPECT_EQ(Run({"check", "--caps", "all", "alias.xml"}), kExitOk) << out_;
  // If the machines of one host are unknown, no list is written and that of an earlier run is
  // removed.
  fs::remove("b/capabilities.xml");
  EXPECT_EQ(Run({"common", "a", "b", "--out", "all"}), kExitOk) << err_;
  EXPECT_FALSE(fs::exists("all/capabilities.xml"));
  EXPECT_TRUE(fs::exists("all/common-x86_64-kvm-pc-q35-7.2.xml"));
}

// The element is that of the real hosts' documents, and a guest with it fits them.
TEST_F(HostCommandsTest, CommonPrintsACpu) {
  const std::vector<std::string> hosts = {"@debian-12", "--virttype", "qemu", "--arch", "x86_64"};
  std::vector<std::string> command = {"common", "--cpu"};
  command.insert(command.end(), hosts.begin(), hosts.end());
  EXPECT_EQ(Run(command), kExitBadInput);  // what depends on the processor is not shipped
  EXPECT_NE(err_.find("no CPU model is stated to be usable on all of the hosts"), std::string::npos)
      << err_;
  const std::string models =
      "<machine>pc-q35-7.2</machine><arch>x86_64</arch><cpu><mode name='custom' supported='yes'>"
      "<model usable='yes' vendor='Intel'>Haswell</model></mode></cpu></domainCapabilities>";
  WriteFile("a.xml", "<domainCapabilities><domain>kvm</domain>" + models);
  EXPECT_EQ(Run({"common", "--cpu", "a.xml", "a.xml"}), kExitOk) << err_;
  EXPECT_EQ(out_,
            "<cpu mode='custom' match='exact' check='partial'>\n"
            "  <model fallback='forbid'>Haswell</model>\n</cpu>\n");
  EXPECT_EQ(Run({"common", "--cpu", "a.xml", "--output", "cpu.xml"}), kExitOk) << err_;
  EXPECT_EQ(ReadFile("cpu.xml").substr(0, 4), "<cpu");
  EXPECT_EQ(Run({"common", "--cpu", "a.xml", "--out", "all"}), kExitBadInput);
}

TEST_F(HostCommandsTest, CommonTouchesNobodysFolder) {
  WriteFile("mine/notes.xml", "<mine/>\n");
  EXPECT_EQ(Run({"common", "old.xml", "new.xml", "--out", "mine"}), kExitBadInput);
  EXPECT_NE(err_.find("mine: error: "), std::string::npos) << err_;
  EXPECT_EQ(ReadFile("mine/notes.xml"), "<mine/>\n");
}

TEST_F(HostCommandsTest, CommonTellsBadInput) {
  EXPECT_EQ(Run({"common"}), kExitBadInput);
  EXPECT_EQ(Run({"common", "old.xml", "none.xml"}), kExitBadInput);
  EXPECT_EQ(Run({"common", "old.xml", "--out", "a", "--output", "b"}), kExitBadInput);
  WriteHost("pc.xml", "pc-i440fx-7.2", "vnc");
  EXPECT_EQ(Run({"common", "old.xml", "new.xml", "pc.xml"}), kExitBadInput);
  EXPECT_NE(err_.find("pc.xml: error: has nothing in common with old.xml: it is for kvm x86_64 "
                      "pc-i440fx-7.2, the other for kvm x86_64 pc-q35-7.2"),
            std::string::npos)
      << err_;
  WriteFile("bad.xml",
            HostText("pc-q35-7.2", "").replace(0, 20, "<domainCapabilities>\n<vcpu max='0'/>"));
  EXPECT_EQ(Run({"common", "bad.xml"}), kExitBadInput);
  EXPECT_EQ(err_.find("bad.xml:2:"), 0U) << err_;
  EXPECT_EQ(out_, "");
}

}  // namespace
}  // namespace domcheck
