// What is wrong with a requirement, in words that several hosts share, whichever guest asks and
// wherever it asks there. Thousands of findings may share one.
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
  std::string capability;  // path; may be empty
  std::optional<std::string> value;
  std::string lack;     // "graphics type 'spice'"; empty where `message` suits many hosts, too
  std::string message;  // what the first of the hosts states
  std::string suggestion;
};

std::shared_ptr<const Statement> StatementOf(const Finding& finding);

// Equal for statements of which one is enough: what several hosts state at once is the same, though
// each alone would state it otherwise. Valid as long as the statement.
using StatementKey = std::tuple<std::string_view, std::string_view, std::optional<std::string_view>,
                                std::string_view>;
StatementKey KeyOf(const Statement& statement);

// The words in which many hosts state a verdict or a statement.
template <typename Stated>
const std::string& Wording(const Stated& stated) {
  return stated.lack.empty() ? stated.message : stated.lack;
}

}  // namespace domcheck

#endif  // CHECKER_ENGINE_STATEMENT_H_
