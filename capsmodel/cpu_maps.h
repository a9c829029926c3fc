// The table behind CpuMapFor, which is made from schemas/cpu_map.txt.
#ifndef CAPSMODEL_CPU_MAPS_H_
#define CAPSMODEL_CPU_MAPS_H_

#include "capsmodel/cpu_map.h"

namespace domcheck {

WordList<CpuMap> CpuMaps();

}  // namespace domcheck

#endif  // CAPSMODEL_CPU_MAPS_H_
