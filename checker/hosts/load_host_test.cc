#include "checker/hosts/load_host.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "checker/base/embedded_file.h"
#include "checker/engine/check.h"
#include "checker/hosts/embedded_hosts.h"
#include "checker/hosts/shipped_hosts.h"
#include "checker/testing/file_content.h"
#include "checker/testing/temporary_folder.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

constexpr char kX86[] =
    "<domainCapabilities><domain>kvm</domain><machine>q35</machine><arch>x86_64</arch>"
    "</domainCapabilities>";
constexpr char kArm[] =
    "<domainCapabilities><domain>kvm</domain><machine>virt</machine><arch>aarch64</arch>"
    "</domainCapabilities>";

class LoadHostTest : public testing::Test {
 protected:
  std::string Path(const std::string& name) const { return folder_.Path(name); }
  std::string Write(const std::string& name, const std::string& text) const {
    return folder_.Write(name, text);
  }

  // Returns the names of the host's documents, or "no host", followed by the problems, all without
  // the test's folder.
  std::string Loaded(const std::string& spec) const {
    XmlReader reader;
    std::vector<InputProblem> problems;
    const auto host = LoadHost(spec, &reader, &problems);
    std::string text;
    if (host) {
      EXPECT_EQ(host->name(), spec);
      for (const auto& document : host->capabilities()) text += document->source().name() + "\n";
    } else {
      text = "no host\n";
    }
    for (const InputProblem& problem : problems) text += DescribeProblem(problem) + "\n";
    const std::string folder = Path("");
    for (size_t at; (at = text.find(folder)) != std::string::npos;) text.erase(at, folder.size());
    return text;
  }

 private:
  const TemporaryFolder folder_;
};

TEST_F(LoadHostTest, LoadsAFile) {
  const std::string file = Write("one.xml", kX86);
  EXPECT_EQ(Loaded(file), "one.xml\n");
}

TEST_F(LoadHostTest, LoadsAFolder) {
  Write("host/b.xml", kArm);
  Write("host/a.xml", kX86);
  Write("host/readme.txt", "no XML");
  Write("host/sub/c.xml", kX86);
  const std::string folder = Path("host");
  EXPECT_EQ(Loaded(folder), "host/a.xml\nhost/b.xml\n");
}

// With capabilities.xml a host's machines are known, including aliases and deprecated ones, and so
// is what the host lacks.
TEST_F(LoadHostTest, KnowsTheMachinesOfAFolder) {
  const std::string list =
      "<machine canonical='pc-q35-7.2'>q35</machine><machine>pc-q35-7.2</machine>"
      "<machine>pc-q35-7.1</machine><machine deprecated='yes'>pc-q35-2.4</machine>"
      "<domain type='kvm'/>";
  const auto document = [](const std::string& machine) {
    return "<domainCapabilities><domain>kvm</domain><machine>" + machine +
           "</machine><arch>x86_64</arch></domainCapabilities>";
  };
  Write("machines/a.xml", document("pc-q35-7.1"));
  Write("machines/b.xml", document("pc-q35-7.2"));
  Write("machines/capabilities.xml",
        "<capabilities><guest><arch name='x86_64'>" + list + "</arch></guest></capabilities>");
  const std::string folder = Path("machines");
  EXPECT_EQ(Loaded(folder), "machines/a.xml\nmachines/b.xml\n");
  const struct {
    const char* type;
    const char* arch;
    const char* machine;
    const char* document;
    const char* finding;
  } kRows[] = {
      {"kvm", "x86_64", "q35", "pc-q35-7.2", ""},
      {"kvm", "x86_64", "pc-q35-7.2", "pc-q35-7.2", ""},
      {"kvm", "x86_64", "pc-q35-7.1", "pc-q35-7.1", ""},
      {"kvm", "x86_64", "pc-q35-2.4", "pc-q35-7.1",
       "warning: machine type 'pc-q35-2.4' is deprecated: a later version of the emulator "
       "may not have it"},
      {"kvm", "x86_64", "pc-q35-7.3", "pc-q35-7.2",
       "error: machine type 'pc-q35-7.3' is not one that this host has (q35 pc-q35-7.2 pc-q35-7.1 "
       "pc-q35-2.4; pc-q35-7.2)"},
      {"kvm", "x86_64", "virt", "pc-q35-7.1",
       "error: machine type 'virt' is not one that this host has (q35 pc-q35-7.2 pc-q35-7.1 "
       "pc-q35-2.4)"},
      {"kvm", "arm64", "q35", "pc-q35-7.1",
       "error: architecture 'arm64' is not one that this host has: the rest was not checked "
       "(x86_64)"},
      {"qemu-kvm", "x86_64", "q35", "pc-q35-7.1",
       "error: domain type 'qemu-kvm' is not one that this host has: the rest was not checked "
       "(kvm)"},
  };
  XmlReader reader;
  std::vector<InputProblem> problems;
  const auto host = LoadHost(folder, &reader, &problems);
  for (const auto& row : kRows) {
    Document read;
    const ReadGuest guest(SourceFile("a.xml", "<domain type='" + std::string(row.type) +
                                                  "'><os><type arch='" + row.arch + "' machine='" +
                                                  row.machine + "'>hvm</type></os></domain>"),
                          &reader, &read);
    const CheckResult result = CheckGuest(guest, *host, Notes::kLeaveOut);
    EXPECT_EQ(result.capabilities->machine(), row.document)
        << row.type << " " << row.arch << " " << row.machine;
    std::string found;
    for (const Finding& finding : result.findings) {
      found += std::string(SeverityName(finding.severity)) + ": " + finding.message;
      for (const std::string& allowed : finding.allowed)
        found += (&allowed == &finding.allowed.front() ? " (" : " ") + allowed;
      if (!finding.suggestion.empty()) found += "; " + finding.suggestion;
      if (!finding.allowed.empty()) found += ")";
    }
    EXPECT_EQ(found, row.finding) << row.type << " " << row.arch << " " << row.machine;
  }
}

// What the user states of the host's libvirt goes before what the host itself states.
TEST_F(LoadHostTest, TakesAReleaseThatIsStated) {
  Write("folder/a.xml", kX86);
  for (const std::string& spec : {Path("folder"), Path("folder/a.xml"), std::string("@debian-12"),
                                  std::string("@debian-12/x86_64-kvm-q35.xml")}) {
    XmlReader reader;
    std::vector<InputProblem> problems;
    const auto host = LoadHost(spec, &reader, &problems, {10, 1});
    ASSERT_TRUE(host) << spec;
    for (const auto& document : host->capabilities()) {
      EXPECT_TRUE(document->libvirt().is_exact()) << spec;
      EXPECT_EQ(ReleaseText(document->libvirt().at_least), "10.1") << spec;
    }
  }
}

TEST_F(LoadHostTest, LoadsWhatShipsInside) {
  const std::string loaded = Loaded("@debian-12");
  EXPECT_EQ(static_cast<size_t>(std::count(loaded.begin(), loaded.end(), '\n')),
            FindShippedHost("@debian-12")->documents.size());
  EXPECT_EQ(loaded.substr(0, loaded.find('\n')), "@debian-12/aarch64-qemu-virt.xml");
  XmlReader reader;
  std::vector<InputProblem> problems;
  const auto host = LoadHost("@debian-12", &reader, &problems);
  Document guest;
  reader.Read("<domain type='qemu'><os><type arch='riscv64'>hvm</type></os></domain>", &guest);
  ASSERT_TRUE(host && host->Choose(Guest(guest)) != nullptr);
  EXPECT_EQ(host->Choose(Guest(guest))->source().name(), "@debian-12/riscv64-qemu-virt.xml");
  const std::string one = "@debian-12/x86_64-kvm-q35.xml";
  EXPECT_EQ(Loaded(one), one + "\n");
  EXPECT_EQ(Loaded("@debian-12/capabilities.xml").substr(0, 8), "no host\n");
}

// The machines of a shipped host are known: an alias, and what no host has.
TEST_F(LoadHostTest, WhatShipsInsideKnowsItsMachines) {
  std::vector<std::string_view> names;
  for (const ShippedHost& host : ShippedHosts()) {
    names.push_back(host.name);
    const HostIndex index = host.ReadIndex();
    EXPECT_FALSE(index.hostname.empty());
    EXPECT_FALSE(index.libvirt_version.empty());
    EXPECT_FALSE(index.hypervisor_version.empty());
    EXPECT_EQ(index.documents.size(), host.documents.size());
    XmlReader reader;
    const auto read = ReadHostMachines(SourceFile("machines", std::string(host.machines)), &reader);
    const auto* machines = std::get_if<HostMachines>(&read);
    ASSERT_NE(machines, nullptr) << host.name;
    for (const char* type : {"kvm", "qemu"}) {
      const HostMachine* q35 = machines->Find("x86_64", type, "q35");
      ASSERT_NE(q35, nullptr) << host.name;
      EXPECT_EQ(q35->real_name().substr(0, 7), "pc-q35-");
      EXPECT_EQ(machines->Find("x86_64", type, "pc-q35-99.9"), nullptr);
    }
  }
  EXPECT_EQ(names, (std::vector<std::string_view>{"debian-12", "debian-13", "debian-forky"}));
}

TEST_F(LoadHostTest, TellsWhatCannotBeUsed) {
  const std::string kNot =
      ", not a <domainCapabilities> document (what 'virsh domcapabilities' prints)";
  fs::create_directories(Path("empty"));
  const struct {
    std::string spec;
    std::string loaded;
  } kRows[] = {
      {Path("absent.xml"), "absent.xml: error: no such file or folder"},
      {Write("empty.xml", ""), "empty.xml:1:1: error: there is no XML in this file: it is empty"},
      {Write("cut.xml", "<domainCapabilities>\r\n<os></o"),
       "cut.xml:2:7: error: </os> is missing before this"},
      {Write("guest.xml", "\n\n <domain/>"),
       "guest.xml:3:3: error: this is a <domain>, which is a guest" + kNot +
           "; give it as a guest, without --caps"},
      {Write("net.xml", "<!-- \u65e5 --><network/>"),
       "net.xml:1:12: error: this is a <network>" + kNot},
      {Write("koi8.xml", "<?xml version='1.0' encoding='UTF-16'?>"),
       "koi8.xml: error: the file says that it is UTF-16, but it is not; correct its XML "
       "declaration"},
      {Path("empty"),
       "empty: error: no domainCapabilities document (*.xml) is in this folder; make one with "
       "'virsh domcapabilities'"},
      {Path(std::string(300, 'x')),
       std::string(300, 'x') + ": error: cannot be opened: File name too long"},
      {"", ": error: no such file or folder"},
      {"@debian12",
       "@debian12: error: no host of that name ships inside domcheck; did you mean '@debian-12'? "
       "('domcheck caps' lists them)"},
      {"@", "@: error: no host of that name ships inside domcheck ('domcheck caps' lists them)"},
      {"@debian-12/absent.xml",
       "@debian-12/absent.xml: error: no host of that name ships inside domcheck ('domcheck caps' "
       "lists them)"},
  };
  for (const auto& row : kRows) EXPECT_EQ(Loaded(row.spec), "no host\n" + row.loaded + "\n");
}

TEST_F(LoadHostTest, LeavesOutTheBadOfAFolder) {
  Write("mixed/a.xml", "<domainCapabilities>");
  Write("mixed/b.xml", kX86);
  fs::create_symlink("loop.xml", Path("mixed/loop.xml"));
  EXPECT_EQ(Loaded(Path("mixed")),
            "mixed/b.xml\n"
            "mixed/a.xml:1:21: error: input ended before all started tags were ended; last tag "
            "started is 'domainCapabilities'\n"
            "mixed/loop.xml: error: cannot be opened: Too many levels of symbolic links\n");
}

TEST_F(LoadHostTest, ProblemsShowNothingRaw) {
  EXPECT_EQ(DescribeProblem({"a\x1b", Position{2, 3}, "b\n"}), "a\\u{1B}:2:3: error: b\\u{0A}");
  EXPECT_EQ(DescribeProblem({"a", std::nullopt, "b"}), "a: error: b");
}

// Byte for byte, and none left out.
TEST_F(LoadHostTest, EmbedsAllFiles) {
  std::map<std::string, std::string> files;
  const fs::path root = "checker/hosts/shipped";
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file() || entry.path().extension() == ".py") continue;
    files[entry.path().lexically_relative(root).string()] = ReadFile(entry.path());
  }
  EXPECT_GE(files.size(), 30u);
  std::string last;
  for (const EmbeddedFile& file : EmbeddedHostFiles()) {
    EXPECT_LT(last, file.path);
    last = file.path;
    const auto found = files.find(std::string(file.path));
    ASSERT_NE(found, files.end()) << file.path;
    EXPECT_EQ(found->second, file.content) << file.path;
  }
  EXPECT_EQ(EmbeddedHostFiles().size(), files.size());
}

}  // namespace
}  // namespace domcheck
