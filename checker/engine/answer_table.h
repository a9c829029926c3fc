// An AnswerTable caches how the capabilities documents of many hosts answer the requirements of one
// kind of guest.
//
// Guests mostly have the same requirements. Each distinct requirement is answered and worded once
// for each distinct document. The findings of many guests share the results by shared_ptr.
#ifndef CHECKER_ENGINE_ANSWER_TABLE_H_
#define CHECKER_ENGINE_ANSWER_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "capsmodel/host.h"
#include "checker/engine/finding_builder.h"
#include "checker/engine/read_guest.h"
#include "checker/engine/statement.h"
#include "checker/engine/verdict.h"
#include "rules/applicability.h"

namespace domcheck {

using HostNumber = uint32_t;  // from 0, in the caller's list of hosts

// A set of documents of one AnswerTable.
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

// A set of documents with the hosts that chose them.
struct DocumentSet {
  std::vector<DocumentNumber> documents;  // ascending
  DocumentBits bits;
  std::vector<HostNumber> hosts;  // ascending
};

// The same violation of a requirement on several documents.
struct Objection {
  Severity severity = Severity::kError;
  std::shared_ptr<const Statement> statement;  // worded for the first document
  std::shared_ptr<const DocumentSet> documents;
  // For each of documents->documents, the block with supported='no' that decided, or null. Empty
  // if all would be null.
  std::vector<const Capability*> blocks;
};

// The answers of all documents of a table to one requirement.
struct AnswerRow {
  DocumentBits answered;
  std::vector<Objection> objections;  // by severity, then by the first document
};

// An AnswerTable is not thread-safe. The hosts must outlive it.
class AnswerTable {
 public:
  // `guest` stands for its kind: the guests for which each host chooses the same document as for
  // `guest`.
  AnswerTable(const ReadGuest& guest, const std::vector<const Host*>& hosts);

  size_t size() const { return capabilities_.size(); }  // documents
  Applicability applicability(DocumentNumber number) const { return applicability_[number]; }
  // Whether all documents apply exactly to these guests.
  bool all_apply() const { return all_apply_; }
  // The hosts that have no document for these guests, ascending.
  const std::vector<HostNumber>& without() const { return without_; }

  // Returns the answers to `requirement`, valid until the next call. `builder` must be that of the
  // guest with the requirement.
  const AnswerRow& RowOf(const Requirement& requirement, FindingBuilder* builder);
  // Returns the words in which document `number` rejects the requirement.
  std::shared_ptr<const Statement> Refusal(const Requirement& requirement, DocumentNumber number,
                                           FindingBuilder* builder) const;
  std::shared_ptr<const DocumentSet> SetOf(std::vector<DocumentNumber> documents) const;
  // Returns the hosts for whose documents `is_one` is true, ascending.
  template <typename Predicate>
  std::vector<HostNumber> HostsOf(Predicate is_one) const {
    std::vector<HostNumber> hosts;
    hosts.reserve(document_of_.size());
    for (const auto& [host, document] : document_of_)
      if (is_one(document)) hosts.push_back(host);
    return hosts;
  }

 private:
  // Indexed by DocumentNumber.
  std::vector<const Capabilities*> capabilities_;
  std::vector<Applicability> applicability_;

  bool all_apply_ = true;
  std::vector<std::pair<HostNumber, DocumentNumber>> document_of_;  // ascending
  std::vector<HostNumber> without_;
  std::unordered_map<std::string, AnswerRow> rows_;
  std::string key_;
};

}  // namespace domcheck

#endif  // CHECKER_ENGINE_ANSWER_TABLE_H_
