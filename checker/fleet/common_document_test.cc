// What the common document says holds of each of its hosts: over the documents of testdata, and
// over many more made of them, every question of every guest of testdata is asked.
#include "checker/fleet/common_document.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

#include "checker/check.h"
#include "checker/host_source.h"
#include "checker/schema_check.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

std::unique_ptr<const Host> HostOf(const std::string& name, const std::string& text) {
  XmlReader reader;
  auto document = ReadCapabilities(SourceFile(name, text), &reader);
  if (!std::holds_alternative<Capabilities>(document)) return nullptr;
  auto host = std::make_unique<Host>(name, /*chooses=*/false);
  host->Add(std::move(std::get<Capabilities>(document)));
  return host;
}

const Capabilities& DocumentOf(const Host& host) { return *host.documents().front(); }

std::string Common(const std::vector<const Host*>& hosts) {
  const auto matches = MatchDocuments(hosts);
  return matches.empty() ? "" : CommonDocument(matches.front());
}

// What a document states, less the order of values and models.
std::string Sorted(const Capabilities& capabilities) {
  std::set<std::string> lines;
  for (const Capability& capability : capabilities.all()) {
    std::set<std::string_view> values(capability.values.begin(), capability.values.end());
    std::string line = std::string(capability.path) + " " +
                       std::to_string(static_cast<int>(capability.kind)) +
                       std::to_string(static_cast<int>(capability.support));
    for (const std::string_view value : values) line += " '" + std::string(value) + "'";
    lines.insert(line);
  }
  for (const CpuModel& model : capabilities.cpu_models()) {
    std::set<std::string_view> blockers(model.blockers.begin(), model.blockers.end());
    std::string line;
    for (const std::string_view part : {model.name, model.usable, model.vendor, model.canonical})
      line += std::string(part) + "|";
    for (const std::string_view blocker : blockers) line += std::string(blocker) + " ";
    lines.insert(line + (model.deprecated ? "deprecated" : ""));
  }
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// The text of a document that differs here and there: values and lists are missing, blocks are not
// supported, models not usable, numbers others.
std::string Changed(const std::string& text, unsigned seed) {
  std::mt19937 random(seed);
  const auto one_in = [&random](unsigned n) { return random() % n == 0; };
  std::istringstream lines(text);
  std::string changed, leaves_until;
  static const std::regex kSupported("^( *)<([a-zA-Z0-9-]+)( name='[^']*')? supported='yes'>$");
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    const size_t indent = line.find_first_not_of(' ');
    if (indent == std::string::npos) continue;
    if (!leaves_until.empty()) {
      if (line == leaves_until) leaves_until.clear();
      continue;
    }
    if (std::regex_match(line, match, kSupported) && match[2] != "devices" && one_in(12)) {
      leaves_until = match[1].str() + "</" + match[2].str() + ">";
      if (one_in(2))
        changed += match[1].str() + "<" + match[2].str() + match[3].str() + " supported='no'/>\n";
      continue;
    }
    if (line.find("<enum name='") == indent && line.find("/>") == std::string::npos && one_in(12)) {
      leaves_until = std::string(indent, ' ') + "</enum>";
      continue;
    }
    if (line.find("<value>") == indent && one_in(5)) continue;
    if (line.find("supported='yes'/>") != std::string::npos && one_in(5)) {
      if (one_in(2)) continue;
      line.replace(line.find("'yes'/>"), 7, "'no'/>");
    }
    if (line.find("<model usable='yes'") == indent && one_in(4))
      line.replace(line.find("'yes'"), 5, one_in(2) ? "'no'" : "'unknown'");
    if (line.find("max='") != std::string::npos && one_in(2))
      line = "  <vcpu max='" + std::to_string(1 + random() % 300) + "'/>";
    if (line.find("<feature name='") == indent && one_in(6)) line += "\n" + line;
    for (const char* value : {">51<", ">1<", ">131072<", ">99<"}) {
      const size_t at = line.find(value);
      if (at != std::string::npos && one_in(2)) line.insert(at + 1, "2");
    }
    changed += line + "\n";
  }
  return changed;
}

class CommonDocumentTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* folder : {"testdata/hosts/debian-12", "testdata/caps", "testdata/rules"})
      for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.path().extension() == ".xml" &&
            entry.path().string().find("/broken/") == std::string::npos)
          AddFile(entry.path().string());
    const size_t real = hosts_.size();
    ASSERT_GT(real, 80U);
    for (unsigned seed = 0; seed < 10; ++seed)
      for (size_t i = 0; i < real; ++i)
        if (DocumentOf(*hosts_[i]).all().size() > 50)
          AddHost(hosts_[i]->name() + " changed " + std::to_string(seed),
                  Changed(std::string(DocumentOf(*hosts_[i]).source().text()), seed));
    ASSERT_GT(hosts_.size(), real + 80U);
    ASSERT_GT(guests_.size(), 150U);
  }

  void AddFile(const std::string& path) {
    auto read = ReadSourceFile(path, path);
    if (!std::holds_alternative<SourceFile>(read)) return;
    SourceFile& source = std::get<SourceFile>(read);
    if (source.text().find("<domainCapabilities") != std::string_view::npos)
      return AddHost(path, std::string(source.text()));
    documents_.push_back(std::make_unique<Document>());
    auto guest = std::make_unique<ReadGuest>(std::move(source), &reader_, documents_.back().get());
    if (guest->CheckSyntax().verdict != GuestVerdict::kInvalid) guests_.push_back(std::move(guest));
  }

  void AddHost(const std::string& name, const std::string& text) {
    if (!ValidateCapabilities(text).empty()) return;
    if (auto host = HostOf(name, text)) hosts_.push_back(std::move(host));
  }

  // All answers of the host to all guests.
  const std::vector<CheckResult>& AnswersOf(const Host& host) {
    auto& results = results_[&host];
    if (results.empty())
      for (const auto& guest : guests_) results.push_back(guest->Check(host, Notes::kLeaveOut));
    return results;
  }

  void CheckPair(const Host& a, const Host& b) {
    const std::string text = Common({&a, &b});
    if (text.empty()) return;
    ++pairs_;
    SCOPED_TRACE(a.name() + " and " + b.name());
    for (const XmlError& fault : ValidateCapabilities(text))
      ADD_FAILURE() << fault.message << "\n" << text;
    const auto common = HostOf("common", text), other_way = HostOf("common", Common({&b, &a}));
    ASSERT_NE(common, nullptr);
    ASSERT_NE(other_way, nullptr);
    EXPECT_EQ(Sorted(DocumentOf(*common)), Sorted(DocumentOf(*other_way)));
    const auto &of_a = AnswersOf(a), &of_b = AnswersOf(b);
    for (size_t i = 0; i < guests_.size(); ++i)
      CompareAnswers(*guests_[i], guests_[i]->Check(*common, Notes::kLeaveOut), of_a[i], of_b[i]);
  }

  static bool IsOfOtherMachine(const CheckResult& result) {
    return std::any_of(result.answers.begin(), result.answers.end(), [](const AskedRule& answer) {
      return answer.rule->identifies_document && answer.support == Support::kUnsupported;
    });
  }

  // A CPU mode that a host does not list takes with it all that is asked of a CPU.
  static bool Refuses(const CheckResult& result, size_t number) {
    const AskedRule& asked = result.answers[number];
    if (asked.support == Support::kUnsupported) return true;
    return asked.rule->id.substr(0, 4) == "cpu-" &&
           std::any_of(result.answers.begin(), result.answers.end(), [](const AskedRule& answer) {
             return answer.rule->id == "cpu-mode" && answer.support == Support::kUnsupported;
           });
  }

  void CompareAnswers(const ReadGuest& guest, const CheckResult& common, const CheckResult& a,
                      const CheckResult& b) {
    using Verdict = GuestVerdict;
    const std::string& name = guest.source().name();
    if (common.verdict == Verdict::kIncompatible) {
      EXPECT_TRUE(a.verdict == Verdict::kIncompatible || b.verdict == Verdict::kIncompatible)
          << name << ": " << common.findings.front().message;
      ++refused_;
    }
    if (common.verdict == Verdict::kCompatible && common.unknown == 0) {
      EXPECT_EQ(a.verdict, Verdict::kCompatible) << name;
      EXPECT_EQ(b.verdict, Verdict::kCompatible) << name;
      ++runs_;
    }
    ASSERT_EQ(common.answers.size(), a.answers.size());
    ASSERT_EQ(common.answers.size(), b.answers.size());
    for (size_t i = 0; i < common.answers.size(); ++i) {
      const Support both = common.answers[i].support;
      const Support of_a = a.answers[i].support, of_b = b.answers[i].support;
      const std::string_view rule = common.answers[i].rule->id;
      if (both == Support::kSupported) {
        EXPECT_NE(of_a, Support::kUnsupported) << name << " " << rule;
        EXPECT_NE(of_b, Support::kUnsupported) << name << " " << rule;
      }
      // A guest of another machine is told that, and nothing else.
      if (both == Support::kUnsupported && !IsOfOtherMachine(a) && !IsOfOtherMachine(b)) {
        EXPECT_TRUE(Refuses(a, i) || Refuses(b, i)) << name << " " << rule;
      }
    }
  }

  XmlReader reader_;
  std::vector<std::unique_ptr<const Host>> hosts_;
  std::vector<std::unique_ptr<Document>> documents_;
  std::vector<std::unique_ptr<ReadGuest>> guests_;
  std::map<const Host*, std::vector<CheckResult>> results_;
  size_t pairs_ = 0, refused_ = 0, runs_ = 0;
};

TEST_F(CommonDocumentTest, OfOneHostIsThatHost) {
  for (const auto& host : hosts_) {
    const std::string text = Common({host.get()});
    EXPECT_TRUE(ValidateCapabilities(text).empty()) << host->name();
    // Other drivers than QEMU's print blocks that they do not fill in; those are unknown.
    if (DocumentOf(*host).domain_type() == "xen") continue;
    const auto common = HostOf("common", text);
    ASSERT_NE(common, nullptr) << text;
    EXPECT_EQ(Sorted(DocumentOf(*common)), Sorted(DocumentOf(*host))) << host->name();
    EXPECT_EQ(Common({host.get(), host.get()}), text);
  }
}

TEST_F(CommonDocumentTest, HoldsOfBothHosts) {
  // Each with some that stand near, and with some from all over.
  const size_t count = hosts_.size();
  for (size_t i = 0; i < count; ++i)
    for (const size_t step : {1, 2, 7, 19, 31, 53, 71, 97})
      CheckPair(*hosts_[i], *hosts_[(i + step) % count]);
  EXPECT_GT(pairs_, 300U);
  EXPECT_GT(refused_, 1000U);
  EXPECT_GT(runs_, 50U);
}

// A document of a q35 machine that holds `content`.
std::string Document35(const std::string& content, const std::string& machine = "pc-q35-9.2") {
  return "<domainCapabilities>\n  <path>/usr/bin/qemu</path>\n  <domain>kvm</domain>\n"
         "  <machine>" +
         machine + "</machine>\n  <arch>x86_64</arch>\n" + content + "</domainCapabilities>\n";
}

std::string CommonOf(const std::string& a, const std::string& b) {
  const auto first = HostOf("a.xml", a), second = HostOf("b.xml", b);
  return Common({first.get(), second.get()});
}

TEST(CommonDocumentOfTest, JoinsEachKindOfStatement) {
  const std::string a = Document35(R"(  <vcpu max='4096'/>
  <iothreads supported='yes'/>
  <cpu>
    <mode name='maximum' supported='yes'/>
    <mode name='host-model' supported='yes'>
      <model fallback='forbid'>EPYC</model>
      <vendor>AMD</vendor>
      <maxphysaddr mode='passthrough' limit='48'/>
      <feature policy='require' name='x2apic'/>
    </mode>
    <mode name='custom' supported='yes'>
      <model usable='yes' vendor='AMD' canonical='EPYC-v1'>EPYC</model>
      <model usable='no' vendor='AMD'>EPYC-Milan</model>
      <blockers model='EPYC-Milan'>
        <feature name='avx'/>
      </blockers>
      <model usable='yes' vendor='Intel'>Nehalem</model>
      <model usable='yes' vendor='Intel'>Penryn</model>
    </mode>
  </cpu>
  <devices>
    <disk supported='yes'>
      <enum name='bus'>
        <value>fdc</value>
        <value>sata</value>
        <value>virtio</value>
      </enum>
      <enum name='model'>
        <value>virtio</value>
      </enum>
    </disk>
    <graphics supported='yes'>
      <enum name='type'>
        <value>spice</value>
      </enum>
    </graphics>
    <tpm supported='yes'>
      <enum name='model'>
        <value>tpm-tis</value>
      </enum>
    </tpm>
    <rng supported='no'/>
  </devices>
  <features>
    <sev supported='yes'>
      <cbitpos>47</cbitpos>
      <reducedPhysBits>1</reducedPhysBits>
      <maxGuests>15</maxGuests>
    </sev>
    <sgx supported='yes'>
      <flc>yes</flc>
      <section_size unit='KiB'>131072</section_size>
      <sections>
        <section node='0' size='65536' unit='KiB'/>
        <section node='1' size='65536' unit='KiB'/>
      </sections>
    </sgx>
  </features>
)");
  const std::string b = Document35(R"(  <vcpu max='288'/>
  <cpu>
    <mode name='host-model' supported='yes'>
      <model fallback='forbid'>EPYC</model>
      <vendor>AMD</vendor>
      <maxphysaddr mode='passthrough' limit='46'/>
      <feature policy='require' name='invtsc'/>
    </mode>
    <mode name='custom' supported='yes'>
      <model usable='yes' vendor='AMD' canonical='EPYC-v1'>EPYC</model>
      <model usable='no' vendor='AMD'>EPYC-Milan</model>
      <blockers model='EPYC-Milan'>
        <feature name='sse4a'/>
      </blockers>
      <model usable='unknown' deprecated='yes' vendor='unknown'>Nehalem</model>
    </mode>
  </cpu>
  <devices>
    <disk supported='yes'>
      <enum name='bus'>
        <value>virtio</value>
        <value>fdc</value>
        <value>usb</value>
      </enum>
    </disk>
    <graphics supported='yes'>
      <enum name='type'>
        <value>vnc</value>
      </enum>
    </graphics>
    <tpm supported='no'/>
  </devices>
  <features>
    <sev supported='yes'>
      <cbitpos>51</cbitpos>
      <reducedPhysBits>1</reducedPhysBits>
      <maxGuests>99</maxGuests>
    </sev>
    <sgx supported='yes'>
      <flc>no</flc>
      <section_size unit='KiB'>65536</section_size>
      <sections>
        <section node='0' size='4096' unit='KiB'/>
      </sections>
    </sgx>
  </features>
)",
                                   "pc-q35-10.0");
  const std::string expected = Document35(R"(  <vcpu max='288'/>
  <cpu>
    <mode name='maximum' supported='no'/>
    <mode name='host-model' supported='yes'>
      <vendor>AMD</vendor>
      <maxphysaddr mode='passthrough' limit='46'/>
    </mode>
    <mode name='custom' supported='yes'>
      <model usable='yes' vendor='AMD' canonical='EPYC-v1'>EPYC</model>
      <model usable='no' vendor='AMD'>EPYC-Milan</model>
      <blockers model='EPYC-Milan'>
        <feature name='avx'/>
        <feature name='sse4a'/>
      </blockers>
      <model usable='unknown' deprecated='yes' vendor='unknown'>Nehalem</model>
    </mode>
  </cpu>
  <devices>
    <disk supported='yes'>
      <enum name='bus'>
        <value>fdc</value>
        <value>virtio</value>
      </enum>
    </disk>
    <graphics supported='yes'>
      <enum name='type'/>
    </graphics>
    <tpm supported='no'/>
    <rng supported='no'/>
  </devices>
  <features>
    <sev supported='yes'>
      <reducedPhysBits>1</reducedPhysBits>
      <maxGuests>15</maxGuests>
    </sev>
    <sgx supported='yes'>
      <flc>no</flc>
      <section_size unit='KiB'>65536</section_size>
      <sections>
        <section node='0' size='4096' unit='KiB'/>
      </sections>
    </sgx>
  </features>
)",
                                          "q35");
  EXPECT_EQ(CommonOf(a, b), expected);
}

TEST(CommonDocumentOfTest, DoesNotRefuseHostDevicesForLackOfACommonBackend) {
  const auto with = [](const std::string& list) {
    return Document35("  <devices>\n    <hostdev supported='yes'" +
                      (list.empty() ? "/>\n" : ">\n" + list + "    </hostdev>\n") +
                      "  </devices>\n");
  };
  const auto backend = [&](const std::string& value) {
    return with("      <enum name='pciBackend'>\n        <value>" + value +
                "</value>\n      </enum>\n");
  };
  const std::string none = with("      <enum name='pciBackend'/>\n");
  EXPECT_EQ(CommonOf(backend("default"), backend("vfio")), with(""));
  EXPECT_EQ(CommonOf(backend("default"), none), none);
}

TEST(CommonDocumentOfTest, LeavesOutModesWhereAHostListsNone) {
  const std::string modes =
      "  <cpu>\n    <mode name='host-passthrough' supported='no'/>\n"
      "    <mode name='custom' supported='yes'/>\n  </cpu>\n";
  EXPECT_EQ(CommonOf(Document35(modes), Document35("")), Document35(""));
  EXPECT_EQ(CommonOf(Document35(modes), Document35(modes)), Document35(modes));
}

TEST(CommonDocumentOfTest, LeavesOutAnAddressLimitOfAnotherKind) {
  const auto with = [](const std::string& mode) {
    return Document35(
        "  <cpu>\n    <mode name='host-model' supported='yes'>\n      <maxphysaddr mode='" + mode +
        "' limit='46'/>\n    </mode>\n  </cpu>\n");
  };
  EXPECT_EQ(CommonOf(with("passthrough"), with("emulate")),
            Document35("  <cpu>\n    <mode name='host-model' supported='yes'/>\n  </cpu>\n"));
}

TEST(CommonDocumentOfTest, EscapesWhatXmlAsksFor) {
  const std::string text = Document35(
      "  <audit supported='yes' note='a&apos;b&#xA;c'>\n    <enum name='x'>\n"
      "      <value>a&amp;&lt;b</value>\n    </enum>\n  </audit>\n");
  EXPECT_EQ(CommonOf(text, text), text);
}

TEST(CommonDocumentOfTest, ReadsTheManualsSpellings) {
  EXPECT_EQ(CommonOf(Document35("  <iothread supported='yes'/>\n"),
                     Document35("  <iothreads supported='no'/>\n")),
            Document35("  <iothreads supported='no'/>\n"));
}

TEST(MatchDocumentsTest, OtherTypesArchitecturesAndFamiliesShareNothing) {
  const std::string q35 = Document35("");
  EXPECT_EQ(CommonOf(q35, Document35("", "pc-i440fx-9.2")), "");
  for (const char* change : {"<domain>qemu", "<arch>aarch64"}) {
    std::string other = q35;
    const std::string tag(change, std::string_view(change).find('>') + 1);
    const size_t at = other.find(tag);
    other.replace(at, other.find("</", at) - at, change);
    EXPECT_EQ(CommonOf(q35, other), "") << other;
  }
}

class FolderMatchTest : public testing::Test {
 protected:
  // A host of that many documents, and of what is known of its machines.
  static Host Folder(const std::vector<std::string>& machines, const std::string& known = "") {
    XmlReader reader;
    Host host("folder", /*chooses=*/true);
    if (!known.empty())
      host.SetMachines(
          std::get<HostMachines>(ReadHostMachines(SourceFile("capabilities.xml", known), &reader)));
    for (const std::string& machine : machines)
      host.Add(std::get<Capabilities>(
          ReadCapabilities(SourceFile(machine, Document35("", machine)), &reader)));
    return host;
  }

  static std::string Machines(const std::vector<DocumentMatch>& matches) {
    std::string text;
    for (const DocumentMatch& match : matches) {
      text += match.machine + "(";
      for (const Capabilities* document : match.documents)
        text += std::string(document->machine()) + " ";
      text.back() = ')';
    }
    return text;
  }
};

TEST_F(FolderMatchTest, MatchesMachinesAndElseFamilies) {
  const Host a = Folder({"pc-q35-7.2", "pc-i440fx-7.2", "pc-i440fx-6.0", "microvm"});
  const Host b = Folder({"pc-i440fx-6.0", "pc-q35-10.0"});
  EXPECT_EQ(Machines(MatchDocuments({&a, &b})),
            "pc-i440fx-6.0(pc-i440fx-6.0 pc-i440fx-6.0)q35(pc-q35-7.2 pc-q35-10.0)");
  EXPECT_EQ(Machines(MatchDocuments({&a, &b}, "pc-i440fx-6.0")),
            "pc-i440fx-6.0(pc-i440fx-6.0 pc-i440fx-6.0)");
  EXPECT_EQ(Machines(MatchDocuments({&a, &b}, "pc")), "pc(pc-i440fx-7.2 pc-i440fx-6.0)");
  EXPECT_EQ(Machines(MatchDocuments({&a, &b}, "pc-i440fx-7.2")), "");
  EXPECT_EQ(Machines(MatchDocuments({&a, &b}, "virt")), "");
}

TEST_F(FolderMatchTest, TakesTheMachineThatTheHostsAliasStandsFor) {
  const Host a = Folder({"pc-q35-6.0", "pc-q35-7.2"},
                        "<capabilities><guest><os_type>hvm</os_type><arch name='x86_64'>"
                        "<machine>pc-q35-6.0</machine>"
                        "<machine canonical='pc-q35-7.2'>q35</machine>"
                        "<machine>pc-q35-7.2</machine>"
                        "<domain type='kvm'/></arch></guest></capabilities>");
  const Host b = Folder({"pc-q35-10.0"});
  EXPECT_EQ(Machines(MatchDocuments({&a, &b})), "q35(pc-q35-7.2 pc-q35-10.0)");
}

}  // namespace
}  // namespace domcheck
