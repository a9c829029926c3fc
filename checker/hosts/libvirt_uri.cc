#include "checker/hosts/libvirt_uri.h"

namespace domcheck {

bool IsLibvirtUri(std::string_view spec) {
  const size_t colon = spec.find("://");
  return colon != std::string_view::npos && colon > 0 &&
         spec.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789+") == colon;
}

}  // namespace domcheck
