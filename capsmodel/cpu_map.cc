#include "capsmodel/cpu_map.h"

#include "capsmodel/cpu_maps.h"

namespace domcheck {

bool CpuMapModel::Has(std::string_view feature) const {
  for (const CpuMapModel* model = this; model != nullptr; model = model->base) {
    if (model->added.Find(feature) != nullptr) return true;
    if (model->removed.Find(feature) != nullptr) return false;
  }
  return false;
}

const CpuMap* CpuMapFor(std::string_view arch) {
  for (const CpuMap& map : CpuMaps())
    if (map.architectures.Find(arch) != nullptr) return &map;
  return nullptr;
}

}  // namespace domcheck
