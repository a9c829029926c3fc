#include "rules/words.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "capsmodel/element_paths.h"
#include "capsmodel/vocabulary.h"
#include "capsmodel/xml_reader.h"
#include "rules/catalog.h"
#include "rules/requirements.h"

namespace domcheck {
namespace {

// Returns what a libvirt does not know of the guest, or no libvirt at all: "rule at path: message
// [severity] ?suggestion".
std::vector<std::string> Unknown(const std::string& guest, const LibvirtBounds& libvirt = {}) {
  XmlReader reader;
  Document document;
  const auto error = reader.Read(guest, &document);
  EXPECT_FALSE(error) << guest;
  std::vector<std::string> lines;
  for (const Requirement& requirement : CollectRequirements(Guest(document))) {
    if (requirement.rule->subject != Rule::Subject::kWord) continue;
    const Verdict verdict = requirement.rule->answer(requirement, libvirt);
    if (verdict.support != Support::kUnsupported) continue;
    lines.push_back(std::string(SeverityName(verdict.severity)) + " " +
                    std::string(requirement.rule->id) + " " +
                    ElementPath(requirement.place.element) + ": " + verdict.message +
                    (verdict.suggestion.empty() ? "" : " ?" + verdict.suggestion));
  }
  return lines;
}

using Lines = std::vector<std::string>;

std::string InDevices(const std::string& devices) {
  return "<domain type='kvm'><devices>" + devices + "</devices></domain>";
}

TEST(WordsTest, KnownWordsAreNotReported) {
  EXPECT_EQ(Unknown("<domain type='kvm' id='1'><name>a</name><os firmware='efi'><type "
                    "arch='x86_64' machine='q35'>hvm</type></os><on_reboot>restart</on_reboot>"
                    "<features><acpi/><hyperv mode='custom'><relaxed state='on'/></hyperv>"
                    "</features></domain>"),
            Lines());
  EXPECT_EQ(Unknown(InDevices("<disk type='file' device='disk'><source file='a'><seclabel "
                              "model='dac' relabel='no'/></source><backingStore type='file'>"
                              "<format type='raw'/><source file='b'/><backingStore type='file'>"
                              "<source file='c'/><backingStore/></backingStore></backingStore>"
                              "<target dev='vda' bus='virtio'/></disk>")),
            Lines());
}

TEST(WordsTest, UnknownElements) {
  EXPECT_EQ(Unknown(InDevices("<graphcs type='vnc'><x y='z'/></graphcs>")),
            Lines{"warning unknown-element /domain/devices/graphcs[1]: libvirt does not know "
                  "<graphcs> in <devices> and ignores it ?graphics"});
  EXPECT_EQ(Unknown("<domain><features><acpii/><hyperv><relaxd/></hyperv></features></domain>"),
            (Lines{"error unknown-element /domain/features/acpii: libvirt does not know <acpii> in "
                   "<features> and refuses it ?acpi",
                   "error unknown-element /domain/features/hyperv/relaxd: libvirt does not know "
                   "<relaxd> in <hyperv> and refuses it ?relaxed"}));
  EXPECT_EQ(Unknown("<domain><nothing-like-it/></domain>"),
            Lines{"warning unknown-element /domain/nothing-like-it: libvirt does not know "
                  "<nothing-like-it> in <domain> and ignores it"});
}

TEST(WordsTest, TellsWhereAnElementBelongs) {
  EXPECT_EQ(Unknown("<domain><boot dev='hd'/></domain>"),
            Lines{"warning unknown-element /domain/boot: libvirt does not know <boot> in <domain> "
                  "and ignores it; it belongs into <os>"});
  EXPECT_EQ(Unknown(InDevices("<loader>x</loader>")),
            Lines{"warning unknown-element /domain/devices/loader[1]: libvirt does not know "
                  "<loader> in <devices> and ignores it; it belongs into <os>"});
  EXPECT_EQ(Unknown("<domain><os><memoryBacking/></os></domain>"),
            Lines{"warning unknown-element /domain/os/memoryBacking: libvirt does not know "
                  "<memoryBacking> in <os> and ignores it; it belongs into <domain>"});
  EXPECT_EQ(Unknown("<domain><os><firmware>efi</firmware><machine/></os></domain>").back(),
            "warning unknown-element /domain/os/machine: libvirt does not know <machine> in <os> "
            "and ignores it");
  EXPECT_EQ(Unknown("<domain><type>kvm</type></domain>"),
            Lines{"warning unknown-element /domain/type: libvirt does not know <type> in <domain> "
                  "and ignores it; it is an attribute of <domain>"});
}

TEST(WordsTest, UnknownAttributes) {
  EXPECT_EQ(Unknown("<domain><os frimware='efi'/></domain>"),
            Lines{"warning unknown-attribute /domain/os: libvirt does not know the attribute "
                  "'frimware' of <os> and ignores it ?firmware"});
  EXPECT_EQ(Unknown(InDevices("<rng model='virtio' backend='random'/>")),
            Lines{"warning unknown-attribute /domain/devices/rng[1]: libvirt does not know the "
                  "attribute 'backend' of <rng> and ignores it; <backend> is an element in <rng>"});
  EXPECT_EQ(Unknown("<domain><vcpu type='kvm'/></domain>"),
            Lines{"warning unknown-attribute /domain/vcpu: libvirt does not know the attribute "
                  "'type' of <vcpu> and ignores it; it is an attribute of <domain>"});
}

TEST(WordsTest, SuggestsNoAttributeThatIsThereOrMeantAsAnElement) {
  EXPECT_EQ(Unknown("<domain><cpu model='EPYC'/></domain>"),
            Lines{"warning unknown-attribute /domain/cpu: libvirt does not know the attribute "
                  "'model' of <cpu> and ignores it; <model> is an element in <cpu>"});
  EXPECT_EQ(Unknown(InDevices("<disk device='disk' devise='cdrom'/>")),
            Lines{"warning unknown-attribute /domain/devices/disk[1]: libvirt does not know the "
                  "attribute 'devise' of <disk> and ignores it"});
}

TEST(WordsTest, UnknownValues) {
  EXPECT_EQ(
      Unknown(InDevices("<disk type='fil'/><sound model='ich99'/>")),
      (Lines{
          "error unknown-value /domain/devices/disk[1]: libvirt does not know disk type "
          "'fil' and refuses the guest; it knows block, ctl, dir, file, network, nvme, vhostuser, "
          "vhostvdpa, volume ?file",
          "error unknown-value /domain/devices/sound[1]: libvirt does not know sound "
          "model 'ich99' and refuses the guest; it knows ac97, es1370, ich6, ich7, ich9, pcspk, "
          "sb16, usb, virtio ?ich9"}));
  EXPECT_EQ(
      Unknown("<domain><on_reboot> restartt </on_reboot></domain>"),
      Lines{"error unknown-value /domain/on_reboot: libvirt does not know on_reboot "
            "'restartt' and refuses the guest; it knows destroy, preserve, rename-restart, restart "
            "?restart"});
  EXPECT_EQ(Unknown(InDevices("<hostdev managed='yess'/>")),
            Lines{"warning unknown-value /domain/devices/hostdev[1]: libvirt does not know hostdev "
                  "managed 'yess' and ignores it; it knows no, yes ?yes"});
  EXPECT_EQ(Unknown(InDevices("<video><model type='default'/></video>")), Lines());
}

TEST(WordsTest, UnitsMayBeInAnyCase) {
  EXPECT_EQ(Unknown("<domain><memory unit='gIb'>1</memory><currentMemory unit='Bytes'>1"
                    "</currentMemory><vcpu>1</vcpu></domain>"),
            Lines());
  EXPECT_EQ(
      Unknown("<domain><memory unit='Gigabyte'>1</memory></domain>"),
      Lines{"error unknown-value /domain/memory: libvirt does not know memory unit "
            "'Gigabyte' and refuses the guest; it knows KiB, MiB, GiB, TiB, PiB, EiB, KB, MB, "
            "GB, TB, PB, EB and 9 more"});
  const std::string misspelt = Unknown("<domain><memory unit='GiBs'>1</memory></domain>").at(0);
  EXPECT_EQ(misspelt.substr(misspelt.rfind('?')), "?GiB");
}

TEST(WordsTest, SaysWhatTheElementIsAPartOf) {
  EXPECT_EQ(
      Unknown(InDevices("<disk><driver cach='none' io='fast'/><source><auth><secret type='cephs'/>"
                        "</auth></source></disk>")),
      (Lines{
          "warning unknown-attribute /domain/devices/disk[1]/driver: libvirt does not know the "
          "attribute 'cach' of <driver> in <disk> and ignores it ?cache",
          "error unknown-value /domain/devices/disk[1]/driver: libvirt does not know disk driver "
          "io 'fast' and refuses the guest; it knows io_uring, native, threads",
          "error unknown-value /domain/devices/disk[1]/source/auth/secret: libvirt does not "
          "know disk source auth secret type 'cephs' and refuses the guest; it knows ceph, "
          "iscsi ?ceph"}));
}

TEST(WordsTest, SuggestsWhatMeansTheSame) {
  EXPECT_EQ(
      Unknown("<domain><features><vmport state='yes'/><hyperv><relax state='on'/></hyperv>"
              "</features></domain>"),
      (Lines{"error unknown-value /domain/features/vmport: libvirt does not know vmport state "
             "'yes' and refuses the guest; it knows off, on ?on",
             "error unknown-element /domain/features/hyperv/relax: libvirt does not know "
             "<relax> in <hyperv> and refuses it ?relaxed"}));
}

TEST(WordsTest, SuggestsNothingThatIsNotMeant) {
  EXPECT_EQ(
      Unknown(InDevices("<disk><sorce/><source/></disk><controller type='usb' model='xhci'/>"))
          .at(0),
      "warning unknown-element /domain/devices/disk[1]/sorce: libvirt does not know <sorce> "
      "in <disk> and ignores it; <source> is there already");
  EXPECT_EQ(Unknown("<domain><os><boots/><boot/><boot/></os></domain>").at(0),
            "warning unknown-element /domain/os/boots: libvirt does not know <boots> in <os> and "
            "ignores it ?boot");
  const std::string model = Unknown(InDevices("<controller type='usb' model='xhci'/>")).at(0);
  EXPECT_EQ(model.find('?'), std::string::npos) << model;
  const std::string line = Unknown("<domain><commandlin/></domain>").at(0);
  EXPECT_EQ(line.find('?'), std::string::npos) << line;
}

// A libvirt that is newer than the table may know a word that the table lacks.
TEST(WordsTest, AHostThatIsNewerThanTheTableIsDoubted) {
  const LibvirtRelease newest = NewestRelease();
  const LibvirtRelease newer = {static_cast<uint16_t>(newest.major_number + 1), 0};
  const std::string host = "; this host's libvirt " + ReleaseText(newer) +
                           " is newer than domcheck's list of words, and may know it";
  const std::string who = ": libvirt " + ReleaseText(newest) + " does not know ";
  const std::string guest =
      "<domain><features><acpii/></features><devices devise=''><sound "
      "model='x'/></devices></domain>";
  EXPECT_EQ(Unknown(guest, Exactly(newer)),
            (Lines{"warning unknown-element /domain/features/acpii" + who +
                       "<acpii> in <features> and refuses it" + host + " ?acpi",
                   "warning unknown-attribute /domain/devices" + who +
                       "the attribute 'devise' of <devices> and ignores it" + host,
                   "warning unknown-value /domain/devices/sound[1]" + who +
                       "sound model 'x' and refuses the guest; it knows ac97, es1370, ich6, ich7, "
                       "ich9, pcspk, sb16, usb, virtio" +
                       host}));
  EXPECT_EQ(Unknown(guest, Exactly(newest)).front().substr(0, 5), "error");
}

// Nothing is suggested that the host's libvirt does not know yet.
TEST(WordsTest, SuggestsWhatTheHostKnows) {
  const std::string guest = InDevices("<cryptoo/><sound model='virtoi'/><iommu model='amdx'/>");
  EXPECT_EQ(Unknown(guest, Exactly({9, 0})),
            (Lines{"warning unknown-element /domain/devices/cryptoo[1]: libvirt does not know "
                   "<cryptoo> in <devices> and ignores it",
                   "error unknown-value /domain/devices/sound[1]: libvirt does not know sound "
                   "model 'virtoi' and refuses the guest; it knows ac97, es1370, ich6, ich7, ich9, "
                   "pcspk, sb16, usb",
                   "error unknown-value /domain/devices/iommu[1]: libvirt does not know iommu "
                   "model 'amdx' and refuses the guest; it knows intel, smmuv3, virtio"}));
  EXPECT_EQ(
      Unknown(guest, Exactly({12, 8})),
      (Lines{"warning unknown-element /domain/devices/cryptoo[1]: libvirt does not know "
             "<cryptoo> in <devices> and ignores it ?crypto",
             "error unknown-value /domain/devices/sound[1]: libvirt does not know sound "
             "model 'virtoi' and refuses the guest; it knows ac97, es1370, ich6, ich7, ich9, "
             "pcspk, sb16, usb, virtio ?virtio",
             "error unknown-value /domain/devices/iommu[1]: libvirt does not know iommu "
             "model 'amdx' and refuses the guest; it knows amd, intel, smmuv3, virtio ?amd"}));
}

TEST(WordsTest, NewerThanTheHost) {
  const std::string guest = InDevices(
      "<watchdog model='itco'/><vsock><driver iommu='on'/></vsock>"
      "<interface type='user'><backend type='passt' hostname='a'/></interface>");
  EXPECT_EQ(
      Unknown(guest, Exactly({7, 0})),
      (Lines{"error newer-than-host /domain/devices/watchdog[1]: this host's libvirt 7.0 does "
             "not know watchdog model 'itco', which came with 9.1; it refuses the guest",
             "warning newer-than-host /domain/devices/vsock[1]/driver: this host's libvirt "
             "7.0 does not know <driver> in <vsock>, which came with 7.1; it ignores that",
             "warning newer-than-host /domain/devices/interface[1]/backend: this host's "
             "libvirt 7.0 does not know the attribute 'type' of <backend> in <interface>, "
             "which came with 9.0; it ignores that",
             "warning newer-than-host /domain/devices/interface[1]/backend: this host's "
             "libvirt 7.0 does not know the attribute 'hostname' of <backend> in "
             "<interface>, which came with 11.8; it ignores that"}));
  EXPECT_EQ(Unknown(guest, Exactly({11, 8})), Lines());
  EXPECT_EQ(Unknown(guest), Lines());
  EXPECT_EQ(Unknown("<domain><os><shim>a</shim></os></domain>", Exactly({9, 0})),
            Lines{"warning newer-than-host /domain/os/shim: this host's libvirt 9.0 does not know "
                  "<shim> in <os>, which came after 10.7; it ignores that"});
}

TEST(WordsTest, NamespacesAreLetBe) {
  constexpr char kQemu[] = "='http://libvirt.org/schemas/domain/qemu/1.0'";
  const std::string in_prefix = "<q:commandline><q:arg value='-x'/></q:commandline></domain>";
  EXPECT_EQ(Unknown("<domain xmlns:q" + std::string(kQemu) + " q:x='y'>" + in_prefix), Lines());
  EXPECT_EQ(Unknown("<domain>" + in_prefix),
            Lines{"warning unknown-element /domain/q:commandline: the prefix of <q:commandline> is "
                  "not declared, so libvirt ignores it; declare it with xmlns:q in <domain>"});
  EXPECT_EQ(Unknown("<domain><commandline xmlns" + std::string(kQemu) +
                    "><arg value='-x'/></commandline></domain>"),
            Lines());
  EXPECT_EQ(Unknown("<domain><commandline><arg vale='-x'/></commandline></domain>"),
            (Lines{"warning unknown-element /domain/commandline: libvirt looks for <commandline> "
                   "only in a namespace of its own, and ignores it here; it is written with a "
                   "prefix, such as <qemu:commandline> with xmlns:qemu in <domain>",
                   "warning unknown-attribute /domain/commandline/arg: libvirt does not know the "
                   "attribute 'vale' of <arg> in <commandline> and ignores it ?value"}));
  EXPECT_EQ(Unknown("<domain><metadata><any thing='x'/></metadata><x xmlns='urn:x'/></domain>"),
            Lines());
}

}  // namespace
}  // namespace domcheck
