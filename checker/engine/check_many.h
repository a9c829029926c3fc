// A guest x many hosts -> findings, each with the hosts that it is true of.
//
// A guest's answer is put together from what the hosts' documents answer to each of its
// requirements, which is found out once for all guests (answer_table.h). So a guest costs little
// more for thirty hosts than for one. The outcome is that of CheckGuest for every host by itself,
// which a test holds. Only where a document is not about such guests at all, one finding that
// reports so stands in the place of all that follow from it.
#ifndef CHECKER_ENGINE_CHECK_MANY_H_
#define CHECKER_ENGINE_CHECK_MANY_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "capsmodel/host.h"
#include "checker/engine/answer_table.h"
#include "checker/engine/finding_policy.h"
#include "checker/engine/ignores.h"
#include "checker/engine/read_guest.h"

namespace domcheck {

// A finding that counts, and the hosts that it is true of. Of a guest that cannot be read, why: it
// is of no host then.
struct ManyHostsFinding {
  const Rule* rule = nullptr;
  Severity severity = Severity::kError;
  std::shared_ptr<const Statement> statement;
  std::optional<Span> span;
  std::string path;
  std::shared_ptr<const DocumentSet> documents;
  bool is_open = false;  // never, here
  Suppression suppression = Suppression::kNone;
  std::string suppression_reason;
};

struct ManyHostsResult {
  bool is_invalid = false;
  // Ascending; all others are compatible. Empty where the guest is invalid.
  std::vector<HostNumber> incompatible;
  std::vector<HostNumber> unknown;
  std::vector<ManyHostsFinding> findings;  // in the order of the guest's text
};

// For one thread. Remembers what was answered, as long as it lives.
class ManyHostsChecker {
 public:
  // The hosts outlive this.
  explicit ManyHostsChecker(std::vector<const Host*> hosts);

  ManyHostsResult Check(const ReadGuest& guest, const FindingPolicy& policy, Ignores ignores);

 private:
  // By the guest's type, architecture, machine and emulator, which decide what hosts choose.
  using Kind = std::tuple<std::string, std::string, std::string, std::string>;

  AnswerTable& TableOf(const ReadGuest& guest);
  std::shared_ptr<const DocumentSet> AllHosts() const;

  const std::vector<const Host*> hosts_;
  std::map<Kind, std::unique_ptr<AnswerTable>> tables_;
};

}  // namespace domcheck

#endif  // CHECKER_ENGINE_CHECK_MANY_H_
