#include "checker/engine/statement.h"

namespace domcheck {

std::shared_ptr<const Statement> StatementOf(const Finding& finding) {
  return std::make_shared<Statement>(Statement{std::string(finding.rule->id), finding.capability,
                                               finding.value, finding.lack, finding.message,
                                               finding.suggestion});
}

StatementKey KeyOf(const Statement& statement) {
  return {statement.rule, statement.capability, statement.value, Wording(statement)};
}

}  // namespace domcheck
