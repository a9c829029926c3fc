// Recognizes libvirt URIs, such as qemu:///system, which name live hosts.
#ifndef CHECKER_HOSTS_LIBVIRT_URI_H_
#define CHECKER_HOSTS_LIBVIRT_URI_H_

#include <string_view>

namespace domcheck {

// Whether `spec`, which the user gave for a host, is the URI of a live host rather than a path.
bool IsLibvirtUri(std::string_view spec);

}  // namespace domcheck

#endif  // CHECKER_HOSTS_LIBVIRT_URI_H_
