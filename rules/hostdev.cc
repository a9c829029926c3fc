// Rules for devices of the host that are assigned to the guest.
#include "rules/areas.h"

namespace domcheck {
namespace {

constexpr std::string_view kLink = "https://libvirt.org/formatdomain.html#host-device-assignment";

std::string_view Mode(Element hostdev) { return hostdev.AttributeOr("mode", "subsystem"); }

// The default of @mode is "subsystem" (virDomainHostdevDefParseXML).
void AskHostdevMode(const Question& question, std::vector<Requirement>* requirements) {
  const Element hostdev = question.element;
  if (hostdev.FindAttribute("mode"))
    AskValue(question, requirements);
  else
    Require(question, {hostdev}, Mode(hostdev), requirements).implied = true;
}

void AskHostdevType(const Question& question, std::vector<Requirement>* requirements) {
  if (Mode(question.element) == "subsystem") AskValue(question, requirements);
}

void AskHostdevCapability(const Question& question, std::vector<Requirement>* requirements) {
  if (Mode(question.element) == "capabilities") AskValue(question, requirements);
}

// A PCI device without a driver name needs any driver that the host has.
void AskHostdevDriver(const Question& question, std::vector<Requirement>* requirements) {
  const Element device = question.element;
  if (device.Child("driver").FindAttribute("name")) {
    AskValue(question, requirements);
  } else if (device.name() == "interface" ||
             (Mode(device) == "subsystem" && device.AttributeIs("type", "pci"))) {
    Require(question, {device}, std::nullopt, requirements);
  }
}

Verdict AnswerHostdevDriver(const AskedValue& asked, const Capabilities& capabilities) {
  const Capability* drivers = capabilities.Find(asked.capability);
  Verdict verdict = AnswerFromDocument(asked, capabilities);
  const bool has_none = drivers != nullptr && drivers->values.empty();
  if (verdict.block != nullptr || has_none) {
    verdict.lack = "a driver to hand PCI devices to a guest (VFIO and an IOMMU are needed)";
    verdict.message = "PCI devices cannot be handed to a guest: this host has no driver for that" +
                      ForMachine(capabilities) + " (VFIO and an IOMMU are needed)";
  }
  if (verdict.block != nullptr || !has_none) return verdict;
  verdict.support = Support::kUnsupported;
  verdict.stated_at = drivers->element;
  return verdict;
}

// Whether a PCI device of the host is in the guest that takes the guest's default for iommufd.
bool TakesDefaultIommufd(Element domain) {
  const Element devices = domain.Child("devices");
  for (Element device = devices ? devices.first_child() : Element(); device;
       device = device.next_sibling()) {
    const bool is_pci = (device.name() == "hostdev" && device.AttributeIs("type", "pci")) ||
                        (device.name() == "interface" && device.AttributeIs("type", "hostdev"));
    if (is_pci && !device.Child("driver").FindAttribute("iommufd")) return true;
  }
  return false;
}

// iommufd='no' asks for nothing, and so does a default that no device takes.
void AskHostdevIommufd(const Question& question, std::vector<Requirement>* requirements) {
  if (question.element.name() == "iommufd" && !TakesDefaultIommufd(question.guest.domain())) return;
  std::vector<Requirement> asked;
  AskValue(question, &asked);
  for (const Requirement& requirement : asked)
    if (requirement.value == "yes") requirements->push_back(requirement);
}

constexpr Rule kRules[] = {
    {.id = "hostdev",
     .noun = "host devices",
     .summary = "A host device on a host that hands none to guests",
     .explanation = "The host says that it cannot give devices of its own to guests.",
     .example = "<hostdev mode='subsystem' type='usb'>...</hostdev>",
     .link = kLink,
     .element = "devices/hostdev",
     .capability = "devices/hostdev"},
    {.id = "hostdev-mode",
     .noun = "hostdev mode",
     .summary = "A hostdev mode that the host does not offer",
     .explanation =
         "'subsystem' hands over a device of a bus (usb, pci, scsi, mdev); 'capabilities' "
         "hands a block or character device or a network interface to a container, which "
         "QEMU does not do. A hostdev that does not say is of mode 'subsystem'.",
     .example = "<hostdev mode='subsystem' type='pci'>...</hostdev>",
     .link = kLink,
     .element = "devices/hostdev",
     .value_path = "@mode",
     .capability = "devices/hostdev/mode",
     .ask = AskHostdevMode},
    {.id = "hostdev-type",
     .noun = "hostdev type",
     .summary = "A type of host device that the host does not offer",
     .explanation =
         "The bus of the device that is handed over. 'mdev' and 'scsi_host' are accepted "
         "though no host lists them, so they are left undecided.",
     .example = "<hostdev mode='subsystem' type='usb'>...</hostdev>",
     .link = kLink,
     .element = "devices/hostdev",
     .value_path = "@type",
     .capability = "devices/hostdev/subsysType",
     .accepted_unlisted = "mdev scsi_host",
     .ask = AskHostdevType},
    {.id = "hostdev-capability",
     .noun = "hostdev capability",
     .summary = "A kind of capability hostdev that the host does not offer",
     .explanation = "With mode='capabilities', the type is storage, misc or net. Only container "
                    "drivers offer it.",
     .example = "<hostdev mode='capabilities' type='storage'>...</hostdev>",
     .link = kLink,
     .element = "devices/hostdev",
     .value_path = "@type",
     .capability = "devices/hostdev/capsType",
     .ask = AskHostdevCapability},
    {.id = "hostdev-driver",
     .noun = "hostdev driver",
     .summary = "PCI passthrough by a driver that the host does not have",
     .explanation = "The driver that takes the device from the host's own: vfio for QEMU, xen for "
                    "Xen. An empty list means that the host cannot hand over any PCI device, "
                    "whatever driver the guest names or leaves out.",
     .advice =
         "Enable the IOMMU in the firmware and the kernel, and load vfio-pci; or run the guest "
         "on a host that has it.",
     .example = "<hostdev mode='subsystem' type='pci'><driver name='vfio'/>...</hostdev>",
     .link = kLink,
     .element = "devices/hostdev | devices/interface[@type='hostdev']",
     .value_path = "driver/@name",
     .capability = "devices/hostdev/pciBackend",
     .preferences = {{"kvm", "vfio"}, {"default", "vfio"}},
     .ask = AskHostdevDriver,
     .answer = AnswerHostdevDriver},
    {.id = "hostdev-startup-policy",
     .noun = "hostdev startup policy",
     .summary = "A startup policy that the host does not offer",
     .explanation = "What happens at start when the device is not there: mandatory, requisite or "
                    "optional.",
     .example = "<source startupPolicy='optional'>...</source>",
     .link = kLink,
     .element = "devices/hostdev",
     .value_path = "source/@startupPolicy",
     .capability = "devices/hostdev/startupPolicy"},
    {.id = "hostdev-iommufd",
     .noun = "hostdev setting iommufd",
     .summary = "IOMMUFD on a host that does not offer it",
     .explanation =
         "iommufd='yes' opens the device by the kernel's newer interface in place of the "
         "VFIO container. <iommufd enabled='yes'/> (libvirt 12.2) does so for all PCI devices of "
         "the guest that do not say otherwise.",
     .advice = "Leave 'iommufd' out, or set it to 'no'.",
     .example = "<driver name='vfio' iommufd='yes'/>",
     .link = kLink,
     .since = "12.1",
     .element = "devices/hostdev | devices/interface[@type='hostdev'] | iommufd",
     .value_path = "driver/@iommufd | driver/@iommufd | @enabled",
     .capability = "devices/hostdev/iommufd",
     .ask = AskHostdevIommufd},
};

}  // namespace

RuleRange HostdevRules() { return RangeOf(kRules); }

}  // namespace domcheck
