#include "capsmodel/guest.h"

#include "capsmodel/machine.h"
#include "capsmodel/placeholder.h"

namespace domcheck {
namespace {

struct BusOfDevice {
  std::string_view prefix;
  std::string_view bus;
};

constexpr BusOfDevice kBusOfDevice[] = {
    {"hd", "ide"}, {"sd", "scsi"}, {"vd", "virtio"}, {"xvd", "xen"}, {"ubd", "uml"}, {"fd", "fdc"},
};

bool StartsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

std::string_view Known(std::string_view value) {
  return HasPlaceholder(value) ? std::string_view() : value;
}

}  // namespace

Element Guest::os_type() const { return domain().Child("os").Child("type"); }
bool Guest::is_open_template() const {
  return HasPlaceholder(domain().AttributeOr("type", "")) ||
         HasPlaceholder(os_type().AttributeOr("arch", "")) ||
         HasPlaceholder(os_type().AttributeOr("machine", ""));
}
std::string_view Guest::type() const { return Known(domain().AttributeOr("type", "")); }
std::string_view Guest::arch() const { return Known(os_type().AttributeOr("arch", "")); }
std::string_view Guest::machine() const { return Known(os_type().AttributeOr("machine", "")); }
std::string_view Guest::machine_or_default(std::string_view type, std::string_view arch) const {
  const bool is_stated = !os_type() || os_type().FindAttribute("machine");
  return is_stated || !IsQemuType(type) ? machine() : DefaultMachineFamily(arch);
}
std::string_view Guest::emulator() const {
  return Known(domain().Child("devices").Child("emulator").Text());
}

std::optional<GuestValue> DiskBus(Element disk) {
  const Element target = disk.Child("target");
  if (const auto bus = target.FindAttribute("bus")) return GuestValue{*bus};
  if (disk.AttributeIs("device", "floppy")) return GuestValue{"fdc", true};
  std::string_view device = target.AttributeOr("dev", "");
  constexpr std::string_view kIoemu = "ioemu:";
  if (StartsWith(device, kIoemu)) device.remove_prefix(kIoemu.size());
  for (const BusOfDevice& known : kBusOfDevice)
    if (StartsWith(device, known.prefix)) return GuestValue{known.bus, true};
  return std::nullopt;
}

GuestValue TpmModel(Element tpm, std::string_view arch) {
  if (const auto model = tpm.FindAttribute("model")) return {*model};
  return {StartsWith(arch, "ppc64") ? "tpm-spapr" : "tpm-tis", true};
}

std::optional<GuestValue> TpmVersion(Element tpm, std::string_view arch) {
  const Element backend = tpm.Child("backend");
  if (!backend.AttributeIs("type", "emulator")) return std::nullopt;
  if (const auto version = backend.FindAttribute("version")) return GuestValue{*version};
  const bool tis_on_x86 = IsX86(arch) && TpmModel(tpm, arch).value == "tpm-tis";
  return GuestValue{tis_on_x86 ? "1.2" : "2.0", true};
}

std::optional<std::string_view> PanicModel(const Guest& guest) {
  const std::string_view arch = guest.arch();
  if (IsX86(arch)) return "isa";
  if (StartsWith(arch, "ppc64")) return "pseries";
  if (StartsWith(arch, "s390")) return "s390";
  const bool is_arm = arch == "aarch64" || StartsWith(arch, "armv");
  if (is_arm && MachineFamily(guest.machine()) == "virt") return "pvpanic";
  return std::nullopt;
}

std::optional<GuestValue> CpuMode(Element cpu) {
  if (const auto mode = cpu.FindAttribute("mode")) return GuestValue{*mode};
  if (!cpu.Child("model").Text().empty()) return GuestValue{"custom", true};
  return std::nullopt;
}

std::string_view CpuCheck(Element cpu, std::string_view domain_type) {
  const bool is_partial = domain_type != "qemu" || cpu.AttributeIs("mode", "host-model");
  return cpu.AttributeOr("check", is_partial ? "partial" : "none");
}

}  // namespace domcheck
