// A HostCache owns the hosts of a run and loads each only once for all guests.
#ifndef CHECKER_HOSTS_HOST_CACHE_H_
#define CHECKER_HOSTS_HOST_CACHE_H_

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "capsmodel/host.h"
#include "capsmodel/libvirt_release.h"
#include "capsmodel/xml_reader.h"
#include "checker/base/input_problem.h"

namespace domcheck {

class HostCache {
 public:
  enum class Use { kNeeded, kNone };  // kNone: guests are only read, so Load() loads no hosts
  explicit HostCache(XmlReader* reader, Use use = Use::kNeeded) : reader_(reader), use_(use) {}
  Use use() const { return use_; }
  // Returns the hosts that `specs` name, except those that cannot be loaded. `libvirt` is the
  // release that the user states of them, if any. Adds the problems of a host to `problems` when it
  // is first loaded. The hosts are valid as long as the cache.
  const std::vector<const Host*>& Load(const std::vector<std::string>& specs,
                                       LibvirtRelease libvirt, std::vector<InputProblem>* problems);

 private:
  XmlReader* reader_;
  Use use_;
  std::map<std::pair<std::string, LibvirtRelease>, std::optional<Host>> hosts_;
  std::map<std::pair<std::vector<std::string>, LibvirtRelease>, std::vector<const Host*>> lists_;
};

}  // namespace domcheck

#endif  // CHECKER_HOSTS_HOST_CACHE_H_
