#include "capsmodel/capabilities.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "checker/testing/made_host.h"
#include "checker/testing/xml_files.h"

namespace domcheck {
namespace {

std::variant<Capabilities, XmlError> Read(std::string text) {
  XmlReader reader;
  return ReadCapabilities(SourceFile("host.xml", std::move(text)), &reader);
}

// A document for the domain type kvm with `content`.
Capabilities Kvm(const std::string& content) {
  return ParseCapabilities("<domainCapabilities><domain>kvm</domain>" + content +
                           "</domainCapabilities>");
}

std::string_view Name(Support support) {
  return support == Support::kSupported     ? "supported"
         : support == Support::kUnsupported ? "unsupported"
                                            : "unknown";
}

// One line for each entry: "path block SUPPORT", "path list VALUES" or "path value VALUE", followed
// by the line number in the document.
std::string Dump(const Capabilities& capabilities) {
  std::string dump;
  for (const Capability& entry : capabilities.all()) {
    dump += entry.path;
    if (entry.kind == Capability::Kind::kBlock)
      dump += " block " + std::string(Name(entry.support));
    if (entry.kind == Capability::Kind::kList) dump += " list";
    if (entry.kind == Capability::Kind::kValue) dump += " value";
    for (const std::string_view value : entry.values) dump += " " + std::string(value);
    dump += " @" + std::to_string(capabilities.LineOf(entry.element)) + "\n";
  }
  return dump;
}

// "supported by devices/disk/bus", or "unknown".
std::string Shown(const Answer& answer) {
  std::string text(Name(answer.support));
  if (answer.because != nullptr) text += " by " + std::string(answer.because->path);
  return text;
}

TEST(CapabilitiesTest, KeepsAllThatADocumentStates) {
  auto read = Read(R"(<domainCapabilities>
  <path>/usr/bin/qemu</path>
  <domain>kvm</domain>
  <machine>pc-q35-9.1</machine>
  <arch>x86_64</arch>
  <vcpu max='288' more='yes'/>
  <os supported='yes'>
    <enum name='firmware'/>
    <loader supported='yes'>
      <value>/a.fd</value>
      <value>/b.fd</value>
      <enum name='type'><value>rom</value><value> pflash </value></enum>
    </loader>
  </os>
  <cpu>
    <mode name='host-passthrough' supported='yes'>
      <enum name='hostPassthroughMigratable'><value>on</value></enum>
    </mode>
    <mode name='maximum' supported='no'/>
    <mode name='custom' supported='yes'>
      <model usable='yes' vendor='AMD'>EPYC</model>
      <model usable='no'>Haswell</model>
      <blockers model='Haswell'><feature name='hle'/></blockers>
    </mode>
  </cpu>
  <devices>
    <tpm supported='no'/>
    <new supported='maybe'><depth unit='m'>3</depth></new>
  </devices>
  <features>
    <sev><cbitpos>51</cbitpos></sev>
  </features>
</domainCapabilities>
)");
  const auto& capabilities = std::get<Capabilities>(read);
  EXPECT_EQ(Dump(capabilities), R"(path value /usr/bin/qemu @2
domain value kvm @3
machine value pc-q35-9.1 @4
arch value x86_64 @5
vcpu block supported @6
vcpu/max value 288 @6
vcpu/more value yes @6
os block supported @7
os/firmware list @8
os/loader block supported @9
os/loader/value list /a.fd /b.fd @10
os/loader/type list rom pflash @12
cpu block supported @15
cpu/mode list host-passthrough custom @15
cpu/host-passthrough block supported @16
cpu/host-passthrough/hostPassthroughMigratable list on @17
cpu/maximum block unsupported @19
cpu/custom block supported @20
cpu/custom/model list EPYC Haswell @21
devices block supported @26
devices/tpm block unsupported @27
devices/new block unknown @28
devices/new/depth value 3 @28
devices/new/depth/unit value m @28
features block supported @30
features/sev block supported @31
features/sev/cbitpos value 51 @31
)");
  EXPECT_EQ(capabilities.domain_type(), "kvm");
  EXPECT_EQ(capabilities.arch(), "x86_64");
  EXPECT_EQ(capabilities.machine(), "pc-q35-9.1");
  EXPECT_EQ(capabilities.emulator(), "/usr/bin/qemu");
  EXPECT_EQ(capabilities.source().name(), "host.xml");
}

TEST(CapabilitiesTest, Answers) {
  const Capabilities capabilities = Kvm(R"(
    <iothreads supported='no'/>
    <os supported='no'><loader supported='yes'><enum name='type'><value>rom</value></enum></loader>
    </os>
    <devices>
      <disk supported='yes'><enum name='bus'><value>virtio</value></enum></disk>
      <hostdev supported='yes'><enum name='pciBackend'/></hostdev>
      <rng supported='perhaps'><enum name='model'><value>virtio</value></enum></rng>
      <x supported='no'><y supported='no'><enum name='z'/></y></x>
    </devices>)");
  const struct {
    std::string_view path;
    std::optional<std::string_view> value;
    std::string answer;
  } kRows[] = {
      {"devices/disk", {}, "supported by devices/disk"},
      {"devices/disk/bus", "virtio", "supported by devices/disk/bus"},
      {"devices/disk/bus", "ide", "unsupported by devices/disk/bus"},
      {"devices/disk/bus", "VIRTIO", "unsupported by devices/disk/bus"},
      {"devices/hostdev/pciBackend", "vfio", "unsupported by devices/hostdev/pciBackend"},
      // Absent: unknown.
      {"devices/tpm", {}, "unknown"},
      {"devices/tpm/model", "tpm-tis", "unknown"},
      {"devices/disk/model", "virtio", "unknown"},
      {"devices/dis", {}, "unknown"},
      // Neither yes nor no.
      {"devices/rng", {}, "unknown by devices/rng"},
      {"devices/rng/model", "virtio", "supported by devices/rng/model"},
      // A block around it states 'no'; the outermost counts.
      {"iothreads", {}, "unsupported by iothreads"},
      {"os/loader", {}, "unsupported by os"},
      {"os/loader/type", "rom", "unsupported by os"},
      {"os/loader/unheard-of", "a", "unsupported by os"},
      {"osx", {}, "unknown"},
      {"devices/x/y/z", "a", "unsupported by devices/x"},
  };
  for (const auto& row : kRows) {
    const Answer answer =
        row.value ? capabilities.AskValue(row.path, *row.value) : capabilities.AskBlock(row.path);
    EXPECT_EQ(Shown(answer), row.answer) << row.path;
  }
}

TEST(CapabilitiesTest, SingleValues) {
  const Capabilities capabilities = Kvm("<vcpu max='8'/><os><enum name='firmware'/></os>");
  EXPECT_EQ(capabilities.Value("vcpu/max"), "8");
  EXPECT_EQ(capabilities.Value("vcpu"), std::nullopt);
  EXPECT_EQ(capabilities.Value("os/firmware"), std::nullopt);
  EXPECT_EQ(capabilities.Value("os/absent"), std::nullopt);
}

// A block with stray text is still a block, so its 'no' blocks its content.
TEST(CapabilitiesTest, WhatSaysSupportedIsABlock) {
  const Capabilities capabilities = Kvm("<devices><tpm supported='no'>stray</tpm></devices>");
  ASSERT_NE(capabilities.Find("devices/tpm"), nullptr);
  EXPECT_EQ(capabilities.Find("devices/tpm")->kind, Capability::Kind::kBlock);
  EXPECT_EQ(Shown(capabilities.AskBlock("devices/tpm")), "unsupported by devices/tpm");
}

TEST(CapabilitiesTest, TheManualsSpellingsCount) {
  const Capabilities capabilities =
      Kvm("<iothread supported='yes'/>"
          "<features><sev><reduced-phys-bits>1</reduced-phys-bits></sev></features>");
  EXPECT_EQ(Shown(capabilities.AskBlock("iothreads")), "supported by iothreads");
  EXPECT_EQ(capabilities.Value("features/sev/reducedPhysBits"), "1");
}

// Drivers other than QEMU's print 'no' in blocks that they do not fill in.
TEST(CapabilitiesTest, OnlyQemuFillsInProcessorsAndSev) {
  const std::string kBlocks =
      "<cpu><mode name='custom' supported='no'/></cpu><cpus supported='no'/>"
      "<features><sev supported='no'/><sgx supported='no'/><gic supported='no'/></features>";
  const struct {
    std::string domain;
    std::string_view expected;
  } kRows[] = {
      {"<domain>kvm</domain>", "unsupported"}, {"<domain>qemu</domain>", "unsupported"},
      {"<domain>hvf</domain>", "unsupported"}, {"", "unsupported"},
      {"<domain>xen</domain>", "unknown"},     {"<domain>bhyve</domain>", "unknown"},
  };
  for (const auto& row : kRows) {
    const auto read = Read("<domainCapabilities>" + row.domain + kBlocks + "</domainCapabilities>");
    const auto& capabilities = std::get<Capabilities>(read);
    EXPECT_EQ(Name(capabilities.AskValue("cpu/mode", "custom").support), row.expected)
        << row.domain;
    EXPECT_EQ(Name(capabilities.AskBlock("cpu/custom").support), row.expected) << row.domain;
    EXPECT_EQ(Name(capabilities.AskBlock("features/sev").support), row.expected) << row.domain;
    EXPECT_EQ(Name(capabilities.AskBlock("features/sgx").support), row.expected) << row.domain;
    EXPECT_EQ(Name(capabilities.AskBlock("features/gic").support), "unsupported") << row.domain;
    EXPECT_EQ(Name(capabilities.AskBlock("cpus").support), "unsupported") << row.domain;
  }
}

TEST(CapabilitiesTest, CpuModels) {
  const Capabilities capabilities = Kvm(R"(<cpu><mode name='custom' supported='yes'>
    <model usable='yes' vendor='AMD' canonical='EPYC-v1' deprecated='yes'>EPYC</model>
    <model usable='no' vendor='Intel'>Haswell</model>
    <model>EPYC-v2</model>
    <blockers model='Haswell'><feature name='hle'/><feature name='rtm'/></blockers>
    <blockers model='Unlisted'><feature name='x'/></blockers>
    </mode></cpu>)");
  std::string dump;
  for (const CpuModel& model : capabilities.cpu_models()) {
    for (const std::string_view part : {model.name, model.usable, model.vendor, model.canonical})
      dump += (part.empty() ? "-" : std::string(part)) + " ";
    if (model.deprecated) dump += "deprecated";
    for (const std::string_view blocker : model.blockers) dump += "!" + std::string(blocker);
    dump += " @" + std::to_string(capabilities.LineOf(model.element)) + "\n";
  }
  EXPECT_EQ(dump,
            "EPYC yes AMD EPYC-v1 deprecated @2\n"
            "Haswell no Intel - !hle!rtm @3\n"
            "EPYC-v2 unknown unknown -  @4\n");
  EXPECT_EQ(capabilities.FindCpuModel("EPYC")->name, "EPYC");
  EXPECT_EQ(capabilities.FindCpuModel("EPYC-v1")->name, "EPYC");
  EXPECT_EQ(capabilities.FindCpuModel("EPYC-v2")->name, "EPYC-v2");
  EXPECT_EQ(capabilities.FindCpuModel("EPYC-v3"), nullptr);
}

TEST(CapabilitiesTest, MovingKeepsEverything) {
  Capabilities capabilities = Kvm("<vcpu max='8'/>\n<os supported='no'/>");
  const std::string before = Dump(capabilities);
  const Capabilities moved = std::move(capabilities);
  EXPECT_EQ(Dump(moved), before);
  EXPECT_EQ(moved.Value("vcpu/max"), "8");
  EXPECT_EQ(Shown(moved.AskBlock("os")), "unsupported by os");
}

TEST(CapabilitiesTest, RefusesOtherDocuments) {
  const std::string kNot =
      ", not a <domainCapabilities> document (what 'virsh domcapabilities' prints)";
  const struct {
    std::string text;
    size_t offset;
    std::string message;
  } kRows[] = {
      {"<!-- --><domain/>", 9,
       "this is a <domain>, which is a guest" + kNot + "; give it as a guest, without --caps"},
      {"<capabilities/>", 1, "this is a <capabilities>" + kNot},
      {"<domainCapabilities><a></domainCapabilities>", 25, "</a> is missing before this"},
  };
  for (const auto& row : kRows) {
    const auto read = Read(row.text);
    ASSERT_TRUE(std::holds_alternative<XmlError>(read)) << row.text;
    EXPECT_EQ(std::get<XmlError>(read).message, row.message);
    EXPECT_EQ(std::get<XmlError>(read).offset, row.offset);
  }
  EXPECT_EQ(DescribeRoot("domainCapabilities"),
            "a <domainCapabilities>, which says what a host offers");
}

// Of every document of the tests: entries are found by their path, which is theirs alone; what is
// listed is supported unless a block states 'no'; lines are those where the element stands.
TEST(CapabilitiesTest, AllDocumentsAgreeWithThemselves) {
  size_t documents = 0;
  for (const std::string& path : XmlFilesBelow("testdata")) {
    auto source = ReadSourceFile(path, path);
    if (!std::holds_alternative<SourceFile>(source)) continue;
    XmlReader reader;
    const auto read = ReadCapabilities(std::move(std::get<SourceFile>(source)), &reader);
    if (!std::holds_alternative<Capabilities>(read)) continue;
    ++documents;
    const auto& capabilities = std::get<Capabilities>(read);
    std::set<std::string_view> paths;
    for (const Capability& stated : capabilities.all()) {
      EXPECT_TRUE(paths.insert(stated.path).second) << path << ": twice: " << stated.path;
      EXPECT_EQ(capabilities.Find(stated.path), &stated) << path;
      const bool is_blocked = capabilities.AskBlock(stated.path).support == Support::kUnsupported;
      for (const std::string_view value : stated.values)
        EXPECT_EQ(Name(capabilities.AskValue(stated.path, value).support),
                  is_blocked ? "unsupported" : "supported")
            << path << ": " << stated.path;
      const std::string_view line = capabilities.source().Line(capabilities.LineOf(stated.element));
      const std::string_view name = capabilities.document().at(stated.element).name();
      EXPECT_NE(line.find("<" + std::string(name)), std::string_view::npos) << path;
    }
    const size_t elements = capabilities.document().size();
    EXPECT_TRUE(elements < 3 || capabilities.all().size() >= 3) << path;
  }
  EXPECT_GE(documents, 15u) << "the documents are not where the test looks";
}

TEST(CapabilitiesTest, IsReadAgainWhenAskedByAnyThread) {
  Capabilities capabilities =
      Kvm("<arch>x86_64</arch><devices><video supported='yes'><enum name='modelType'>"
          "<value>virtio</value></enum></video></devices>");
  capabilities.ReadAgainWhenAsked();
  EXPECT_EQ(capabilities.domain_type(), "kvm");
  EXPECT_EQ(capabilities.arch(), "x86_64");
  const Capabilities moved = std::move(capabilities);
  std::vector<const Capability*> found(4);
  std::vector<std::thread> threads;
  for (const Capability*& stated : found)
    threads.emplace_back([&] { stated = moved.Find("devices/video/modelType"); });
  for (std::thread& thread : threads) thread.join();
  ASSERT_NE(found.front(), nullptr);
  EXPECT_EQ(found.front()->values, std::vector<std::string_view>{"virtio"});
  for (const Capability* stated : found) EXPECT_EQ(stated, found.front());
}

}  // namespace
}  // namespace domcheck
