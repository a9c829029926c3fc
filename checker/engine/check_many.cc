#include "checker/engine/check_many.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <string_view>
#include <utility>

#include "checker/engine/check.h"
#include "checker/engine/repeated_words.h"
#include "checker/engine/source_order.h"
#include "checker/engine/verdict.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

// The Answers of FindViolations for one guest and all documents of a table.
class TableAnswers {
 public:
  TableAnswers(const ReadGuest& guest, AnswerTable* table)
      : table_(*table), builder_(guest.source().text()), answered_(table->size()) {}

  // Answers are remembered, so none is worth avoiding.
  static bool IsRepeated(const Requirement&) { return false; }
  const AnswerRow& Ask(const Requirement& requirement) {
    return table_.RowOf(requirement, &builder_);
  }
  void Count(const Requirement& requirement, const AnswerRow& row) {
    if (!requirement.rule->identifies_document) answered_.Add(row.answered);
  }
  template <typename Visit>
  void ForEachObjection(const Requirement& requirement, const AnswerRow* row, const Visit& visit) {
    for (const Objection& objection : row->objections)
      visit(Reportable{&requirement, &objection, objection.statement, objection.documents});
  }
  // An objection without the documents whose block has been reported already.
  struct Reportable {
    const Requirement* requirement;
    const Objection* objection;
    std::shared_ptr<const Statement> statement;
    std::shared_ptr<const DocumentSet> documents;
  };
  bool Report(Reportable* reportable, ReportedBlocks* reported) {
    const Objection& objection = *reportable->objection;
    const auto& all = objection.documents->documents;
    if (objection.blocks.empty()) return true;
    std::vector<DocumentNumber> left;
    for (size_t i = 0; i < all.size(); ++i)
      if (reported->Report(all[i], objection.blocks[i], objection.severity)) left.push_back(all[i]);
    if (left.empty()) return false;
    if (left.size() == all.size()) return true;
    if (left.front() != all.front())
      reportable->statement = table_.Refusal(*reportable->requirement, left.front(), &builder_);
    reportable->documents = table_.SetOf(std::move(left));
    return true;
  }
  ManyHostsFinding Build(const Requirement& requirement, Reportable reportable) {
    ManyHostsFinding finding;
    const std::string& rule = reportable.statement->rule;
    finding.rule = rule == requirement.rule->id ? requirement.rule : FindRule(rule);
    finding.severity = reportable.objection->severity;
    finding.statement = std::move(reportable.statement);
    finding.span = builder_.SpanOf(requirement);
    finding.path = builder_.PathOf(requirement);
    finding.documents = std::move(reportable.documents);
    return finding;
  }
  void Add(const Requirement&, ManyHostsFinding finding) {
    findings_.push_back(std::move(finding));
  }

  std::vector<ManyHostsFinding>& findings() { return findings_; }
  const DocumentBits& answered() const { return answered_; }

 private:
  AnswerTable& table_;
  FindingBuilder builder_;
  DocumentBits answered_;
  std::vector<ManyHostsFinding> findings_;
};

// Ranks the reasons why a document does not apply to a guest, most important first: if the
// architecture differs, the type matters little. All other rules come last.
size_t IdentityRank(const Rule& rule) {
  constexpr std::string_view kOrder[] = {"arch", "domain", "machine", "path"};
  if (!rule.identifies_document) return std::size(kOrder);
  const auto* found = std::find(std::begin(kOrder), std::end(kOrder), rule.capability);
  return static_cast<size_t>(found - std::begin(kOrder));
}

// Removes the documents for which `leaves` is true from those of the finding.
template <typename Predicate>
void RemoveDocuments(const AnswerTable& table, Predicate leaves, ManyHostsFinding* finding) {
  const auto& documents = finding->documents->documents;
  if (std::none_of(documents.begin(), documents.end(), leaves)) return;
  std::vector<DocumentNumber> left;
  std::remove_copy_if(documents.begin(), documents.end(), std::back_inserter(left), leaves);
  finding->documents = table.SetOf(std::move(left));
}

// For each document that does not apply to the guest, keeps only the finding that reports this.
void KeepReasons(const AnswerTable& table, std::vector<ManyHostsFinding>* findings) {
  if (table.all_apply()) return;
  const auto is_about_others = [&](DocumentNumber i) {
    return table.applicability(i) != Applicability::kSame;
  };
  std::vector<const ManyHostsFinding*> reasons(table.size());
  const auto is_better = [](const ManyHostsFinding& finding, const ManyHostsFinding* reason) {
    if (reason == nullptr) return true;
    if (finding.severity != reason->severity) return finding.severity > reason->severity;
    return IdentityRank(*finding.rule) < IdentityRank(*reason->rule);
  };
  for (const ManyHostsFinding& finding : *findings)
    for (const DocumentNumber i : finding.documents->documents)
      if (is_about_others(i) && is_better(finding, reasons[i])) reasons[i] = &finding;
  for (ManyHostsFinding& finding : *findings) {
    const auto follows = [&](DocumentNumber i) {
      return is_about_others(i) && reasons[i] != &finding && reasons[i]->rule->identifies_document;
    };
    RemoveDocuments(table, follows, &finding);
  }
  const auto is_of_none = [](const ManyHostsFinding& finding) {
    return finding.documents->documents.empty();
  };
  findings->erase(std::remove_if(findings->begin(), findings->end(), is_of_none), findings->end());
}

void EraseSuppressed(std::vector<ManyHostsFinding>* findings) {
  const auto is_suppressed = [](const ManyHostsFinding& finding) {
    return finding.suppression != Suppression::kNone;
  };
  findings->erase(std::remove_if(findings->begin(), findings->end(), is_suppressed),
                  findings->end());
}

ManyHostsFinding OnHosts(const Finding& finding, std::shared_ptr<const DocumentSet> hosts) {
  ManyHostsFinding many;
  many.rule = finding.rule;
  many.severity = finding.severity;
  many.statement = StatementOf(finding);
  many.span = finding.span;
  many.path = finding.path;
  many.documents = std::move(hosts);
  return many;
}

std::shared_ptr<const DocumentSet> HostsAlone(std::vector<HostNumber> hosts) {
  auto set = std::make_shared<DocumentSet>();
  set->hosts = std::move(hosts);
  return set;
}

}  // namespace

ManyHostsChecker::ManyHostsChecker(std::vector<const Host*> hosts) : hosts_(std::move(hosts)) {}

AnswerTable& ManyHostsChecker::TableOf(const ReadGuest& read) {
  // A fleet has fewer kinds unless every guest has its own emulator.
  constexpr size_t kMostTables = 1024;
  if (tables_.size() > kMostTables) tables_.clear();
  std::unique_ptr<AnswerTable>& table = tables_[read.guest()->kind()];
  if (!table) table = std::make_unique<AnswerTable>(read, hosts_);
  return *table;
}

std::shared_ptr<const DocumentSet> ManyHostsChecker::AllHosts() const {
  std::vector<HostNumber> all(hosts_.size());
  std::iota(all.begin(), all.end(), HostNumber{0});
  return HostsAlone(std::move(all));
}

ManyHostsResult ManyHostsChecker::Check(const ReadGuest& guest, const FindingPolicy& policy,
                                        Ignores ignores) {
  ManyHostsResult result;
  if (guest.unread()) {
    result.is_invalid = true;
    for (const Finding& finding : CheckSyntax(guest, policy).findings)
      result.findings.push_back(OnHosts(finding, HostsAlone({})));
    return result;
  }

  AnswerTable& table = TableOf(guest);
  TableAnswers answers(guest, &table);
  FindViolations(guest.requirements(), policy, &answers);
  std::vector<ManyHostsFinding>& findings = answers.findings();
  EraseRepeatedWords(&findings, [&table](ManyHostsFinding* word, const auto& errors) {
    const auto has_error = [&errors](DocumentNumber number) {
      return std::any_of(errors.begin(), errors.end(), [number](const ManyHostsFinding* error) {
        return error->documents->bits.Has(number);
      });
    };
    RemoveDocuments(table, has_error, word);
    return word->documents->documents.empty();
  });
  ignores.Suppress(&findings);
  DocumentBits has_error(table.size()), is_undescribed(table.size());
  for (const ManyHostsFinding& finding : findings) {
    if (IsNoDocument(*finding.rule))
      is_undescribed.Add(finding.documents->bits);
    else if (finding.severity == Severity::kError && finding.suppression == Suppression::kNone)
      has_error.Add(finding.documents->bits);
  }
  EraseSuppressed(&findings);
  const auto hosts_with = [&](GuestVerdict verdict) {
    return table.HostsOf([&](DocumentNumber i) {
      const bool is_answered = answers.answered().Has(i) && !is_undescribed.Has(i);
      return VerdictOf(has_error.Has(i), is_answered) == verdict;
    });
  };
  result.incompatible = hosts_with(GuestVerdict::kIncompatible);
  result.unknown = hosts_with(GuestVerdict::kUnknown);
  KeepReasons(table, &findings);
  SortBySource(&findings);

  // Check one host for all those without a document that differ in the same, unless they are of
  // another architecture.
  std::map<std::string_view, std::vector<HostNumber>> without;
  for (const HostNumber host : table.without())
    without[DifferenceFrom(*hosts_[host], *guest.guest())].push_back(host);
  if (const auto of_arch = without.find("arch");
      of_arch != without.end() && of_arch->second.size() < hosts_.size()) {
    result.other_arch = std::move(of_arch->second);
    without.erase(of_arch);
  }
  for (auto& [_, alike] : without) {
    const CheckResult checked =
        CheckGuest(guest, *hosts_[alike.front()], Notes::kLeaveOut, policy, &ignores);
    auto& hosts =
        checked.verdict() == GuestVerdict::kIncompatible ? result.incompatible : result.unknown;
    hosts.insert(hosts.end(), alike.begin(), alike.end());
    std::sort(hosts.begin(), hosts.end());
    for (const Finding& finding : checked.findings)
      if (finding.suppression == Suppression::kNone)
        result.findings.push_back(OnHosts(finding, HostsAlone(alike)));
  }
  std::move(findings.begin(), findings.end(), std::back_inserter(result.findings));
  bool has_unused = false;
  for (const Finding& unused : ignores.Unused()) {
    if (policy.Disables(*unused.rule) || hosts_.empty()) continue;
    result.findings.push_back(OnHosts(unused, AllHosts()));
    result.findings.back().severity = policy.SeverityOf(*unused.rule, unused.severity);
    has_unused = true;
  }
  if (has_unused) SortBySource(&result.findings);
  return result;
}

}  // namespace domcheck
