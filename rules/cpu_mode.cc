#include "rules/cpu_mode.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "capsmodel/guest.h"

namespace domcheck {

const Capability* ModeThatSaysNo(Element cpu, const Capabilities& capabilities) {
  const auto mode = CpuMode(cpu);
  if (!mode) return nullptr;
  const Answer answer = capabilities.AskBlock("cpu/" + std::string(mode->value));
  return answer.support == Support::kUnsupported ? answer.because : nullptr;
}

bool IsChecked(Element cpu, std::string_view domain_type) {
  return CpuCheck(cpu, domain_type) != "none";
}

bool Disables(Element cpu, std::string_view name) {
  for (Element feature = cpu.Child("feature"); feature; feature = feature.NextNamed("feature")) {
    if (!feature.AttributeIs("name", name)) continue;
    if (feature.AttributeIs("policy", "disable") || feature.AttributeIs("policy", "forbid"))
      return true;
  }
  return false;
}

std::vector<std::string_view> NotDisabled(Element cpu,
                                          const std::vector<std::string_view>& features) {
  std::vector<std::string_view> rest;
  std::remove_copy_if(features.begin(), features.end(), std::back_inserter(rest),
                      [cpu](std::string_view name) { return Disables(cpu, name); });
  return rest;
}

}  // namespace domcheck
