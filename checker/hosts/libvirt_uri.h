// The names of live hosts: URIs of libvirt, such as qemu:///system.
#ifndef CHECKER_HOSTS_LIBVIRT_URI_H_
#define CHECKER_HOSTS_LIBVIRT_URI_H_

#include <string_view>

namespace domcheck {

// Whether what is given for a host is the URI of a live one, and not a path.
bool IsLibvirtUri(std::string_view spec);

}  // namespace domcheck

#endif  // CHECKER_HOSTS_LIBVIRT_URI_H_
