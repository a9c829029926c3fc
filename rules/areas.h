// The areas of rules, from which catalog.cc builds the catalog. Each is defined in the file named
// after it.
#ifndef RULES_AREAS_H_
#define RULES_AREAS_H_

#include "rules/rule.h"

namespace domcheck {

RuleRange ReadingRules();
RuleRange WordRules();
RuleRange IdentityRules();
RuleRange ResourceRules();
RuleRange FirmwareRules();
RuleRange CpuRules();
RuleRange CpuModelRules();
RuleRange CpuFeatureRules();
RuleRange DiskRules();
RuleRange DisplayRules();
RuleRange HostdevRules();
RuleRange TpmRules();
RuleRange DeviceRules();
RuleRange FeatureRules();
RuleRange ConfidentialRules();

}  // namespace domcheck

#endif  // RULES_AREAS_H_
