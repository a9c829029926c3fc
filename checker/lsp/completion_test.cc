#include "checker/lsp/completion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "capsmodel/element_spans.h"
#include "checker/hosts/shipped_hosts.h"
#include "checker/lsp/hover.h"
#include "checker/lsp/viewed_guest.h"
#include "checker/testing/file_content.h"
#include "checker/testing/loaded_host.h"
#include "checker/testing/made_host.h"
#include "checker/testing/marked_text.h"
#include "rules/catalog.h"
#include "rules/requirements.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

// A small host: some lists, a block that states 'no', CPU models of all kinds.
const Host& SmallHost() {
  static const Host& host = *new Host(MakeHost("test", {R"(<domainCapabilities>
  <path>/usr/bin/qemu</path><domain>kvm</domain><machine>pc-q35-9.1</machine><arch>x86_64</arch>
  <vcpu max='288'/>
  <os supported='yes'><enum name='firmware'><value>efi</value></enum>
    <loader supported='yes'><value>/a&amp;b.fd</value></loader></os>
  <cpu><mode name='custom' supported='yes'>
    <model usable='no' vendor='Intel'>Icelake</model>
    <blockers model='Icelake'><feature name='a'/><feature name='b'/><feature name='c'/></blockers>
    <model usable='no' vendor='AMD' deprecated='yes'>Opteron</model>
    <model usable='unknown' vendor='unknown'>qemu64</model>
    <model usable='yes' vendor='AMD' deprecated='yes'>K6</model>
    <model usable='yes' vendor='AMD'>EPYC</model></mode></cpu>
  <devices>
    <disk supported='yes'><enum name='bus'><value>virtio</value><value>sata</value></enum></disk>
    <hostdev supported='yes'><enum name='subsysType'><value>usb</value></enum>
      <enum name='capsType'><value>storage</value></enum></hostdev>
    <tpm supported='no'/>
  </devices>
  <features><gic supported='no'/><sev supported='no'/>
    <hyperv supported='yes'><enum name='features'><value>relaxed</value></enum></hyperv>
  </features>
</domainCapabilities>)"}));
  return host;
}

// Returns the labels, with `-` behind values that are not offered and `!` behind deprecated ones.
std::vector<std::string> Labels(const std::vector<Completion>& completions) {
  std::vector<std::string> labels;
  for (const Completion& completion : completions)
    labels.push_back(completion.label + (completion.is_deprecated ? "!" : "") +
                     (completion.is_offered ? "" : "-"));
  return labels;
}

std::vector<Completion> CompleteMarked(const std::string& marked, const Host* host,
                                       bool takes_snippets = false) {
  const MarkedText text = TakeMarks(marked);
  const ViewedGuest guest(host, text.text);
  const auto completions = Complete(guest.view(), text.offset(), takes_snippets);
  for (const Completion& completion : completions) {
    EXPECT_LE(completion.edit.span.begin, text.offset()) << marked;
    EXPECT_GE(completion.edit.span.end, text.offset()) << marked;
    EXPECT_FALSE(completion.detail.empty()) << marked << " " << completion.label;
    EXPECT_FALSE(completion.documentation.empty()) << marked << " " << completion.label;
  }
  return completions;
}

std::string Joined(const std::vector<std::string>& labels) {
  std::string text;
  for (const std::string& label : labels) text += (text.empty() ? "" : " ") + label;
  return text;
}

TEST(CompletionTest, OffersWhatTheHostHasFirst) {
  const struct {
    const char* marked;
    const char* labels;
  } kRows[] = {
      // Values of attributes.
      {"<domain><devices><disk><target dev='vda' bus='|'/>",
       "virtio sata fdc- scsi- usb- ide- nvme-"},
      {"<domain><devices><disk><target bus=\"vi|rtio\"/></disk>",
       "virtio sata fdc- scsi- usb- ide- nvme-"},
      {"<domain><devices><disk>\r\n<target bus='|\r\n<source/></disk>",
       "virtio sata fdc- scsi- usb- ide- nvme-"},
      {"<domain><os firmware='|'>", "efi"},
      {"<domain><cpu ='|'>", ""},
      {"<domain><devices><tpm model='|'>", "tpm-tis- tpm-spapr- spapr-tpm-proxy- tpm-crb-"},
      {"<domain><features><gic version='|'>", "2- 3-"},
      // What the document does not mention is unknown.
      {"<domain><devices><redirdev bus='|'>", "usb"},
      {"<domain><devices><filesystem><driver type='|'>", "default mtp path handle virtiofs"},
      // A hostdev's type, by its mode.
      {"<domain><devices><hostdev type='|'>", "usb mdev scsi_host pci- scsi-"},
      {"<domain><devices><hostdev mode='subsystem' type='|'>", "usb mdev scsi_host pci- scsi-"},
      {"<domain><devices><hostdev type='|' mode='capabilities'>", "storage"},
      // Values from the rules' conditions.
      {"<domain><devices><interface type='|'>", "hostdev user"},
      {"<domain><os><firmware><feature name='|'", "secure-boot enrolled-keys"},
      {"<domain><launchSecurity type='|'>", "tdx s390-pv sev- sev-snp-"},
      {"<domain><devices><memory model='|'>", "sgx-epc"},
      {"<domain><devices><interface type='user'><backend type='|'>", "default passt"},
      {"<domain type='|'>", "kvm qemu-"},
      {"<domain><os><type arch='|'>", "x86_64 aarch64- ppc64- riscv64- s390x-"},
      // Texts.
      {"<domain><vcpu>|</vcpu>", "288"},
      {"<domain><features><ps2 |/>", ""},
      // Elements and attributes.
      {"<domain><|",
       "os devices vcpu iothreads memoryBacking cpu iommufd features genid launchSecurity"},
      {"<domain><os><ty|", "type firmware varstore loader"},
      {"<domain><devices><disk><|", "driver target backingStore"},
      {"<domain><features><|", "vmcoreinfo async-teardown ps2 hyperv gic-"},
      {"<domain><features>|", "vmcoreinfo async-teardown ps2 hyperv gic-"},
      {"<domain><features><hyperv><|", "relaxed spinlocks- vendor_id-"},
      {"<domain><devices><disk |>", "device model"},
      {"<domain><devices><disk model='virtio' |>", "device"},
      {"<domain><devices><disk mo|del='virtio'>", "device model"},
      {"<domain><devices><interface |>", "type"},
      {"<domain><os><firmware><feature |", "name"},
      {"<domain><os><firmware><feature name='secure-boot' |", "enabled"},
      {"<domain |>", "type"},
      // Nothing is known here.
      {"<network><|", ""},
      {"<domain><metadata><|", ""},
      {"<domain><name>|</name>", ""},
      {"<domain><devices><!-- <disk |", ""},
      {"<domain></|", ""},
      {"|", ""},
  };
  for (const auto& row : kRows)
    EXPECT_EQ(Joined(Labels(CompleteMarked(row.marked, &SmallHost()))), row.labels) << row.marked;
}

TEST(CompletionTest, SaysWhy) {
  const struct {
    const char* marked;
    const char* label;
    const char* detail;
  } kRows[] = {
      {"<domain><devices><disk><target bus='|'", "sata", "offered by test"},
      {"<domain><devices><disk><target bus='|'", "ide", "not offered by this host"},
      {"<domain><devices><tpm model='|'", "tpm-crb", "devices/tpm is not supported by test"},
      {"<domain><devices><redirdev bus='|'", "usb", "not known: test does not say"},
      {"<domain><devices><hostdev type='|'", "mdev", "accepted, though no host lists it"},
      {"<domain><vcpu>|", "288", "stated by test"},
      {"<domain><features><|", "gic", "features/gic is not supported by test"},
      {"<domain><features><|", "hyperv", "supported by test"},
      {"<domain><launchSecurity type='|'", "sev", "features/sev is not supported by test"},
      {"<domain><cpu><model>|", "EPYC", "usable on test (AMD)"},
      {"<domain><cpu><model>|", "K6", "usable on test (AMD), deprecated"},
      {"<domain><cpu><model>|", "qemu64", "known to test"},
      {"<domain><cpu><model>|", "Icelake", "not usable: lacks a, b and 1 more"},
      {"<domain><cpu><model>|", "Opteron", "not usable, deprecated"},
      {"<domain><cpu><model>|", "486", "not offered by this host"},
  };
  for (const auto& row : kRows) {
    const auto all = CompleteMarked(row.marked, &SmallHost());
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const auto& one) { return one.label == row.label; });
    ASSERT_NE(found, all.end()) << row.marked << " " << row.label;
    EXPECT_EQ(found->detail, row.detail) << row.marked << " " << row.label;
  }
}

TEST(CompletionTest, CompletesPathsInTexts) {
  const auto all = CompleteMarked("<domain><os><loader>|", &SmallHost());
  ASSERT_GT(all.size(), 1u);
  EXPECT_EQ(all[0].label, "/a&b.fd");
  EXPECT_TRUE(all[0].is_offered);
  for (size_t i = 1; i < all.size(); ++i) EXPECT_FALSE(all[i].is_offered) << all[i].label;
}

TEST(CompletionTest, ListsUsableCpuModelsFirst) {
  std::vector<std::string> labels =
      Labels(CompleteMarked("<domain><cpu><model>\n  E|\n</model>", &SmallHost()));
  ASSERT_GT(labels.size(), 5u);
  labels.resize(5);
  EXPECT_THAT(labels, ElementsAre("EPYC", "K6!", "qemu64", "Icelake-", "Opteron!-"));
}

TEST(CompletionTest, KnowsValuesWithoutAHost) {
  const auto all = CompleteMarked("<domain><devices><disk><target bus='|'", nullptr);
  EXPECT_EQ(Joined(Labels(all)), "fdc scsi virtio usb sata ide nvme");
  EXPECT_EQ(all.front().detail, "not known: no document describes this guest");
}

// Returns the text after accepting the first completion with that label.
std::string Accept(const std::string& marked, const std::string& label, bool takes_snippets) {
  std::string text = TakeMarks(marked).text;
  for (const Completion& one : CompleteMarked(marked, &SmallHost(), takes_snippets)) {
    if (one.label != label) continue;
    const Span span = one.edit.span;
    return text.replace(span.begin, span.end - span.begin, one.edit.text);
  }
  return "none";
}

TEST(CompletionTest, ReplacesTheWholeNameOrValue) {
  const struct {
    const char* marked;
    const char* label;
    bool takes_snippets;
    const char* text;
  } kRows[] = {
      {"<domain><devices><disk><target bus='i|de'/>", "sata", true,
       "<domain><devices><disk><target bus='sata'/>"},
      {"<domain><cpu><model>  EP|YC  </model>", "K6", true, "<domain><cpu><model>  K6  </model>"},
      {"<domain><os><loader>/|", "/a&b.fd", true, "<domain><os><loader>/a&amp;b.fd"},
      {"<domain><de|v>", "devices", true, "<domain><devices>"},
      {"<domain>de|", "devices", true, "<domain><devices"},
      {"<domain ty|>", "type", true, "<domain type=\"$1\">"},
      {"<domain ty|>", "type", false, "<domain type>"},
      {"<domain t|y='kvm'>", "type", true, "<domain type='kvm'>"},
      {"<domain |id='1'>", "type", true, "<domain type=\"$1\" id='1'>"},
      {"<domain><devices><vide|", "video", false, "<domain><devices><video"},
      {"<domain><devices>\n<vide|\n</devices>", "memballoon (virtio)", true,
       "<domain><devices>\n<memballoon model='virtio'>\n  <stats "
       "period='${1:10}'/>\n</memballoon>\n</devices>"},
      {"<domain><devices><|></devices>", "console", false, "<domain><devices><console></devices>"},
      {"<domain><devices><|></devices>", "iommu (intel)", true,
       "<domain><devices><iommu model='intel'/></devices>"},
      {"<domain><devices>\n  io|", "iommu (intel)", true,
       "<domain><devices>\n  <iommu model='intel'/>"},
      {"<domain><devices><|></devices>", "memballoon (virtio)", false, "none"},
      {"<domain><devices><disk |", "memballoon (virtio)", true, "none"},
      {"<domain><devices><di|sk type='file'>", "memballoon (virtio)", true, "none"},
      {"<domain><|", "memballoon (virtio)", true, "none"},
  };
  for (const auto& row : kRows)
    EXPECT_EQ(Accept(row.marked, row.label, row.takes_snippets), row.text) << row.marked;
}

// Guests while somebody types them: the text up to the cursor, followed by nothing or by all of the
// rest.
TEST(CompletionTest, WorksWhileAGuestIsTyped) {
  const Host host = LoadTestHost("@debian-12");
  size_t completed = 0;
  for (const auto& file : fs::directory_iterator("testdata/guests")) {
    const auto read = ReadSourceFile(file.path().string(), "guest.xml");
    const SourceFile* source = std::get_if<SourceFile>(&read);
    if (source == nullptr || file.path().extension() != ".xml") continue;
    const std::string text(source->text().substr(0, 20000));
    for (size_t offset = 0; offset < text.size(); offset += 61) {
      for (const std::string& typed : {text.substr(0, offset), text}) {
        const ViewedGuest guest(&host, typed);
        const std::vector<Completion> all = Complete(guest.view(), offset, true);
        completed += all.empty() ? 0 : 1;
        for (const Completion& one : all) {
          ASSERT_LE(one.edit.span.begin, offset) << file << " " << offset;
          ASSERT_GE(one.edit.span.end, offset) << file << " " << offset;
          ASSERT_LE(one.edit.span.end, typed.size()) << file << " " << offset;
        }
        const auto hover = HoverAt(guest.view(), offset);
        ASSERT_LE(hover ? hover->span.end : 0, typed.size()) << file << " " << offset;
      }
    }
  }
  EXPECT_GT(completed, 300u);
}

// Where the requirement's value begins, or its name if it has no value.
size_t OffsetOf(const Place& place, const ElementSpans& spans) {
  const ElementNumber element = place.element.number();
  if (place.part == Place::Part::kAttribute)
    return spans.AttributeValue(element, place.attribute)->begin;
  return place.part == Place::Part::kText ? spans.Text(element).begin : spans.Name(element).begin;
}

// For each rule whose capability is a list, the place where its guest in testdata/rules asks offers
// the values of each embedded document.
TEST(CompletionTest, CompletesEveryListOfEveryRule) {
  std::set<std::string> documents;
  for (const ShippedHost& shipped : ShippedHosts()) {
    const std::string name(shipped.name);
    const Host embedded = LoadTestHost("@" + name);
    for (const auto& document : embedded.capabilities())
      documents.insert(document->source().name());
  }
  std::set<std::string_view> completed;
  for (const std::string& document : documents) {
    const Host host = LoadTestHost(document);
    const Capabilities& capabilities = *host.capabilities().front();
    for (const Rule* rule : AllRules()) {
      const Capability* list = rule->subject != Rule::Subject::kCapability
                                   ? nullptr
                                   : capabilities.Find(rule->capability);
      if (list == nullptr || list->kind != Capability::Kind::kList) continue;
      const std::string text = ReadFile(fs::path("testdata/rules") / rule->id / "ok.xml");
      const ViewedGuest guest(nullptr, text);
      const ElementSpans spans(text);
      CheckResult result;
      result.capabilities = &capabilities;
      GuestView view = guest.view();
      view.hosts = {&host};
      view.result = &result;
      size_t asked = 0;
      for (const Requirement& requirement : CollectRequirements(Guest(*guest.view().document))) {
        if (requirement.rule != rule || requirement.implied || !requirement.value) continue;
        ++asked;
        const auto completions = Complete(view, OffsetOf(requirement.place, spans), false);
        for (const std::string_view value : list->values) {
          const auto same = std::find_if(completions.begin(), completions.end(),
                                         [&](const auto& one) { return one.label == value; });
          const CpuModel* model =
              rule->capability == "cpu/custom/model" ? capabilities.FindCpuModel(value) : nullptr;
          ASSERT_NE(same, completions.end()) << document << " " << rule->id << " " << value;
          EXPECT_EQ(same->is_offered, model == nullptr || model->usable != "no")
              << document << " " << rule->id << " " << value;
        }
      }
      EXPECT_GT(asked, 0u) << rule->id;
      completed.insert(rule->id);
    }
  }
  EXPECT_GT(completed.size(), 25u);
}

}  // namespace
}  // namespace domcheck
