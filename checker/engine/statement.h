// A Statement is the description of a violation without its guest and place, so that it can be
// shared by several hosts and thousands of findings.
#ifndef CHECKER_ENGINE_STATEMENT_H_
#define CHECKER_ENGINE_STATEMENT_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "checker/engine/finding.h"

namespace domcheck {

struct Statement {
  std::string rule;        // its id
  std::string capability;  // its path; may be empty
  std::optional<std::string> value;
  std::string lack;     // "graphics type 'spice'"; empty if `message` suits several hosts
  std::string message;  // the message for the first of the hosts
  std::string suggestion;
};

std::shared_ptr<const Statement> StatementOf(const Finding& finding);

// Two statements have equal keys if one can replace the other: their wording for several hosts is
// the same, though their messages for single hosts may differ. A key is valid as long as its
// statement.
using StatementKey = std::tuple<std::string_view, std::string_view, std::optional<std::string_view>,
                                std::string_view>;
StatementKey KeyOf(const Statement& statement);

// Returns the wording of a Verdict or a Statement for several hosts.
template <typename Stated>
const std::string& Wording(const Stated& stated) {
  return stated.lack.empty() ? stated.message : stated.lack;
}

}  // namespace domcheck

#endif  // CHECKER_ENGINE_STATEMENT_H_
