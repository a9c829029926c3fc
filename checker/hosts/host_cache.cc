#include "checker/hosts/host_cache.h"

#include <utility>

#include "checker/hosts/load_host.h"

namespace domcheck {

const std::vector<const Host*>& HostCache::Load(const std::vector<std::string>& specs,
                                                LibvirtRelease libvirt,
                                                std::vector<InputProblem>* problems) {
  const auto known = lists_.find({specs, libvirt});
  if (known != lists_.end()) return known->second;
  std::vector<const Host*> list;
  for (const std::string& spec : specs) {
    if (use_ == Use::kNone) break;
    const auto [host, is_new] = hosts_.try_emplace({spec, libvirt});
    if (is_new) host->second = LoadHost(spec, reader_, problems, libvirt);
    if (host->second) list.push_back(&*host->second);
  }
  return lists_[{specs, libvirt}] = std::move(list);
}

}  // namespace domcheck
