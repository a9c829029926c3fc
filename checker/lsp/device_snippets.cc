#include "checker/lsp/device_snippets.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "capsmodel/machine.h"
#include "capsmodel/vocabulary.h"
#include "rules/rule.h"

namespace domcheck {
namespace {

// A hole in a body is @N(capability|values). The values, separated by spaces, that the host offers
// become the choices of the N-th placeholder.
struct DeviceRow {
  std::string_view label;
  std::string_view body;
  std::string_view capability = {};     // must not be unsupported; not needed for the holes' own
  std::string_view value = {};          // of it, where it is a list
  std::string_view architectures = {};  // separated by spaces; empty for all
  std::string_view machines = {};       // families, likewise
  std::string_view note = {};
};

constexpr std::string_view kX86 = "x86_64 i686";
constexpr std::string_view kGraphicsType = "devices/graphics/type";
constexpr std::string_view kHostdevType = "devices/hostdev/subsysType";

constexpr DeviceRow kRows[] = {
    {.label = "disk (virtio)",
     .body = R"(<disk type='file' device='@1(devices/disk/diskDevice|disk)'>
  <driver name='qemu' type='${2|qcow2,raw|}'/>
  <source file='${3:/var/lib/libvirt/images/guest.qcow2}'/>
  <target dev='${4:vda}' bus='@5(devices/disk/bus|virtio)'/>
</disk>)"},
    {.label = "disk (virtio, block device)",
     .body = R"(<disk type='block' device='@1(devices/disk/diskDevice|disk)'>
  <driver name='qemu' type='raw' cache='none' io='native'/>
  <source dev='${2:/dev/vg0/guest}'/>
  <target dev='${3:vda}' bus='@4(devices/disk/bus|virtio)'/>
</disk>)"},
    {.label = "disk (other buses)",
     .body = R"(<disk type='file' device='@1(devices/disk/diskDevice|disk)'>
  <driver name='qemu' type='${2|qcow2,raw|}'/>
  <source file='${3:/var/lib/libvirt/images/guest.qcow2}'/>
  <target dev='${4:sda}' bus='@5(devices/disk/bus|sata scsi usb)'/>
</disk>)"},
    {.label = "disk (cdrom)",
     .body = R"(<disk type='file' device='@1(devices/disk/diskDevice|cdrom)'>
  <driver name='qemu' type='raw'/>
  <source file='${2:/var/lib/libvirt/images/install.iso}'/>
  <target dev='${3:sda}' bus='@4(devices/disk/bus|sata scsi usb)'/>
  <readonly/>
</disk>)"},
    {.label = "interface (network)", .body = R"(<interface type='network'>
  <source network='${1:default}'/>
  <model type='virtio'/>
</interface>)"},
    {.label = "interface (bridge)", .body = R"(<interface type='bridge'>
  <source bridge='${1:br0}'/>
  <model type='virtio'/>
</interface>)"},
    {.label = "interface (user, passt)", .body = R"(<interface type='user'>
  <backend type='@1(devices/interface/backendType|passt)'/>
  <model type='virtio'/>
</interface>)"},
    {.label = "interface (hostdev)", .body = R"(<interface type='hostdev' managed='yes'>
  <driver name='@1(devices/hostdev/pciBackend|vfio)'/>
  <source>
    <address type='pci' domain='0x0000' bus='${2:0x03}' slot='${3:0x10}' function='${4:0x0}'/>
  </source>
</interface>)"},
    {.label = "graphics (vnc)",
     .body = "<graphics type='@1(devices/graphics/type|vnc)' autoport='yes' "
             "listen='${2:127.0.0.1}'/>"},
    {.label = "graphics (spice)",
     .body = "<graphics type='@1(devices/graphics/type|spice)' autoport='yes' "
             "listen='${2:127.0.0.1}'/>"},
    {.label = "graphics (egl-headless)",
     .body = "<graphics type='@1(devices/graphics/type|egl-headless)'/>"},
    {.label = "video (card)", .body = R"(<video>
  <model type='@1(devices/video/modelType|virtio vga bochs ramfb qxl)'/>
</video>)"},
    {.label = "tpm (emulated)",
     .body = R"(<tpm model='@1(devices/tpm/model|tpm-crb tpm-tis)'>
  <backend type='@2(devices/tpm/backendModel|emulator)' version='@3(devices/tpm/backendVersion|2.0)'/>
</tpm>)",
     .architectures = kX86},
    {.label = "tpm (emulated)",
     .body = R"(<tpm model='@1(devices/tpm/model|tpm-tis)'>
  <backend type='@2(devices/tpm/backendModel|emulator)' version='@3(devices/tpm/backendVersion|2.0)'/>
</tpm>)",
     .architectures = "aarch64 armv7l riscv64 loongarch64"},
    {.label = "tpm (emulated)",
     .body = R"(<tpm model='@1(devices/tpm/model|tpm-spapr)'>
  <backend type='@2(devices/tpm/backendModel|emulator)' version='@3(devices/tpm/backendVersion|2.0)'/>
</tpm>)",
     .architectures = "ppc64 ppc64le"},
    {.label = "hostdev (pci)",
     .body =
         R"(<hostdev mode='@1(devices/hostdev/mode|subsystem)' type='@2(devices/hostdev/subsysType|pci)' managed='yes'>
  <driver name='@3(devices/hostdev/pciBackend|vfio)'/>
  <source>
    <address domain='0x0000' bus='${4:0x01}' slot='${5:0x00}' function='${6:0x0}'/>
  </source>
</hostdev>)"},
    {.label = "hostdev (usb)",
     .body =
         R"(<hostdev mode='@1(devices/hostdev/mode|subsystem)' type='@2(devices/hostdev/subsysType|usb)' managed='yes'>
  <source startupPolicy='@3(devices/hostdev/startupPolicy|optional mandatory requisite)'>
    <vendor id='${4:0x1234}'/>
    <product id='${5:0xbeef}'/>
  </source>
</hostdev>)"},
    {.label = "channel (guest agent)", .body = R"(<channel type='@1(devices/channel/type|unix)'>
  <target type='virtio' name='org.qemu.guest_agent.0'/>
</channel>)"},
    {.label = "channel (spice agent)",
     .body = R"(<channel type='@1(devices/channel/type|spicevmc)'>
  <target type='virtio' name='com.redhat.spice.0'/>
</channel>)",
     .capability = kGraphicsType,
     .value = "spice",
     .note = "It needs graphics of type spice."},
    {.label = "console (pty)", .body = "<console type='@1(devices/console/type|pty)'/>"},
    {.label = "rng (virtio)", .body = R"(<rng model='@1(devices/rng/model|virtio)'>
  <backend model='@2(devices/rng/backendModel|random)'>/dev/urandom</backend>
</rng>)"},
    {.label = "filesystem (virtiofs)",
     .body = R"(<filesystem type='mount' accessmode='passthrough'>
  <driver type='@1(devices/filesystem/driverType|virtiofs)'/>
  <source dir='${2:/srv/share}'/>
  <target dir='${3:share}'/>
</filesystem>)",
     .note = "It needs memory that is shared: `<memoryBacking>` with `<source type='memfd'/>` and "
             "`<access mode='shared'/>`."},
    {.label = "controller (usb)",
     .body = "<controller type='usb' model='qemu-xhci'/>",
     .capability = kHostdevType,
     .value = "usb"},
    {.label = "input (usb tablet)",
     .body = "<input type='tablet' bus='usb'/>",
     .capability = kHostdevType,
     .value = "usb"},
    {.label = "redirdev (usb)",
     .body = "<redirdev bus='@1(devices/redirdev/bus|usb)' type='spicevmc'/>",
     .capability = kGraphicsType,
     .value = "spice",
     .note = "It needs graphics of type spice."},
    {.label = "crypto (virtio)",
     .body = R"(<crypto model='@1(devices/crypto/model|virtio)' type='@2(devices/crypto/type|qemu)'>
  <backend model='@3(devices/crypto/backendModel|builtin lkcf)'/>
</crypto>)"},
    {.label = "panic (isa)",
     .body = "<panic model='@1(devices/panic/model|isa hyperv)'/>",
     .architectures = kX86,
     .machines = "pc q35"},
    {.label = "panic (pseries)",
     .body = "<panic model='@1(devices/panic/model|pseries)'/>",
     .architectures = "ppc64 ppc64le"},
    {.label = "panic (s390)",
     .body = "<panic model='@1(devices/panic/model|s390)'/>",
     .architectures = "s390x"},
    {.label = "iommu (intel)",
     .body = "<iommu model='intel'/>",
     .architectures = kX86,
     .machines = "q35"},
    {.label = "iommu (smmuv3)",
     .body = "<iommu model='smmuv3'/>",
     .architectures = "aarch64",
     .machines = "virt"},
    {.label = "memballoon (virtio)", .body = R"(<memballoon model='virtio'>
  <stats period='${1:10}'/>
</memballoon>)"},
};

bool MayAsk(const Capabilities* capabilities, std::string_view path, std::string_view value) {
  if (capabilities == nullptr) return true;
  const Answer answer =
      value.empty() ? capabilities->AskBlock(path) : capabilities->AskValue(path, value);
  return answer.support != Support::kUnsupported;
}

// Whether it is certain that the host's libvirt does not know the device's element.
bool IsNewer(const DeviceRow& row, const Capabilities* capabilities) {
  if (capabilities == nullptr) return false;
  const std::string_view name = row.body.substr(1, row.body.find_first_of(" >/", 1) - 1);
  const ElementWord* const devices = DomainContent().children.Find("devices");
  const ElementWord* const device = devices->content->children.Find(name);
  return device != nullptr && capabilities->libvirt().Lacks(device->since);
}

bool Fits(const DeviceRow& row, const Capabilities* capabilities) {
  const auto is_one_of = [](std::string_view name, std::string_view names) {
    return names.empty() || HasWord(names, name);
  };
  const std::string_view arch = capabilities == nullptr ? "" : capabilities->arch();
  const std::string_view machine = capabilities == nullptr ? "" : capabilities->machine();
  return is_one_of(arch, row.architectures) && is_one_of(MachineFamily(machine), row.machines) &&
         (row.capability.empty() || MayAsk(capabilities, row.capability, row.value));
}

// Returns the text that replaces a hole, whose inside is "capability|values"; nothing if the host
// offers none of the values.
std::optional<std::string> Filled(std::string_view number, std::string_view hole,
                                  const Capabilities* capabilities) {
  const size_t bar = hole.find('|');
  const std::string_view path = hole.substr(0, bar);
  std::vector<std::string_view> choices;
  for (std::string_view values = hole.substr(bar + 1); !values.empty();) {
    const std::string_view value = values.substr(0, values.find(' '));
    if (MayAsk(capabilities, path, value)) choices.push_back(value);
    values.remove_prefix(std::min(value.size() + 1, values.size()));
  }
  if (choices.empty()) return std::nullopt;
  if (choices.size() == 1) return std::string(choices.front());
  std::string text = "${" + std::string(number) + "|";
  for (const std::string_view choice : choices)
    text += (choice == choices.front() ? "" : ",") + std::string(choice);
  return text + "|}";
}

std::optional<std::string> FilledBody(std::string_view body, const Capabilities* capabilities) {
  std::string text;
  for (size_t at; (at = body.find('@')) != std::string_view::npos;) {
    const size_t open = body.find('(', at), close = body.find(')', at);
    const auto filled = Filled(body.substr(at + 1, open - at - 1),
                               body.substr(open + 1, close - open - 1), capabilities);
    if (!filled) return std::nullopt;
    text += std::string(body.substr(0, at)) + *filled;
    body.remove_prefix(close + 1);
  }
  return text + std::string(body);
}

}  // namespace

std::vector<Snippet> DeviceSnippets(const Capabilities* capabilities) {
  std::vector<Snippet> snippets;
  for (const DeviceRow& row : kRows) {
    if (!Fits(row, capabilities) || IsNewer(row, capabilities)) continue;
    const auto body = FilledBody(row.body, capabilities);
    if (body)
      snippets.push_back(
          {std::string(row.label), *body, ExpandSnippet(*body), std::string(row.note)});
  }
  return snippets;
}

std::string ExpandSnippet(const std::string& body) {
  std::string text;
  for (size_t at = 0; at < body.size();) {
    const size_t begin = std::min(body.find("${", at), body.size());
    text.append(body, at, begin - at);
    if (begin == body.size()) break;
    const size_t end = body.find('}', begin), inside = body.find_first_of(":|", begin) + 1;
    const size_t first_end = body[inside - 1] == ':' ? end : body.find_first_of(",|", inside);
    text.append(body, inside, first_end - inside);
    at = end + 1;
  }
  return text;
}

}  // namespace domcheck
