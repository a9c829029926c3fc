// The areas that catalog.cc puts together. Each is one file, named as the function.
#ifndef RULES_AREAS_H_
#define RULES_AREAS_H_

#include "rules/rule.h"

namespace domcheck {

RuleRange ReadingRules();
RuleRange IdentityRules();
RuleRange ResourceRules();
RuleRange FirmwareRules();
RuleRange CpuRules();
RuleRange DiskRules();
RuleRange DisplayRules();
RuleRange HostdevRules();
RuleRange TpmRules();
RuleRange DeviceRules();
RuleRange FeatureRules();
RuleRange ConfidentialRules();

}  // namespace domcheck

#endif  // RULES_AREAS_H_
