#include "checker/libvirt/connection.h"

#include <cstdlib>

namespace domcheck {

Connection::Connection(const std::string& uri) {
  std::string error;
  library_ = LoadLibvirt(&error);
  if (library_ == nullptr) {
    failure_ = FetchError{error};
    return;
  }
  // Do not connect read-only, although nothing is changed: since 5.4, libvirt refuses domain
  // capabilities to read-only connections (CVE-2019-10167).
  connection_ = library_->virConnectOpen(uri.c_str());
  if (connection_ == nullptr)
    failure_ =
        FetchError{"cannot be connected to: " + this->error() + "; see whether 'virsh -c " + uri +
                   " list' works: libvirtd or virtqemud must run there and let you in"};
}

Connection::~Connection() {
  if (connection_ != nullptr) library_->virConnectClose(connection_);
}

std::string Take(char* text) {
  if (text == nullptr) return "";
  std::string taken(text);
  std::free(text);
  return taken;
}

}  // namespace domcheck
