// The CPU that several hosts share, for common_capabilities.h: the models that all of them know,
// and the CPU of the mode host-model if it is the same on all.
#ifndef CHECKER_FLEET_COMMON_COMMON_CPU_H_
#define CHECKER_FLEET_COMMON_COMMON_CPU_H_

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/capabilities.h"

namespace domcheck {

// The capabilities of each host, for the same guests; never empty.
using HostCapabilities = std::vector<const Capabilities*>;

// A model that all hosts know, and what they state of it together.
struct CommonModel {
  std::vector<const CpuModel*> of_hosts;
  std::string_view usable;              // "yes" if all say so, "no" if one does, else "unknown"
  bool deprecated = false;              // on one of them
  std::set<std::string_view> blockers;  // features of the model that one of them lacks
};
// Returns nullopt if a host does not know the model.
std::optional<CommonModel> FindCommonModel(const HostCapabilities& hosts, std::string_view name);

// Appends the models that all hosts know, as they stand in the mode 'custom'. A model is usable
// where all hosts state it; what any of them lacks blocks it.
void AppendCommonCpuModels(const HostCapabilities& hosts, int depth, std::string* out);

// Whether the mode host-model has the same model on all hosts, or no host states it.
bool HaveSameHostModel(const HostCapabilities& hosts);

// Appends the features of that mode, which all hosts must state: those that all hosts require, and
// those that any disables.
void AppendHostModelFeatures(const HostCapabilities& hosts, int depth, std::string* out);

}  // namespace domcheck

#endif  // CHECKER_FLEET_COMMON_COMMON_CPU_H_
