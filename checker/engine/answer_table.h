// What the capabilities documents that many hosts choose for guests of one kind answer to each
// requirement.
//
// What guests ask repeats: each different requirement is answered once for each different document,
// and put in words once. What a guest's findings then share with those of others is owned together.
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

// A set of documents of one table.
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
  std::vector<HostNumber> hosts;  // ascending
};

// What several documents state alike against a requirement.
struct Objection {
  Severity severity = Severity::kError;
  std::shared_ptr<const Statement> statement;  // in the words of the first document
  std::shared_ptr<const DocumentSet> documents;
  // By document, the block that states 'no', or null; empty where there is none.
  std::vector<const Capability*> blocks;
};

// What all documents of a table answer to one requirement.
struct AnswerRow {
  DocumentBits answered;
  std::vector<Objection> objections;  // by severity, then by the first document
};

// For one thread. Hosts outlive this.
class AnswerTable {
 public:
  // `guest` is any of its kind: of those for which every host chooses the same document.
  AnswerTable(const ReadGuest& guest, const std::vector<const Host*>& hosts);

  size_t size() const { return capabilities_.size(); }  // documents
  Applicability applicability(DocumentNumber number) const { return applicability_[number]; }
  // Whether all documents are about such guests.
  bool all_apply() const { return all_apply_; }
  // Hosts that have no document for these guests, ascending.
  const std::vector<HostNumber>& without() const { return without_; }

  // Valid until the next call. `builder` is of the guest that asks.
  const AnswerRow& RowOf(const Requirement& requirement, FindingBuilder* builder);
  // In which words the document refuses the requirement.
  std::shared_ptr<const Statement> Refusal(const Requirement& requirement, DocumentNumber number,
                                           FindingBuilder* builder) const;
  std::shared_ptr<const DocumentSet> SetOf(std::vector<DocumentNumber> documents) const;
  // All hosts whose documents `is_one` is true of, ascending.
  template <typename Predicate>
  std::vector<HostNumber> HostsOf(Predicate is_one) const {
    std::vector<HostNumber> hosts;
    hosts.reserve(document_of_.size());
    for (const auto& [host, document] : document_of_)
      if (is_one(document)) hosts.push_back(host);
    return hosts;
  }

 private:
  // By document.
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
