// A guest against all hosts of a fleet at once.
//
// What guests ask repeats: each different requirement is answered once for each different document,
// and a guest's answer is put together from these. So a guest costs little more for thirty kinds of
// hosts than for one. The outcome is that of ReadGuest::Check for every host by itself; a test
// holds one against the other. Only where a host has no document for such guests at all, one
// finding says so in the place of all that follow from it.
#ifndef CHECKER_FLEET_FLEET_CHECKER_H_
#define CHECKER_FLEET_FLEET_CHECKER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "capsmodel/host.h"
#include "checker/check.h"
#include "checker/finding_maker.h"
#include "checker/fit.h"
#include "checker/fleet/fleet_report.h"
#include "checker/settings.h"

namespace domcheck {

// What is told of a guest whose file could not be opened or decoded.
FleetGuest UnreadableGuest(const std::string& name, size_t number, const std::string& why);

// For one thread. Remembers what it answered, as long as it lives.
class FleetChecker {
 public:
  // One host a kind; they outlive this.
  explicit FleetChecker(const std::vector<const Host*>& kinds) : kinds_(kinds) {}

  // `number` is the guest's.
  FleetGuest Check(const ReadGuest& guest, const Settings& settings, size_t number);

 private:
  using DocumentNumber = uint32_t;  // in a Group

  // A set of documents of a group.
  class Documents {
   public:
    Documents() = default;
    explicit Documents(size_t count) : words_((count + 63) / 64) {}
    void Add(DocumentNumber number) { words_[number / 64] |= uint64_t{1} << number % 64; }
    bool Has(DocumentNumber number) const { return (words_[number / 64] >> number % 64 & 1) != 0; }
    void Add(const Documents& others) {
      for (size_t i = 0; i < words_.size(); ++i) words_[i] |= others.words_[i];
    }

   private:
    std::vector<uint64_t> words_;
  };

  // What a document says against a requirement.
  struct Objection {
    DocumentNumber document = 0;
    Severity severity = Severity::kError;
    const Capability* block = nullptr;
    uint32_t wording = 0;  // in Row
  };
  // What all documents of a group say of one requirement.
  struct Row {
    Documents answered;
    std::vector<Objection> objections;  // by document, ascending
    std::vector<std::string> wordings;  // what they say, each once
    bool has_blocks = false;            // some are blocks that say 'no'
  };
  // Guests for whom the hosts choose the same documents.
  struct Group {
    std::vector<const Capabilities*> documents;
    std::vector<std::vector<KindNumber>> kinds_of;  // by document
    std::vector<KindNumber> without;                // kinds that have no document for these guests
    std::vector<Fit> fits;                          // by document
    std::unordered_map<std::string, Row> rows;
  };
  struct GroupFinding;
  struct GroupResult;

  Group& GroupOf(const ReadGuest& guest);
  const Row& RowOf(const Requirement& requirement, Group* group);
  GroupResult CheckByRows(const ReadGuest& guest, const Settings& settings, Group* group);
  // Of a document that is not about such guests, leaves but the finding that says so.
  static void KeepReasons(const Group& group, GroupResult* result);
  GroupResult CheckOneByOne(const ReadGuest& guest, const Settings& settings, const Group& group);

  const std::vector<const Host*> kinds_;
  std::map<std::tuple<std::string, std::string, std::string, std::string>, std::unique_ptr<Group>>
      groups_;  // by the guest's type, architecture, machine and emulator
  std::string key_;
};

}  // namespace domcheck

#endif  // CHECKER_FLEET_FLEET_CHECKER_H_
