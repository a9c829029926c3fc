// Names of virtualization types, architectures and machine types: which of them mean the same, or
// nearly. The one place that decides whether a capabilities document is about a guest: Host::Choose
// ranks documents by it, the identity rules report it, and applicability.h bounds answers by it.
//
// A guest asks for `q35`, `pc-q35-4.0` or `pc-q35-rhel9.2.0`; the document of a host that runs them
// all states `pc-q35-9.1`. What matters is the family; comparing the strings would refuse most
// guests that libvirt starts.
#ifndef CAPSMODEL_MACHINE_H_
#define CAPSMODEL_MACHINE_H_

#include <string_view>

namespace domcheck {

// The family of a machine type, such as "q35" for all of the above. A machine of no known family is
// its own, less a version at its end. The view is into `machine` or constant.
std::string_view MachineFamily(std::string_view machine);

// The family that libvirt's QEMU driver takes for a guest that names no machine; empty where it has
// no preference.
std::string_view DefaultMachineFamily(std::string_view arch);

enum class TypeMatch {
  kSame,
  kSimilar,  // of the same emulator, with KVM in place of without or the other way round
  kDiffers,
};

TypeMatch MatchType(std::string_view guest, std::string_view host);

enum class ArchMatch {
  kSame,
  kRuns,  // another architecture that the emulator runs too: i686 on x86_64
  kDiffers,
};

ArchMatch MatchArch(std::string_view guest, std::string_view host);

enum class MachineMatch {
  kSame,
  kFamily,  // another version of it, or a name such as q35 that stands for one
  kDiffers,
};

MachineMatch MatchMachine(std::string_view guest, std::string_view host);

bool IsX86(std::string_view arch);

// Whether libvirt's QEMU driver runs guests of this virtualization type: kvm, qemu, hvf, or hyperv
// (QEMU on /dev/mshv, from 11.10; the driver of that name prints no capabilities).
bool IsQemuType(std::string_view domain_type);

}  // namespace domcheck

#endif  // CAPSMODEL_MACHINE_H_
