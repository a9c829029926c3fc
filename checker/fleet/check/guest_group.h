// Guests for which the hosts of a fleet choose the same documents, and what these documents say of
// each requirement.
//
// What guests ask repeats: each different requirement is answered once for each different document,
// and put in words once. What a guest's report then shares with those of others is owned together.
#ifndef CHECKER_FLEET_CHECK_GUEST_GROUP_H_
#define CHECKER_FLEET_CHECK_GUEST_GROUP_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "capsmodel/host.h"
#include "checker/engine/check.h"
#include "checker/engine/finding_builder.h"
#include "checker/fleet/check/fleet_report.h"
#include "rules/applicability.h"

namespace domcheck {

using DocumentNumber = uint32_t;  // from 0, in a GuestGroup

// A set of documents of one group.
class DocumentBits {
 public:
  DocumentBits() = default;
  explicit DocumentBits(size_t count) : words_((count + 63) / 64) {}
  void Add(DocumentNumber number) { words_[number / 64] |= uint64_t{1} << number % 64; }
  bool Has(DocumentNumber number) const { return (words_[number / 64] >> number % 64 & 1) != 0; }
  void Add(const DocumentBits& others) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] |= others.words_[i];
  }

 private:
  std::vector<uint64_t> words_;
};

// The same, with the hosts that they are of.
struct DocumentSet {
  std::vector<DocumentNumber> documents;  // ascending
  DocumentBits bits;
  std::vector<HostClassNumber> classes;  // ascending
};

// What several documents say alike against a requirement.
struct Objection {
  Severity severity = Severity::kError;
  std::shared_ptr<const FleetStatement> said;  // in the words of the first document
  std::shared_ptr<const DocumentSet> documents;
  // By document, the block that says 'no', or null; empty where there is none.
  std::vector<const Capability*> blocks;
};

// What all documents of a group say of one requirement.
struct AnswerRow {
  DocumentBits answered;
  std::vector<Objection> objections;  // by severity, then by the first document
};

// For one thread. Documents and hosts outlive this.
class GuestGroup {
 public:
  // `classes` has one host of each host class; `guest` is any of the group.
  GuestGroup(const ReadGuest& guest, const std::vector<const Host*>& classes);

  const std::vector<const Capabilities*>& documents() const { return documents_; }
  Applicability applicability(DocumentNumber number) const { return applicability_[number]; }
  // Whether all documents are about such guests.
  bool all_apply() const { return all_apply_; }
  // A host class whose host chooses the document.
  HostClassNumber FirstClassOf(DocumentNumber number) const { return first_classes_[number]; }
  // Kinds that have no document for these guests, ascending.
  const std::vector<HostClassNumber>& without() const { return without_; }

  // Valid until the next call. `builder` is of the guest that asks.
  const AnswerRow& RowOf(const Requirement& requirement, FindingBuilder* builder);
  // In which words the document refuses the requirement.
  std::shared_ptr<const FleetStatement> Refusal(const Requirement& requirement,
                                                DocumentNumber number,
                                                FindingBuilder* builder) const;
  std::shared_ptr<const DocumentSet> SetOf(std::vector<DocumentNumber> documents) const;
  // All classes whose documents `is_one` is true of, ascending.
  template <typename Predicate>
  std::vector<HostClassNumber> ClassesOf(Predicate is_one) const {
    std::vector<HostClassNumber> classes;
    classes.reserve(document_of_.size());
    for (const auto& [host_class, document] : document_of_)
      if (is_one(document)) classes.push_back(host_class);
    return classes;
  }

 private:
  std::vector<const Capabilities*> documents_;
  bool all_apply_ = true;
  std::vector<Applicability> applicability_;                             // by document
  std::vector<HostClassNumber> first_classes_;                           // by document
  std::vector<std::pair<HostClassNumber, DocumentNumber>> document_of_;  // ascending
  std::vector<HostClassNumber> without_;
  std::unordered_map<std::string, AnswerRow> rows_;
  std::string key_;
};

std::shared_ptr<const FleetStatement> StatementOf(const Finding& finding);

// Equal where one of them said is enough: what is said of several hosts at once is the same, though
// of each alone it would be said otherwise. As long as the statement.
using StatementKey = std::tuple<std::string_view, std::string_view, std::optional<std::string_view>,
                                std::string_view>;
StatementKey KeyOf(const FleetStatement& said);

}  // namespace domcheck

#endif  // CHECKER_FLEET_CHECK_GUEST_GROUP_H_
