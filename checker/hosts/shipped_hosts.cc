#include "checker/hosts/shipped_hosts.h"

#include "checker/hosts/embedded_hosts.h"
#include "checker/hosts/host_files.h"

namespace domcheck {

const std::vector<ShippedHost>& ShippedHosts() {
  static const auto& all = *[] {
    auto* hosts = new std::vector<ShippedHost>;
    for (const EmbeddedFile& file : EmbeddedHostFiles()) {
      const size_t slash = file.path.find('/');
      const std::string_view name = file.path.substr(0, slash);
      const std::string_view in_folder = file.path.substr(slash + 1);
      if (hosts->empty() || hosts->back().name != name) hosts->push_back({name, {}, {}, {}});
      ShippedHost& host = hosts->back();
      if (in_folder == kHostMachinesName)
        host.machines = file.content;
      else if (in_folder == kHostIndexName)
        host.index_text = file.content;
      else
        host.documents.push_back(file);
    }
    return hosts;
  }();
  return all;
}

HostIndex ShippedHost::ReadIndex() const {
  return ParseHostIndex(index_text).value_or(HostIndex());
}

const ShippedHost* FindShippedHost(std::string_view spec) {
  if (spec.empty() || spec[0] != '@') return nullptr;
  const std::string_view name = spec.substr(1, spec.find('/') - 1);
  for (const ShippedHost& host : ShippedHosts())
    if (host.name == name) return &host;
  return nullptr;
}

}  // namespace domcheck
