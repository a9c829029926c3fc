// The CPUs that several hosts share: the models that all of them know, and the CPU of the mode
// host-model where it is the same on all. For common_document.h.
#ifndef CHECKER_FLEET_COMMON_COMMON_CPU_H_
#define CHECKER_FLEET_COMMON_COMMON_CPU_H_

#include <string>
#include <vector>

#include "capsmodel/capabilities.h"

namespace domcheck {

// One a host; at least one.
using Documents = std::vector<const Capabilities*>;

// Appends the models that all hosts know, as they stand in the mode 'custom'. One is usable where
// it is so on all hosts, and what any of them lacks blocks it.
void AppendCommonCpuModels(const Documents& documents, int depth, std::string* out);

// Whether the mode host-model gives the same model with the same features everywhere, or is
// stated nowhere.
bool HaveSameHostModel(const Documents& documents);

// Appends the features of that mode, which `document` states.
void AppendHostModelFeatures(const Capabilities& document, int depth, std::string* out);

}  // namespace domcheck

#endif  // CHECKER_FLEET_COMMON_COMMON_CPU_H_
