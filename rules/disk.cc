// Rules for disks: device, bus, model, and explicit backing chains.
#include "rules/areas.h"

namespace domcheck {
namespace {

constexpr std::string_view kLink =
    "https://libvirt.org/formatdomain.html#hard-drives-floppy-disks-cdroms";

// The default of @device is "disk" (virDomainDiskDefParseXML).
void AskDiskDevice(const Question& question, std::vector<Requirement>* requirements) {
  const Element disk = question.element;
  if (disk.FindAttribute("device"))
    AskValue(question, requirements);
  else
    Require(question, {disk}, "disk", requirements).implied = true;
}

void AskDiskBus(const Question& question, std::vector<Requirement>* requirements) {
  const Element disk = question.element;
  const Element target = disk.Child("target");
  const auto bus = DiskBus(disk);
  // Whether there is a floppy controller, disk-device answers (virQEMUCapsFillDomainDeviceDiskCaps
  // lists both or neither).
  if (!bus || (bus->value == "fdc" && disk.AttributeIs("device", "floppy"))) return;
  const Place place = bus->implied ? Place{target} : Place{target, Place::Part::kAttribute, "bus"};
  Require(question, place, bus->value, requirements).implied = bus->implied;
}

// The bus `sd` (SD cards) depends on the board, and libvirt never lists it.
Verdict AnswerDiskBus(const AskedValue& asked, const Capabilities& capabilities) {
  Verdict verdict = AnswerFromDocument(asked, capabilities);
  if (asked.value == "sd" && verdict.block == nullptr) verdict.severity = Severity::kWarning;
  return verdict;
}

// The list is about the variants of virtio. libvirt writes models of other buses, such as
// usb-storage, into guests that it stores, and lists none of them.
void AskDiskModel(const Question& question, std::vector<Requirement>* requirements) {
  constexpr std::string_view kVirtio = "virtio";
  const auto bus = DiskBus(question.element);
  const bool is_virtio = bus && bus->value == kVirtio;
  if (is_virtio || question.element.AttributeOr("model", "").substr(0, kVirtio.size()) == kVirtio)
    AskValue(question, requirements);
}

// An empty <backingStore/> ends a chain and asks for nothing.
void AskBackingStore(const Question& question, std::vector<Requirement>* requirements) {
  const Element store = question.element;
  if (store.has_content() || store.attributes_begin() != store.attributes_end())
    AskValue(question, requirements);
}

// libvirt lists the bus nvme since 11.5.
Verdict AnswerControllerBus(const AskedValue& asked, const Capabilities& capabilities) {
  constexpr LibvirtRelease kListsNvme = {11, 5};
  if (asked.value == "nvme" && capabilities.libvirt().at_least < kListsNvme) return {};
  Verdict verdict = AnswerFromDocument(asked, capabilities);
  verdict.suggestion.clear();  // the controller of another bus is another device, if not there yet
  return verdict;
}

constexpr Rule kRules[] = {
    {.id = "disk",
     .noun = "disks",
     .summary = "A disk on a host that supports none",
     .explanation = "The host says that it supports no disks at all.",
     .example = "<disk type='file' device='disk'>...</disk>",
     .link = kLink,
     .element = "devices/disk",
     .capability = "devices/disk"},
    {.id = "disk-device",
     .noun = "disk device",
     .summary = "A kind of disk device that the host does not offer",
     .explanation = "How the guest sees the disk: disk, cdrom, floppy, or lun (a SCSI device whose "
                    "commands pass through). A disk that does not say is a 'disk'.",
     .example = "<disk type='file' device='cdrom'>...</disk>",
     .link = kLink,
     .element = "devices/disk",
     .value_path = "@device",
     .capability = "devices/disk/diskDevice",
     .preferences = {{"lun", "disk"}},
     .remedies = {{"floppy", "remove the drive"}},
     .ask = AskDiskDevice},
    {.id = "disk-bus",
     .noun = "disk bus",
     .summary = "A disk bus that the host does not offer",
     .explanation =
         "The bus that the disk is attached to depends on the emulator and on the machine type: "
         "q35, for example, has sata and no ide. Where the guest names no bus, libvirt takes one "
         "by the target's name: hd ide, sd scsi, vd virtio, xvd xen, ubd uml, fd fdc. The bus 'sd' "
         "(SD cards) exists on some boards only and is never listed, so it is only a warning.",
     .example = "<target dev='sda' bus='sata'/>",
     .link = kLink,
     .element = "devices/disk",
     .value_path = "target/@bus",
     .capability = "devices/disk/bus",
     .preferences = {{"ide", "sata"},
                     {"sata", "ide"},
                     {"ide", "scsi"},
                     {"sata", "scsi"},
                     {"xen", "virtio"},
                     {"uml", "virtio"},
                     {"sd", "virtio"},
                     {"nvme", "virtio"}},
     .ask = AskDiskBus,
     .answer = AnswerDiskBus},
    {.id = "disk-model",
     .noun = "disk model",
     .summary = "A disk model that the host does not offer",
     .explanation = "Which variant of the virtio standard a disk on the bus virtio speaks: "
                    "transitional devices work with old guests, non-transitional ones do not.",
     .example = "<disk type='file' device='disk' model='virtio-transitional'>...</disk>",
     .link = kLink,
     .element = "devices/disk",
     .value_path = "@model",
     .capability = "devices/disk/model",
     .preferences = {{"virtio-transitional", "virtio"}, {"virtio-non-transitional", "virtio"}},
     .ask = AskDiskModel},
    {.id = "controller-bus",
     .noun = "controller for disk bus",
     .summary = "A controller for a disk bus that the host does not offer",
     .explanation = "libvirt refuses a controller of a bus that no disk could use with this "
                    "emulator and machine type. It writes controllers into the guests that it "
                    "stores, so that one stays behind when a guest moves from pc to q35.",
     .advice = "Remove the controller; libvirt adds those that the guest's disks need.",
     .example = "<controller type='ide' index='0'/>",
     .link = "https://libvirt.org/formatdomain.html#controllers",
     .element = "devices/controller[@type='ide'] | devices/controller[@type='sata'] | "
                "devices/controller[@type='fdc'] | devices/controller[@type='nvme']",
     .value_path = "@type",
     .capability = "devices/disk/bus",
     .remedies = {{"", "remove the controller"}},
     .answer = AnswerControllerBus},
    {.id = "backing-store",
     .severity = Severity::kWarning,
     .noun = "backing stores in a guest's definition",
     .summary = "A backing chain that the host's libvirt does not read",
     .explanation = "A disk may spell out the images behind it in <backingStore>. A libvirt that "
                    "does not take that as input ignores it and looks into the images itself.",
     .advice = "Remove the contents of <backingStore>, or see that the images name their backing "
               "files.",
     .example = "<backingStore type='file'><format type='qcow2'/>...</backingStore>",
     .link = kLink,
     .since = "5.10",
     .element = "devices/disk/backingStore",
     .capability = "features/backingStoreInput",
     .ask = AskBackingStore},
};

}  // namespace

RuleRange DiskRules() { return RangeOf(kRules); }

}  // namespace domcheck
