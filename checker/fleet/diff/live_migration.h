// Finds why a running guest cannot be moved from an old host to a new one, though it could start on
// both.
//
// A guest with <cpu mode='host-model'> keeps the CPU that it was started with. libvirt refuses to
// move it to a host that lacks one of that CPU's features ("guest CPU doesn't match specification",
// qemuProcessVerifyCPU).
#ifndef CHECKER_FLEET_DIFF_LIVE_MIGRATION_H_
#define CHECKER_FLEET_DIFF_LIVE_MIGRATION_H_

#include <string>

#include "capsmodel/guest.h"
#include "capsmodel/host.h"

namespace domcheck {

// Returns the reason, "the new host lacks waitpkg of its CPU", or "" if none is known.
std::string WhyNotMigrated(const Guest& guest, const Host& before, const Host& after);

}  // namespace domcheck

#endif  // CHECKER_FLEET_DIFF_LIVE_MIGRATION_H_
