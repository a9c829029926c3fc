#include "capsmodel/host_cpu.h"

#include <algorithm>
#include <unordered_set>

namespace domcheck {
namespace {

ElementNumber Find(const std::vector<HostCpu::Feature>& features, std::string_view name) {
  const auto found =
      std::find_if(features.begin(), features.end(),
                   [name](const HostCpu::Feature& feature) { return feature.name == name; });
  return found == features.end() ? kNoElement : found->element;
}

}  // namespace

void HostCpu::AddHostModel(Element mode) {
  if (const Element stated = mode.Child("model")) {
    model = stated.Text();
    model_element = stated.number();
  }
  for (Element feature = mode.Child("feature"); feature; feature = feature.NextNamed("feature")) {
    auto& list = feature.AttributeIs("policy", "disable") ? disabled : required;
    list.push_back({feature.AttributeOr("name", ""), feature.number()});
  }
}

void HostCpu::AddBlockers(Element custom) {
  std::unordered_set<std::string_view> seen;
  for (Element list = custom.Child("blockers"); list; list = list.NextNamed("blockers"))
    for (Element feature = list.Child("feature"); feature; feature = feature.NextNamed("feature")) {
      const std::string_view name = feature.AttributeOr("name", "");
      if (seen.insert(name).second) blockers.push_back({name, feature.number()});
    }
}

ElementNumber HostCpu::FindLacking(std::string_view feature) const {
  const ElementNumber blocker = Find(blockers, feature);
  return blocker != kNoElement ? blocker : FindDisabled(feature);
}

bool HostCpu::IsBlocker(std::string_view feature) const {
  return Find(blockers, feature) != kNoElement;
}

ElementNumber HostCpu::FindRequired(std::string_view feature) const {
  return Find(required, feature);
}

ElementNumber HostCpu::FindDisabled(std::string_view feature) const {
  return Find(disabled, feature);
}

}  // namespace domcheck
