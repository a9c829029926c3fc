#include "capsmodel/machine.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <system_error>

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

// The architectures of families, by groups: those of one group have the same.
struct FamilyOfGroup {
  std::string_view family;
  std::string_view groups;  // separated by spaces
};
constexpr FamilyOfGroup kFamiliesOfGroups[] = {
    {"pc", "x86"},
    {"q35", "x86"},
    {"isapc", "x86"},
    {"microvm", "x86"},
    {"xenfv", "x86"},
    {"xenpv", "x86"},
    {"pseries", "power"},
    {"powernv", "power"},
    {"s390-ccw-virtio", "s390x"},
    {"virt", "arm riscv loongarch"},
};

// Returns the group of an architecture, or "" if its machines are not known here.
std::string_view GroupOf(std::string_view arch) {
  if (IsX86(arch)) return "x86";
  if (arch == "aarch64" || arch == "armv7l") return "arm";
  if (arch == "ppc64" || arch == "ppc64le") return "power";
  if (arch == "riscv64" || arch == "riscv32") return "riscv";
  if (arch == "loongarch64") return "loongarch";
  return arch == "s390x" ? arch : "";
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool HasPrefix(std::string_view machine, std::string_view prefix) {
  if (machine.substr(0, prefix.size()) != prefix) return false;
  if (machine.size() == prefix.size()) return true;
  const char next = machine[prefix.size()];
  return next == '-' || next == '.' || IsDigit(next);
}

// What a machine type's name says behind its family: "rhel9.4.0", "9.1", "noble", "6.2-hpb".
struct Version {
  bool is_of_red_hat = false;
  std::array<unsigned, 3> numbers = {};  // all 0 if there are none
  std::string_view distribution;         // empty if it is of none

  bool has_numbers() const { return numbers != std::array<unsigned, 3>(); }
};

std::string_view BehindFamily(std::string_view machine) {
  for (const NamedFamily& family : kFamilies) {
    if (!HasPrefix(machine, family.prefix)) continue;
    machine.remove_prefix(family.prefix == "rhel" ? 0 : family.prefix.size());
    constexpr std::string_view kOfS390 = "-virtio";
    if (machine.substr(0, kOfS390.size()) == kOfS390) machine.remove_prefix(kOfS390.size());
    return machine.substr(std::min<size_t>(machine.find_first_not_of('-'), machine.size()));
  }
  const size_t family = MachineFamily(machine).size();
  return family == machine.size() ? "" : machine.substr(family + 1);
}

Version VersionOf(std::string_view machine) {
  constexpr std::string_view kRedHat = "rhel";
  Version version;
  std::string_view rest = BehindFamily(machine);
  if (rest.substr(0, kRedHat.size()) == kRedHat) {
    version.is_of_red_hat = true;
    rest.remove_prefix(kRedHat.size());
  }
  size_t at = 0;
  for (unsigned& number : version.numbers) {
    const auto read = std::from_chars(rest.data() + at, rest.data() + rest.size(), number);
    if (read.ec != std::errc()) break;
    at = static_cast<size_t>(read.ptr - rest.data());
    if (at >= rest.size() || rest[at] != '.') break;
    ++at;
  }
  rest.remove_prefix(std::min(at, rest.size()));
  version.distribution = rest.substr(std::min(rest.find_first_not_of('-'), rest.size()));
  return version;
}

}  // namespace

MachineVersions CompareVersions(std::string_view machine, std::string_view other) {
  const Version one = VersionOf(machine), two = VersionOf(other);
  if (IsMachineAlias(machine) || IsMachineAlias(other)) return MachineVersions::kUnknown;
  if (one.is_of_red_hat != two.is_of_red_hat) return MachineVersions::kOtherVendor;
  if (!one.distribution.empty() && one.distribution != two.distribution)
    return MachineVersions::kOtherDistribution;
  const bool is_newer = two.has_numbers() && one.numbers > two.numbers;
  return is_newer ? MachineVersions::kNewer : MachineVersions::kUnknown;
}

bool IsMachineAlias(std::string_view machine) { return machine == MachineFamily(machine); }

std::string_view NearestMachine(std::string_view asked,
                                const std::vector<std::string_view>& machines) {
  const Version wanted = VersionOf(asked);
  std::string_view next, last;
  for (const std::string_view machine : machines) {
    if (MachineFamily(machine) != MachineFamily(asked) || IsMachineAlias(machine)) continue;
    const auto numbers = VersionOf(machine).numbers;
    if (last.empty() || numbers > VersionOf(last).numbers) last = machine;
    if (numbers > wanted.numbers && (next.empty() || numbers < VersionOf(next).numbers))
      next = machine;
  }
  return wanted.has_numbers() && !next.empty() ? next : last;
}

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

bool MayBeOfArch(std::string_view machine, std::string_view arch) {
  const std::string_view group = GroupOf(arch), family = MachineFamily(machine);
  const auto* const known =
      std::find_if(std::begin(kFamiliesOfGroups), std::end(kFamiliesOfGroups),
                   [family](const FamilyOfGroup& one) { return one.family == family; });
  return group.empty() || known == std::end(kFamiliesOfGroups) ||
         known->groups.find(group) != std::string_view::npos;
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
