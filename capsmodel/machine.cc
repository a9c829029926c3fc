#include "capsmodel/machine.h"

#include <string>

namespace domcheck {
namespace {

struct NamedFamily {
  std::string_view prefix;  // the whole name, or the part before a '-', '.' or digit
  std::string_view family;
};

// Ordered so that a longer prefix precedes its own prefixes.
constexpr NamedFamily kFamilies[] = {
    {"pc-q35", "q35"},      {"pc-i440fx", "pc"},
    {"pc", "pc"},           {"rhel", "pc"},  // rhel5.4.0 to rhel6.6.0
    {"q35", "q35"},         {"isapc", "isapc"},
    {"microvm", "microvm"}, {"s390-ccw", "s390-ccw-virtio"},
    {"pseries", "pseries"}, {"virt", "virt"},
    {"xenfv", "xenfv"},     {"xenpv", "xenpv"},
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool HasPrefix(std::string_view machine, std::string_view prefix) {
  if (machine.substr(0, prefix.size()) != prefix) return false;
  if (machine.size() == prefix.size()) return true;
  const char next = machine[prefix.size()];
  return next == '-' || next == '.' || IsDigit(next);
}

}  // namespace

std::string_view MachineFamily(std::string_view machine) {
  for (const NamedFamily& family : kFamilies)
    if (HasPrefix(machine, family.prefix)) return family.family;
  for (size_t dash = machine.find('-'); dash != std::string_view::npos;
       dash = machine.find('-', dash + 1))
    if (dash + 1 < machine.size() && IsDigit(machine[dash + 1])) return machine.substr(0, dash);
  return machine;
}

std::string_view DefaultMachineFamily(std::string_view arch) {
  if (IsX86(arch)) return "pc";
  if (arch == "aarch64" || arch == "armv7l" || arch == "riscv64" || arch == "riscv32" ||
      arch == "loongarch64")
    return "virt";
  if (arch == "ppc64" || arch == "ppc64le") return "pseries";
  if (arch == "s390x") return "s390-ccw-virtio";
  return "";
}

TypeMatch MatchType(std::string_view guest, std::string_view host) {
  if (guest == host) return TypeMatch::kSame;
  return IsQemuType(guest) && IsQemuType(host) ? TypeMatch::kSimilar : TypeMatch::kDiffers;
}

MachineMatch MatchMachine(std::string_view guest, std::string_view host) {
  if (guest == host) return MachineMatch::kSame;
  return MachineFamily(guest) == MachineFamily(host) ? MachineMatch::kFamily
                                                     : MachineMatch::kDiffers;
}

ArchMatch MatchArch(std::string_view guest, std::string_view host) {
  if (guest == host) return ArchMatch::kSame;
  const bool runs = (guest == "i686" && host == "x86_64") ||
                    (guest == "armv7l" && host == "aarch64") ||
                    (guest == "ppc64le" && host == "ppc64");
  return runs ? ArchMatch::kRuns : ArchMatch::kDiffers;
}

bool IsQemuType(std::string_view domain_type) {
  return domain_type == "kvm" || domain_type == "qemu" || domain_type == "hvf" ||
         domain_type == "hyperv";
}

bool IsX86(std::string_view arch) { return arch == "x86_64" || arch == "i686"; }

}  // namespace domcheck
