#include "checker/lsp/device_snippets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "checker/hosts/shipped_hosts.h"
#include "checker/lsp/viewed_guest.h"
#include "checker/testing/loaded_host.h"
#include "checker/testing/made_host.h"

namespace domcheck {
namespace {

using testing::Contains;
using testing::Not;

std::vector<std::string> Labels(const std::vector<Snippet>& snippets) {
  std::vector<std::string> labels;
  for (const Snippet& snippet : snippets) labels.push_back(snippet.label);
  return labels;
}

const Snippet* Find(const std::vector<Snippet>& snippets, const std::string& label) {
  for (const Snippet& snippet : snippets)
    if (snippet.label == label) return &snippet;
  ADD_FAILURE() << "no snippet " << label;
  return nullptr;
}

// Returns a body for each choice: "${1|a,b|}" gives a and b.
std::vector<std::string> EachChoice(const std::string& body) {
  const size_t begin = body.find("|");
  if (begin == std::string::npos) return {ExpandSnippet(body)};
  const size_t end = body.find("|}", begin + 1), hole = body.rfind("${", begin);
  std::vector<std::string> all;
  for (size_t at = begin + 1; at < end;) {
    const size_t comma = std::min(body.find(',', at), end);
    const std::string chosen =
        body.substr(0, hole) + body.substr(at, comma - at) + body.substr(end + 2);
    for (std::string& one : EachChoice(chosen)) all.push_back(std::move(one));
    at = comma + 1;
  }
  return all;
}

std::string MinimalGuest(const Capabilities& document, const std::string& device) {
  return "<domain type='" + std::string(document.domain_type()) +
         "'><name>guest</name><memory unit='MiB'>512</memory><vcpu>1</vcpu><os><type arch='" +
         std::string(document.arch()) + "' machine='" + std::string(document.machine()) +
         "'>hvm</type></os><devices><emulator>" + std::string(document.emulator()) +
         "</emulator>\n" + device + "\n</devices></domain>";
}

// Expects that a guest with any of the document's snippets has no finding, whatever is chosen.
void ExpectAllFit(const Host& host, const Capabilities& document, size_t* count) {
  const std::vector<Snippet> snippets = DeviceSnippets(&document);
  EXPECT_FALSE(snippets.empty()) << document.source().name();
  for (const Snippet& snippet : snippets) {
    const std::vector<std::string> all = EachChoice(snippet.body);
    EXPECT_EQ(all.front(), snippet.preview);
    for (const std::string& device : all) {
      ++*count;
      const ViewedGuest guest(&host, MinimalGuest(document, device));
      EXPECT_EQ(guest.result().capabilities, &document);
      EXPECT_NE(guest.result().verdict(), GuestVerdict::kInvalid) << device;
      for (const Finding& finding : guest.result().findings)
        ADD_FAILURE() << document.source().name() << " " << snippet.label << ": " << finding.message
                      << "\n"
                      << device;
    }
  }
}

TEST(DeviceSnippetsTest, FitTheHostThatTheyAreMadeFor) {
  size_t count = 0;
  for (const ShippedHost& shipped : ShippedHosts()) {
    const std::string name(shipped.name);
    const Host host = LoadTestHost("@" + name);
    for (const auto& document : host.capabilities()) ExpectAllFit(host, *document, &count);
  }
  EXPECT_GT(count, 100u);
  for (const char* file : {"libvirt-12.xml", "libvirt-12-amd.xml", "libvirt-12-s390x.xml",
                           "libvirt-5.6.xml", "minimal.xml", "xen.xml"}) {
    const Host host = LoadTestHost("testdata/caps/" + std::string(file));
    ExpectAllFit(host, *host.capabilities().front(), &count);
  }
}

TEST(DeviceSnippetsTest, LeavesOutWhatIsNotOffered) {
  const auto labels = [](const std::string& inside) {
    const Host host =
        MakeHost("test", {"<domainCapabilities><machine>q35</machine><arch>x86_64</arch><devices>" +
                          inside + "</devices></domainCapabilities>"});
    return Labels(DeviceSnippets(host.capabilities().front().get()));
  };
  const auto list = [](const std::string& block, const std::string& name,
                       const std::string& value) {
    return "<" + block + " supported='yes'><enum name='" + name + "'>" +
           (value.empty() ? "" : "<value>" + value + "</value>") + "</enum></" + block + ">";
  };
  const struct {
    std::string inside;
    std::string label;
    bool is_there;
  } kRows[] = {
      {"", "tpm (emulated)", true},
      {"<tpm supported='no'/>", "tpm (emulated)", false},
      {list("tpm", "model", "tpm-tis"), "tpm (emulated)", true},
      {list("tpm", "model", "tpm-spapr"), "tpm (emulated)", false},
      {list("tpm", "backendVersion", "1.2"), "tpm (emulated)", false},
      {list("disk", "bus", "sata"), "disk (virtio)", false},
      {list("disk", "bus", "sata"), "disk (other buses)", true},
      {list("graphics", "type", "vnc"), "graphics (spice)", false},
      {list("graphics", "type", "vnc"), "channel (spice agent)", false},
      {list("graphics", "type", "vnc"), "redirdev (usb)", false},
      {list("hostdev", "pciBackend", ""), "hostdev (pci)", false},
      {list("hostdev", "pciBackend", "vfio"), "hostdev (pci)", true},
      {list("hostdev", "subsysType", "pci"), "controller (usb)", false},
      {"", "iommu (intel)", true},
  };
  for (const auto& row : kRows) {
    if (row.is_there)
      EXPECT_THAT(labels(row.inside), Contains(row.label)) << row.inside;
    else
      EXPECT_THAT(labels(row.inside), Not(Contains(row.label))) << row.inside;
  }
}

TEST(DeviceSnippetsTest, ChoosesAmongWhatIsOffered) {
  const Host host = LoadTestHost("@debian-12/x86_64-kvm-q35.xml");
  const auto snippets = DeviceSnippets(host.capabilities().front().get());
  const struct {
    const char* label;
    const char* piece;
  } kRows[] = {
      {"disk (virtio)", "bus='virtio'"},
      {"disk (other buses)", "bus='${5|sata,scsi,usb|}'"},
      {"tpm (emulated)", "<tpm model='${1|tpm-crb,tpm-tis|}'>"},
      {"video (card)", "type='${1|virtio,vga,bochs,ramfb,qxl|}'"},
      {"iommu (intel)", "<iommu model='intel'/>"},
  };
  for (const auto& row : kRows) {
    const Snippet* const snippet = Find(snippets, row.label);
    ASSERT_NE(snippet, nullptr);
    EXPECT_THAT(snippet->body, testing::HasSubstr(row.piece));
  }
  EXPECT_THAT(Labels(snippets), Contains("hostdev (pci)"));  // whether there is VFIO is unknown
}

TEST(DeviceSnippetsTest, NamesEachOnce) {
  size_t documents = 0;
  for (const ShippedHost& shipped : ShippedHosts()) {
    const std::string name(shipped.name);
    const Host host = LoadTestHost("@" + name);
    for (const auto& document : host.capabilities()) {
      const auto labels = Labels(DeviceSnippets(document.get()));
      EXPECT_FALSE(labels.empty()) << document->source().name();
      EXPECT_EQ(std::set<std::string>(labels.begin(), labels.end()).size(), labels.size())
          << document->source().name();
      ++documents;
    }
  }
  EXPECT_GE(documents, 10u);
}

TEST(DeviceSnippetsTest, WithoutAHostHasWhatFitsAny) {
  const auto labels = Labels(DeviceSnippets(nullptr));
  EXPECT_THAT(labels, Contains("disk (virtio)"));
  EXPECT_THAT(labels, Not(Contains("iommu (intel)")));
}

TEST(DeviceSnippetsTest, Expands) {
  const struct {
    const char* body;
    const char* text;
  } kRows[] = {
      {"", ""},
      {"<a/>", "<a/>"},
      {"<a b='${1:c}'/>", "<a b='c'/>"},
      {"<a b='${1|c,d|}' e='${2:}'>${3|f|}</a>", "<a b='c' e=''>f</a>"},
  };
  for (const auto& row : kRows) EXPECT_EQ(ExpandSnippet(row.body), row.text);
}

}  // namespace
}  // namespace domcheck
