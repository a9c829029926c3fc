#include "rules/catalog.h"

#include <utility>

#include "rules/areas.h"
#include "rules/suggestion.h"

namespace domcheck {

const std::vector<const Rule*>& AllRules() {
  static const auto& all = *[] {
    auto* rules = new std::vector<const Rule*>;
    for (const RuleRange area :
         {ReadingRules(), WordRules(), IdentityRules(), ResourceRules(), FirmwareRules(),
          CpuRules(), CpuModelRules(), CpuFeatureRules(), DiskRules(), DisplayRules(),
          HostdevRules(), TpmRules(), DeviceRules(), FeatureRules(), ConfidentialRules()})
      for (const Rule& rule : area) rules->push_back(&rule);
    return rules;
  }();
  return all;
}

const std::vector<RulePath>& AllRulePaths() {
  static const auto& all = *[] {
    auto* paths = new std::vector<RulePath>;
    for (const Rule* rule : AllRules()) {
      if (rule->subject != Rule::Subject::kCapability) continue;
      for (GuestPath& path : ParseGuestPaths(rule->element, rule->value_path))
        paths->push_back({rule, std::move(path)});
    }
    return paths;
  }();
  return all;
}

const Rule* FindRule(std::string_view id) {
  for (const Rule* rule : AllRules())
    if (rule->id == id) return rule;
  return nullptr;
}

std::string_view NearestRule(std::string_view id) {
  std::vector<std::string_view> ids;
  for (const Rule* rule : AllRules()) ids.push_back(rule->id);
  return NearestSpelling(id, ids);
}

const Rule* FindBlockRule(std::string_view capability) {
  for (const Rule* rule : AllRules())
    if (AsksForBlock(*rule) && rule->capability == capability) return rule;
  return nullptr;
}

}  // namespace domcheck
