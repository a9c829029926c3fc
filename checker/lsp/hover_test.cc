#include "checker/lsp/hover.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "checker/lsp/viewed_guest.h"
#include "checker/testing/made_host.h"
#include "checker/testing/marked_text.h"

namespace domcheck {
namespace {

using testing::HasSubstr;
using testing::Not;

const Host& SmallHost() {
  static const Host& host = *new Host(MakeHost("test", {R"(<domainCapabilities>
  <domain>kvm</domain><machine>pc-q35-9.1</machine><arch>x86_64</arch><vcpu max='288'/>
  <cpu>
    <mode name='host-model' supported='yes'><maxphysaddr mode='passthrough' limit='46'/></mode>
    <mode name='custom' supported='yes'>
    <model usable='no' vendor='Intel'>Icelake</model>
    <blockers model='Icelake'><feature name='a'/><feature name='b'/></blockers>
    <model usable='yes' vendor='AMD' deprecated='yes' canonical='K6-v1'>K6</model></mode></cpu>
  <devices>
    <disk supported='yes'><enum name='bus'><value>virtio</value><value>sata</value></enum></disk>
    <video supported='yes'><enum name='modelType'/></video>
    <tpm supported='no'/>
  </devices>
  <features><hyperv supported='yes'><enum name='features'><value>relaxed</value></enum></hyperv>
  </features>
</domainCapabilities>)"}));
  return host;
}

struct HoverRow {
  const char* marked;
  const char* about;              // the text of the span; empty if there is no hover
  std::vector<const char*> told;  // pieces
};

void ExpectHovers(const std::vector<HoverRow>& rows, const Host* host) {
  for (const HoverRow& row : rows) {
    const MarkedText text = TakeMarks(row.marked);
    const ViewedGuest guest(host, text.text);
    const auto hover = HoverAt(guest.view(), text.offset());
    ASSERT_EQ(hover.has_value(), *row.about != '\0') << row.marked;
    if (!hover) continue;
    EXPECT_EQ(text.text.substr(hover->span.begin, hover->span.end - hover->span.begin), row.about);
    for (const char* told : row.told) EXPECT_THAT(hover->markdown, HasSubstr(told)) << row.marked;
  }
}

TEST(HoverTest, TellsOfNamesAndValues) {
  ExpectHovers(
      {
          // Values.
          {"<domain><devices><disk><target bus='id|e'/></disk></devices></domain>",
           "ide",
           {"**disk bus**", "depends on the emulator",
            "[libvirt's documentation](https://libvirt.org/formatdomain.html#hard-drives",
            "- `ide`: not offered by this host\n", "- test offers `virtio` and `sata`\n",
            "- stated as `devices/disk/bus` since libvirt 5.6 or before; rule `disk-bus`"}},
          {"<domain><devices><disk><target bus='|sata'/>", "sata", {"`sata`: offered by test"}},
          {"<domain><devices><disk><target bus='nonsense|'/></disk></devices></domain>",
           "nonsense",
           {"- disk bus 'nonsense' is not offered by this host for machine pc-q35-9.1\n"}},
          {"<domain><vcpu>|289</vcpu></domain>",
           "289",
           {"- 289 virtual CPUs are more than the 288 that this host gives"}},
          {"<domain><devices><tpm model='tpm|-crb'/>",
           "tpm-crb",
           {"- `tpm-crb`: devices/tpm is not supported by test\n",
            "- devices/tpm is not supported by test\n", "since libvirt 8.0"}},
          {"<domain><devices><redirdev bus='|usb'/>",
           "usb",
           {"`usb`: not known: test does not say", "- not known: test does not say\n"}},
          {"<domain><devices><video><model type='|qxl'/>",
           "qxl",
           {"`qxl`: not offered by this host", "- test offers none\n"}},
          {"<domain><devices><interface type='us|er'/>", "user", {"**user network backend**"}},
          // Names.
          {"<domain><devices><disk><target b|us='ide'/>", "bus", {"**disk bus**", "test offers"}},
          {"<domain><devices><d|isk/>", "disk", {"**disks**", "- supported by test\n"}},
          {"<domain><devices><t|pm/>", "tpm", {"- devices/tpm is not supported by test\n"}},
          {"<domain><devices><disk><tar|get/>", "target", {"**disk bus**"}},
          {"<domain><v|cpu>4</vcpu>", "vcpu", {"**number of virtual CPUs**", "test states `288`"}},
          {"<domain><launchSecurity type='sev'><cbit|pos>47</cbitpos>",
           "cbitpos",
           {"**SEV encryption bit (cbitpos)**"}},
          {"<domain><features><hyperv><rel|axed/>",
           "relaxed",
           {"**Hyper-V enlightenment**", "`relaxed`: offered by test"}},
          {"<domain><cpu><maxphysaddr bi|ts='40'/>", "bits", {"supported by test", "`limit` 46"}},
          // Texts.
          {"<domain><vcpu>|4</vcpu>", "4", {"**number of virtual CPUs**"}},
          {"<domain><cpu><model>\n  Ice|lake\n</model></cpu></domain>",
           "Icelake",
           {"`Icelake`: not usable, the host lacks `a` and `b`; vendor Intel\n",
            "- test offers `K6`\n"}},
          {"<domain><cpu><model>K|6</model>",
           "K6",
           {"usable; vendor AMD; canonical name `K6-v1`; deprecated: a later version"}},
          // Nothing is known.
          {"<domain><na|me>x</name>", "", {}},
          {"<domain><devices><disk so|me='x'/>", "", {}},
          {"<domain><devices><disk></di|sk>", "", {}},
          {"<domain><!-- <vcpu>|4 -->", "", {}},
          {"<domain><devices><disk><target bus='|'/>", "", {}},
          {"<network><vcpu>|4</vcpu>", "", {}},
          {"|", "", {}},
      },
      &SmallHost());
}

TEST(HoverTest, TellsTheMeaningWithoutAHost) {
  ExpectHovers({{"<domain><vcpu>|4</vcpu>",
                 "4",
                 {"**number of virtual CPUs**", "not known: no document describes this guest"}}},
               nullptr);
}

// A value that a rule accepts without a list is not called refused.
TEST(HoverTest, SaysNothingOfValuesThatAreNotRefused) {
  for (const char* marked :
       {"<domain><devices><video><model type='def|ault'/></video></devices></domain>",
        "<domain><devices><disk><target bus='{{ b|us }}'/></disk></devices></domain>",
        "<domain><vcpu>|4</vcpu></domain>"}) {
    const MarkedText text = TakeMarks(marked);
    const ViewedGuest guest(&SmallHost(), text.text);
    const auto hover = HoverAt(guest.view(), text.offset());
    ASSERT_TRUE(hover) << marked;
    EXPECT_THAT(hover->markdown, Not(HasSubstr("not offered by"))) << marked;
    EXPECT_THAT(hover->markdown, Not(HasSubstr("more than"))) << marked;
  }
}

// A CPU model has two rules; their shared capability is described once.
TEST(HoverTest, TellsOfACapabilityOnce) {
  const MarkedText text = TakeMarks("<domain><cpu><model>K|6</model>");
  const ViewedGuest guest(&SmallHost(), text.text);
  const auto hover = HoverAt(guest.view(), text.offset());
  ASSERT_TRUE(hover);
  EXPECT_THAT(hover->markdown, Not(HasSubstr("---")));
}

TEST(HoverTest, DoesNotTakeTagsForMarkup) {
  EXPECT_THAT(DescribeMeaning(*[] {
                static const Rule rule = {.id = "x",
                                          .noun = "a <b>",
                                          .summary = "",
                                          .explanation = "of <c>",
                                          .link = "https://d",
                                          .capability = ""};
                return &rule;
              }()),
              testing::StrEq("**a \\<b>**\n\nof \\<c>\n\n[libvirt's documentation](https://d)"));
}

}  // namespace
}  // namespace domcheck
