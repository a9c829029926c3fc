// HostCpu is what a domainCapabilities document states of the host's own processor: the CPU of
// <mode name='host-model'>, and the features that stand under any model's <blockers>, which the
// host lacks. Views point into the document.
#ifndef CAPSMODEL_HOST_CPU_H_
#define CAPSMODEL_HOST_CPU_H_

#include <string_view>
#include <vector>

#include "capsmodel/document.h"

namespace domcheck {

struct HostCpu {
  struct Feature {
    std::string_view name;
    ElementNumber element = kNoElement;  // that states it
  };

  std::string_view model;  // of host-model; empty if the document does not state it
  ElementNumber model_element = kNoElement;
  std::vector<Feature> required;  // that host-model adds to the model
  std::vector<Feature> disabled;  // that host-model takes from the model
  std::vector<Feature> blockers;  // of any model, each once

  // Adds what <mode name='host-model'> and <mode name='custom'> state.
  void AddHostModel(Element mode);
  void AddBlockers(Element custom);

  // Returns the element that states that the host lacks the feature, or kNoElement.
  ElementNumber FindLacking(std::string_view feature) const;
  // Whether the feature stands under <blockers>.
  bool IsBlocker(std::string_view feature) const;
  // Returns the element by which host-model requires the feature, or kNoElement.
  ElementNumber FindRequired(std::string_view feature) const;
  // Returns the element by which host-model disables the feature, or kNoElement.
  ElementNumber FindDisabled(std::string_view feature) const;
};

}  // namespace domcheck

#endif  // CAPSMODEL_HOST_CPU_H_
