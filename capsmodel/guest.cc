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

}  // namespace

Guest::Guest(const Document& document) : document_(&document) {
  const auto known = [](std::string_view value, bool* is_open) {
    const bool is_placeholder = HasPlaceholder(value);
    *is_open |= is_placeholder;
    return is_placeholder ? std::string_view() : value;
  };
  const Element os_type = domain().Child("os").Child("type");
  type_ = known(domain().AttributeOr("type", ""), &is_open_template_);
  arch_ = known(os_type.AttributeOr("arch", ""), &is_open_template_);
  const auto machine = os_type.FindAttribute("machine");
  machine_ = known(machine.value_or(""), &is_open_template_);
  has_default_machine_ = os_type && !machine;
  bool is_open_emulator = false;
  emulator_ = known(domain().Child("devices").Child("emulator").Text(), &is_open_emulator);
}

Guest::Kind Guest::kind() const {
  const auto stated = [](Element element, std::string_view name) -> std::optional<std::string> {
    const auto value = element.FindAttribute(name);
    return value ? std::optional(std::string(*value)) : std::nullopt;
  };
  const Element os_type = domain().Child("os").Child("type");
  return {stated(domain(), "type"), stated(os_type, "arch"), stated(os_type, "machine"),
          std::string(emulator_), static_cast<bool>(os_type)};
}

std::string_view Guest::machine_or_default(std::string_view type, std::string_view arch) const {
  return has_default_machine_ && IsQemuType(type) ? DefaultMachineFamily(arch) : machine();
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
