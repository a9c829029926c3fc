#include "rules/cpu_suggestion.h"

#include <algorithm>
#include <cctype>

#include "capsmodel/cpu_map.h"
#include "rules/rule.h"
#include "rules/suggestion.h"

namespace domcheck {
namespace {

// Returns the place of a model in the CPU map, from 1: greater is newer; 0 if it has none.
size_t AgeOf(std::string_view name, const CpuMap* map) {
  const CpuMapModel* const model = map == nullptr ? nullptr : map->models.Find(name);
  return model == nullptr ? 0 : static_cast<size_t>(model - map->models.begin()) + 1;
}

// Whether the name ends in a version, as EPYC-v2 does.
bool IsVersion(std::string_view name) {
  const size_t dash = name.rfind("-v");
  if (dash == std::string_view::npos || dash + 2 == name.size()) return false;
  return std::all_of(name.begin() + static_cast<ptrdiff_t>(dash) + 2, name.end(),
                     [](unsigned char c) { return std::isdigit(c) != 0; });
}

// Returns the vendor of a model, in the document or the map; empty if neither has it.
std::string_view VendorOf(std::string_view name, const Capabilities& capabilities,
                          const CpuMap* map) {
  if (const CpuModel* const stated = capabilities.FindCpuModel(name))
    if (stated->vendor != "unknown") return stated->vendor;
  const CpuMapModel* const known = map == nullptr ? nullptr : map->models.Find(name);
  return known == nullptr ? "" : known->vendor;
}

}  // namespace

void SortNewestFirst(std::string_view arch, std::vector<std::string_view>* models) {
  const CpuMap* const map = CpuMapFor(arch);
  std::stable_sort(models->begin(), models->end(), [map](std::string_view a, std::string_view b) {
    return AgeOf(a, map) > AgeOf(b, map);
  });
}

std::vector<std::string_view> UsableModels(const Capabilities& capabilities,
                                           std::string_view vendor) {
  std::vector<std::string_view> all, same;
  for (const CpuModel& model : capabilities.cpu_models()) {
    if (model.usable != "yes") continue;
    all.push_back(model.name);
    if (!vendor.empty() && model.vendor == vendor) same.push_back(model.name);
  }
  std::vector<std::string_view>& found = same.empty() ? all : same;
  SortNewestFirst(capabilities.arch(), &found);
  return found;
}

std::string_view BetterModel(std::string_view asked, const std::vector<std::string_view>& usable,
                             const Capabilities& capabilities) {
  const CpuMap* const map = CpuMapFor(capabilities.arch());
  std::string_view meant = asked;
  if (AgeOf(asked, map) == 0) {
    if (const std::string_view nearest = NearestSpelling(asked, usable); !nearest.empty())
      return nearest;
    std::vector<std::string_view> known;
    if (map != nullptr)
      for (const CpuMapModel& model : map->models) known.push_back(model.name);
    meant = NearestSpelling(asked, known);
  }
  const std::string_view vendor = VendorOf(meant, capabilities, map);
  if (vendor.empty()) return "";
  std::string_view version;
  for (const std::string_view model : usable) {
    if (VendorOf(model, capabilities, map) != vendor) continue;
    if (!IsVersion(model) || IsVersion(asked)) return model;
    if (version.empty()) version = model;
  }
  return version;
}

std::string OwnModelOfHost(const Capabilities& capabilities) {
  const std::string_view model = capabilities.host_cpu().model;
  return model.empty() ? "" : "; mode='host-model' takes this host's own, " + Quoted(model);
}

}  // namespace domcheck
