#include "checker/hosts/host_cache.h"

#include <utility>

#include "checker/hosts/load_host.h"

namespace domcheck {

const std::vector<const Host*>& HostCache::Load(const std::vector<std::string>& specs,
                                                std::vector<InputProblem>* problems) {
  const auto known = lists_.find(specs);
  if (known != lists_.end()) return known->second;
  std::vector<const Host*> list;
  for (const std::string& spec : specs) {
    if (use_ == Use::kNone) break;
    auto host = hosts_.find(spec);
    if (host == hosts_.end()) host = hosts_.emplace(spec, LoadHost(spec, reader_, problems)).first;
    if (host->second) list.push_back(&*host->second);
  }
  return lists_[specs] = std::move(list);
}

}  // namespace domcheck
