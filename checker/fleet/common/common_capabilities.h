// The capabilities that several hosts share, as a domainCapabilities document: what a guest may ask
// for that is to run on all of them.
//
// It says 'yes' where all hosts do, and 'no' where one does; lists hold the values that all of them
// have, and limits are the least. What a host is silent on is left out, for it is not known of all;
// so is a value that differs and is no limit, such as the position of SEV's encryption bit. A CPU
// model is usable where it is so on all, and what any host lacks blocks it.
//
// Two exceptions: values outside of an <enum> (CPU models, paths of firmware) are left out where
// the hosts share none, since no document can say that there are none; and a CPU mode that a host
// does not list among its modes is 'no', as the list means it.
#ifndef CHECKER_FLEET_COMMON_COMMON_CAPABILITIES_H_
#define CHECKER_FLEET_COMMON_COMMON_CAPABILITIES_H_

#include <string>

#include "checker/fleet/common/capabilities_match.h"

namespace domcheck {

// The text, as libvirt writes documents. It is valid where the documents are; of those that are not
// it may hold what they hold, so ask checker/caps/schema_check.h.
std::string CommonCapabilities(const CapabilitiesMatch& match);

}  // namespace domcheck

#endif  // CHECKER_FLEET_COMMON_COMMON_CAPABILITIES_H_
