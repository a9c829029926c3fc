// The hosts of a run, each loaded once however many guests are checked against it.
#ifndef CHECKER_HOSTS_HOST_CACHE_H_
#define CHECKER_HOSTS_HOST_CACHE_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "capsmodel/host.h"
#include "capsmodel/xml_reader.h"
#include "checker/base/input_problem.h"

namespace domcheck {

class HostCache {
 public:
  enum class Use { kNeeded, kNone };  // kNone: guests are only read, whatever hosts they name
  explicit HostCache(XmlReader* reader, Use use = Use::kNeeded) : reader_(reader), use_(use) {}
  Use use() const { return use_; }
  // The hosts that `specs` name, less those that cannot be loaded, which are reported once. They
  // live as long as this.
  const std::vector<const Host*>& Load(const std::vector<std::string>& specs,
                                       std::vector<InputProblem>* problems);

 private:
  XmlReader* reader_;
  Use use_;
  std::map<std::string, std::optional<Host>> hosts_;
  std::map<std::vector<std::string>, std::vector<const Host*>> lists_;
};

}  // namespace domcheck

#endif  // CHECKER_HOSTS_HOST_CACHE_H_
