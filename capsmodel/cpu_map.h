// The CPU map is what libvirt knows of processors: models, with their features and vendors, and the
// names of features, each since a release. libvirt refuses the name of a model or a feature that is
// not in its map, whatever the host could do. Compiled in from schemas/cpu_map.txt; nothing is
// parsed at start.
//
// All of it is constant and is never freed.
#ifndef CAPSMODEL_CPU_MAP_H_
#define CAPSMODEL_CPU_MAP_H_

#include <string_view>

#include "capsmodel/libvirt_release.h"
#include "capsmodel/word_list.h"

namespace domcheck {

struct CpuFeature {
  std::string_view name;
  Since since;
};

struct CpuMapName {
  std::string_view name;
};

struct CpuMapModel {
  std::string_view name;
  std::string_view vendor;  // "Intel"; empty if it is of no vendor
  Since since;
  const CpuMapModel* base =
      nullptr;  // has the features of this one, and those that follow; or null
  WordList<CpuMapName> added;
  WordList<CpuMapName> removed;

  // Returns whether the model has a feature, in the last release whose map was read.
  bool Has(std::string_view feature) const;
};

// The processors of some architectures.
struct CpuMap {
  WordList<CpuMapName> architectures;
  WordList<CpuFeature> features;  // empty if none is known by name
  WordList<CpuMapModel> models;   // those of a vendor are nearly in the order of their age
};

// Returns the last release whose map was read. A later one may know more.
LibvirtRelease LastCpuMapRelease();

// Returns the map for an architecture of a document, such as x86_64; null if libvirt has none.
const CpuMap* CpuMapFor(std::string_view arch);

}  // namespace domcheck

#endif  // CAPSMODEL_CPU_MAP_H_
