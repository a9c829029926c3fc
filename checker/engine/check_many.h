// Checks a guest against many hosts and returns findings, each with the hosts that it applies to.
//
// The answers of the hosts' documents to each requirement are computed once for all guests
// (answer_table.h), so checking a guest against thirty hosts costs little more than against one.
// The findings are those of CheckGuest for each host, which a test verifies, with one exception: if
// a document does not apply to the guest, only the finding that reports this is kept for it.
#ifndef CHECKER_ENGINE_CHECK_MANY_H_
#define CHECKER_ENGINE_CHECK_MANY_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "capsmodel/guest.h"
#include "capsmodel/host.h"
#include "checker/engine/answer_table.h"
#include "checker/engine/finding_policy.h"
#include "checker/engine/ignores.h"
#include "checker/engine/read_guest.h"

namespace domcheck {

// A finding that is not suppressed, and the hosts that it applies to. Findings of an invalid guest
// have no hosts.
struct ManyHostsFinding {
  const Rule* rule = nullptr;
  Severity severity = Severity::kError;
  std::shared_ptr<const Statement> statement;
  std::optional<Span> span;
  std::string path;
  std::shared_ptr<const DocumentSet> documents;
  bool is_open = false;  // always false
  Suppression suppression = Suppression::kNone;
  std::string suppression_reason;
};

struct ManyHostsResult {
  bool is_invalid = false;
  // Ascending; all other hosts are compatible. All are empty if the guest is invalid.
  std::vector<HostNumber> incompatible;
  std::vector<HostNumber> unknown;
  // Hosts that are only for guests of another architecture. They count for nothing and have no
  // findings; empty if all hosts are such.
  std::vector<HostNumber> other_arch;
  std::vector<ManyHostsFinding> findings;  // in the order of the guest's text
};

// Caches answers for its lifetime. Not thread-safe.
class ManyHostsChecker {
 public:
  // The hosts must outlive the checker.
  explicit ManyHostsChecker(std::vector<const Host*> hosts);

  ManyHostsResult Check(const ReadGuest& guest, const FindingPolicy& policy, Ignores ignores);

 private:
  AnswerTable& TableOf(const ReadGuest& guest);
  std::shared_ptr<const DocumentSet> AllHosts() const;

  const std::vector<const Host*> hosts_;
  std::map<Guest::Kind, std::unique_ptr<AnswerTable>> tables_;
};

}  // namespace domcheck

#endif  // CHECKER_ENGINE_CHECK_MANY_H_
