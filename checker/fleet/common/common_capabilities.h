// Writes the capabilities that several hosts share as a domainCapabilities document: what a guest
// may ask for that must run on all of them.
//
// The document states 'yes' if all hosts do, and 'no' if one does. Lists hold the values that all
// hosts have, and limits are the least. It leaves out what a host does not state, which is not
// known for all, and a value that differs and is not a limit, such as the position of SEV's
// encryption bit. A CPU model is usable if it is on all hosts; what any host lacks blocks it.
//
// There are two exceptions. The document leaves out values outside of an <enum> (CPU models, paths
// of firmware) if the hosts share none, since no document can state that there is none. And it
// states 'no' for a CPU mode that is missing in a host's list of modes, because that is what the
// list means.
#ifndef CHECKER_FLEET_COMMON_COMMON_CAPABILITIES_H_
#define CHECKER_FLEET_COMMON_COMMON_CAPABILITIES_H_

#include <string>

#include "checker/fleet/common/capabilities_match.h"

namespace domcheck {

// Returns the text in libvirt's form. It is valid if the hosts' documents are; otherwise it may
// repeat their faults, which checker/caps/schema_check.h finds.
std::string CommonCapabilities(const CapabilitiesMatch& match);

}  // namespace domcheck

#endif  // CHECKER_FLEET_COMMON_COMMON_CAPABILITIES_H_
