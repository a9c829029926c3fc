#include "checker/fleet/diff/live_migration.h"

#include <string_view>
#include <vector>

#include "rules/wording.h"

namespace domcheck {
namespace {

// Returns the features that `before` adds to their common model and `after` does not, and those
// that only `after` takes from it.
std::vector<std::string_view> LostFeatures(const HostCpu& before, const HostCpu& after) {
  std::vector<std::string_view> lost;
  for (const HostCpu::Feature& feature : before.required)
    if (after.FindRequired(feature.name) == kNoElement) lost.push_back(feature.name);
  for (const HostCpu::Feature& feature : after.disabled)
    if (before.FindDisabled(feature.name) == kNoElement) lost.push_back(feature.name);
  return lost;
}

}  // namespace

std::string WhyNotMigrated(const Guest& guest, const Host& before, const Host& after) {
  if (!guest.domain().Child("cpu").AttributeIs("mode", "host-model")) return "";
  const Capabilities* const old_document = before.Choose(guest);
  const Capabilities* const new_document = after.Choose(guest);
  if (old_document == nullptr || new_document == nullptr) return "";
  const HostCpu& old_cpu = old_document->host_cpu();
  const HostCpu& new_cpu = new_document->host_cpu();
  if (old_cpu.model.empty() || new_cpu.model.empty()) return "";
  if (old_cpu.model != new_cpu.model)
    return "its CPU is made of " + std::string(old_cpu.model) + " on the old host and of " +
           std::string(new_cpu.model) + " on the new one";
  const auto lost = LostFeatures(old_cpu, new_cpu);
  return lost.empty() ? "" : "the new host lacks " + Joined(lost) + " of its CPU";
}

}  // namespace domcheck
