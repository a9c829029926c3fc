// These functions compare virtualization types, architectures and machine types. They alone decide
// whether a capabilities document applies to a guest: Host::Choose ranks documents by them, the
// identity rules report the differences, and applicability.h limits the rules' answers by them.
//
// A guest may name `q35`, `pc-q35-4.0` or `pc-q35-rhel9.2.0`, while the document of a host that
// runs them all has `pc-q35-9.1`. So machines are compared by family: a comparison of the strings
// would reject most guests that libvirt starts.
#ifndef CAPSMODEL_MACHINE_H_
#define CAPSMODEL_MACHINE_H_

#include <string_view>
#include <vector>

namespace domcheck {

// Returns the family of a machine type, such as "q35" for all of the above. A machine without a
// known family is a family by itself, named without a version at its end. The view points into
// `machine` or to a constant.
std::string_view MachineFamily(std::string_view machine);

// Returns the family that libvirt's QEMU driver chooses for a guest that names no machine, or an
// empty view if the driver has no preference for `arch`.
std::string_view DefaultMachineFamily(std::string_view arch);

// Whether an emulator for `arch` may have machines of this type. Only false if they are known to be
// those of other architectures: pseries is never one of x86_64.
bool MayBeOfArch(std::string_view machine, std::string_view arch);

enum class TypeMatch {
  kSame,
  kSimilar,  // the same emulator, one with KVM and the other without
  kDiffers,
};

TypeMatch MatchType(std::string_view guest, std::string_view host);

enum class ArchMatch {
  kSame,
  kRuns,  // another architecture that the emulator also runs: i686 on x86_64
  kDiffers,
};

ArchMatch MatchArch(std::string_view guest, std::string_view host);

enum class MachineMatch {
  kSame,
  kFamily,  // another version of the same family, or an alias such as q35
  kDiffers,
};

MachineMatch MatchMachine(std::string_view guest, std::string_view host);

// How a machine type compares with another of its family, by the versions in their names.
enum class MachineVersions {
  kUnknown,            // one of them has no version, or the first is not newer
  kNewer,              // the first has a later version
  kOtherDistribution,  // the first is of a distribution of which the other is not (-noble)
  kOtherVendor,        // one is of Red Hat's QEMU (-rhel9.4.0), which has no others
};

MachineVersions CompareVersions(std::string_view machine, std::string_view other);

// Whether the machine type is the name of its family, an alias that stands for a version of it.
bool IsMachineAlias(std::string_view machine);

// Returns the one of `machines` to take instead of `asked`: of its family, the next later version,
// or else the last; empty if there is none of its family.
std::string_view NearestMachine(std::string_view asked,
                                const std::vector<std::string_view>& machines);

bool IsX86(std::string_view arch);

// Whether libvirt's QEMU driver runs guests of this virtualization type: kvm, qemu, hvf, or hyperv
// (QEMU on /dev/mshv, from libvirt 11.10; the Hyper-V driver itself prints no capabilities).
bool IsQemuType(std::string_view domain_type);

}  // namespace domcheck

#endif  // CAPSMODEL_MACHINE_H_
