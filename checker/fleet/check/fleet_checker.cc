#include "checker/fleet/check/fleet_checker.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "checker/settings/check_with_settings.h"
#include "checker/settings/ignore_comments.h"

namespace domcheck {

// A finding and the documents that it is true of.
struct FleetChecker::GroupFinding {
  const Rule* rule = nullptr;
  Severity severity = Severity::kError;
  std::shared_ptr<const FleetStatement> said;
  std::optional<Span> span;
  std::string path;
  std::shared_ptr<const DocumentSet> documents;
};

struct FleetChecker::GroupResult {
  DocumentBits has_error, is_answered;
  std::vector<GroupFinding> findings;
};

namespace {

Severity SeverityWith(const Settings& settings, const Rule& rule, Severity severity) {
  const auto changed = settings.severities.find(rule.id);
  return changed == settings.severities.end() ? severity : changed->second;
}

ReportedPlace PlaceOf(const Span& span, const SourceFile& source) {
  const Position begin = source.PositionAt(span.begin), end = source.PositionAt(span.end);
  return {begin.line, begin.column, end.line, end.column, std::string(source.Line(begin.line))};
}

FleetFinding ToldOfFleet(const Finding& finding, const SourceFile& source) {
  FleetFinding told;
  told.said = StatementOf(finding);
  told.severity = finding.severity;
  told.path = finding.path;
  if (finding.span) told.place = PlaceOf(*finding.span, source);
  return told;
}

// In what order it is told that a document is about other guests: of another architecture, it
// matters little of which type it is. Other findings come behind.
size_t IdentityRank(const Rule& rule) {
  constexpr std::string_view kOrder[] = {"arch", "domain", "machine", "path"};
  if (!rule.identifies_document) return std::size(kOrder);
  const auto* found = std::find(std::begin(kOrder), std::end(kOrder), rule.capability);
  return static_cast<size_t>(found - std::begin(kOrder));
}

// As in ReadGuest::Check: a block that says 'no' is told once of the element that asks.
class ToldBlocks {
 public:
  void BeginAsker(Element asker) {
    if (asker_ != asker.number()) told_.clear();
    asker_ = asker.number();
  }
  // The documents that have not told it yet; nothing where that is all of them.
  std::optional<std::vector<DocumentNumber>> Without(const Objection& objection) {
    const auto& documents = objection.documents->documents;
    std::vector<DocumentNumber> left;
    for (size_t i = 0; i < objection.blocks.size(); ++i) {
      const Told now{documents[i], objection.blocks[i], objection.severity};
      if (now.block != nullptr && IsTold(now)) continue;
      if (now.block != nullptr) told_.push_back(now);
      left.push_back(documents[i]);
    }
    if (objection.blocks.empty() || left.size() == documents.size()) return std::nullopt;
    return left;
  }

 private:
  struct Told {
    DocumentNumber document;
    const Capability* block;
    Severity severity;
  };
  bool IsTold(const Told& now) const {
    return std::any_of(told_.begin(), told_.end(), [&](const Told& other) {
      return other.document == now.document && other.block == now.block &&
             other.severity >= now.severity;
    });
  }

  ElementNumber asker_ = kNoElement;
  std::vector<Told> told_;
};

}  // namespace

GuestGroup& FleetChecker::GroupOf(const ReadGuest& read) {
  // More than fleets have, unless every guest names an emulator of its own.
  constexpr size_t kMostGroups = 1024;
  if (groups_.size() > kMostGroups) groups_.clear();
  const Guest guest(read.document());
  std::unique_ptr<GuestGroup>& group =
      groups_[{std::string(guest.type()), std::string(guest.arch()), std::string(guest.machine()),
               std::string(guest.emulator())}];
  if (!group) group = std::make_unique<GuestGroup>(read, classes_);
  return *group;
}

FleetChecker::GroupResult FleetChecker::CheckByRows(const ReadGuest& guest,
                                                    const Settings& settings, GuestGroup* group) {
  const size_t documents = group->documents().size();
  GroupResult result{DocumentBits(documents), DocumentBits(documents), {}};
  FindingBuilder builder(guest.source().text());
  ToldBlocks told;
  for (const Requirement& requirement : guest.requirements()) {
    const Rule& rule = *requirement.rule;
    const AnswerRow& row = group->RowOf(requirement, &builder);
    const bool is_disabled = settings.disabled.count(rule.id) != 0;
    if (!rule.identifies_document && !is_disabled) result.is_answered.Add(row.answered);
    if (row.objections.empty()) continue;
    told.BeginAsker(requirement.asker);
    for (const Objection& objection : row.objections) {
      GroupFinding finding;
      finding.said = objection.said;
      finding.documents = objection.documents;
      if (auto left = told.Without(objection)) {
        if (left->empty()) continue;
        if (left->front() != objection.documents->documents.front())
          finding.said = group->Refusal(requirement, left->front(), &builder);
        finding.documents = group->SetOf(std::move(*left));
      }
      if (is_disabled) continue;
      finding.rule = &rule;
      finding.severity = SeverityWith(settings, rule, objection.severity);
      finding.span = builder.SpanOf(requirement);
      finding.path = builder.PathOf(requirement);
      if (finding.severity == Severity::kError) result.has_error.Add(finding.documents->bits);
      result.findings.push_back(std::move(finding));
    }
  }
  return result;
}

FleetChecker::GroupResult FleetChecker::CheckOneByOne(const ReadGuest& guest,
                                                      const Settings& settings,
                                                      const GuestGroup& group) const {
  const size_t count = group.documents().size();
  std::vector<const Host*> hosts;
  std::vector<DocumentNumber> all;
  for (DocumentNumber i = 0; i < count; ++i) {
    all.push_back(i);
    hosts.push_back(classes_[group.FirstClassOf(i)]);
  }
  GroupResult result{DocumentBits(count), DocumentBits(count), {}};
  if (hosts.empty()) return result;
  std::vector<CheckResult> results = CheckWithSettings(guest, hosts, settings, Notes::kLeaveOut);
  std::vector<std::vector<DocumentNumber>> documents;  // by finding
  using Key = std::tuple<StatementKey, Severity, std::string>;
  std::map<Key, size_t> known;  // in result.findings
  for (const DocumentNumber i : all) {
    if (results[i].verdict == GuestVerdict::kIncompatible) result.has_error.Add(i);
    if (results[i].verdict != GuestVerdict::kUnknown) result.is_answered.Add(i);
    for (const Finding& finding : results[i].findings) {
      if (finding.suppression != Suppression::kNone) continue;
      GroupFinding told;
      told.rule = finding.rule;
      told.severity = finding.severity;
      told.said = StatementOf(finding);
      told.span = finding.span;
      told.path = finding.path;
      // It is of the guest, and was added to the first result.
      const bool is_of_all = finding.rule->ask == nullptr;
      if (!is_of_all) {
        const auto [same, is_new] = known.try_emplace(
            Key(KeyOf(*told.said), told.severity, told.path), result.findings.size());
        if (!is_new) {
          documents[same->second].push_back(i);
          continue;
        }
      }
      result.findings.push_back(std::move(told));
      documents.push_back(is_of_all ? all : std::vector<DocumentNumber>{i});
    }
  }
  for (size_t i = 0; i < documents.size(); ++i)
    result.findings[i].documents = group.SetOf(std::move(documents[i]));
  return result;
}

void FleetChecker::KeepReasons(const GuestGroup& group, GroupResult* result) {
  if (group.all_apply()) return;
  const auto is_about_others = [&](DocumentNumber i) {
    return group.applicability(i) != Applicability::kSame;
  };
  auto& findings = result->findings;
  std::vector<const GroupFinding*> reasons(group.documents().size());
  const auto is_better = [](const GroupFinding& finding, const GroupFinding* reason) {
    if (reason == nullptr) return true;
    if (finding.severity != reason->severity) return finding.severity > reason->severity;
    return IdentityRank(*finding.rule) < IdentityRank(*reason->rule);
  };
  for (const GroupFinding& finding : findings)
    for (const DocumentNumber i : finding.documents->documents)
      if (is_about_others(i) && finding.rule->ask != nullptr && is_better(finding, reasons[i]))
        reasons[i] = &finding;
  for (GroupFinding& finding : findings) {
    if (finding.rule->ask == nullptr) continue;
    const auto follows = [&](DocumentNumber i) {
      return is_about_others(i) && reasons[i] != &finding && reasons[i]->rule->identifies_document;
    };
    const auto& documents = finding.documents->documents;
    if (std::none_of(documents.begin(), documents.end(), follows)) continue;
    std::vector<DocumentNumber> left;
    std::remove_copy_if(documents.begin(), documents.end(), std::back_inserter(left), follows);
    finding.documents = group.SetOf(std::move(left));
  }
  const auto is_of_none = [](const GroupFinding& finding) {
    return finding.documents->documents.empty();
  };
  findings.erase(std::remove_if(findings.begin(), findings.end(), is_of_none), findings.end());
}

FleetGuest FleetChecker::Check(const ReadGuest& guest, const Settings& settings, size_t number) {
  FleetGuest told;
  told.number = number;
  told.name = guest.source().name();
  const CheckResult syntax = guest.CheckSyntax();
  if (syntax.verdict == GuestVerdict::kInvalid) {
    told.is_invalid = true;
    for (const Finding& finding : syntax.findings)
      told.findings.push_back(ToldOfFleet(finding, guest.source()));
    return told;
  }

  GuestGroup& group = GroupOf(guest);
  GroupResult result = FindIgnoreComments(guest.source().text()).empty()
                           ? CheckByRows(guest, settings, &group)
                           : CheckOneByOne(guest, settings, group);
  KeepReasons(group, &result);
  told.cannot = group.ClassesOf([&](DocumentNumber i) { return result.has_error.Has(i); });
  told.unknown = group.ClassesOf(
      [&](DocumentNumber i) { return !result.has_error.Has(i) && !result.is_answered.Has(i); });
  if (!group.without().empty()) {
    const CheckResult without =
        CheckWithSettings(guest, {classes_[group.without().front()]}, settings, Notes::kLeaveOut)
            .front();
    auto* classes = without.verdict == GuestVerdict::kIncompatible ? &told.cannot : &told.unknown;
    classes->insert(classes->end(), group.without().begin(), group.without().end());
    std::sort(classes->begin(), classes->end());
    for (const Finding& finding : without.findings) {
      if (finding.suppression != Suppression::kNone) continue;
      told.findings.push_back(ToldOfFleet(finding, guest.source()));
      told.findings.back().classes = group.without();
    }
  }

  const auto stands_before = [](const GroupFinding& a, const GroupFinding& b) {
    return (a.span ? a.span->begin : 0) < (b.span ? b.span->begin : 0);
  };
  // Nearly always they are in that order.
  if (!std::is_sorted(result.findings.begin(), result.findings.end(), stands_before))
    std::stable_sort(result.findings.begin(), result.findings.end(), stands_before);
  // Of those that differ in nothing but the place the first is told.
  using Key = std::tuple<StatementKey, Severity, const std::vector<DocumentNumber>&>;
  std::map<Key, size_t> first;  // in told.findings
  for (GroupFinding& found : result.findings) {
    const auto [known, is_new] = first.try_emplace(
        Key(KeyOf(*found.said), found.severity, found.documents->documents), told.findings.size());
    if (!is_new) {
      ++told.findings[known->second].more_places;
      continue;
    }
    FleetFinding& finding = told.findings.emplace_back();
    finding.said = found.said;
    finding.severity = found.severity;
    finding.path = std::move(found.path);
    if (found.span) finding.place = PlaceOf(*found.span, guest.source());
    finding.classes = found.documents->classes;
  }
  return told;
}

FleetGuest UnreadableGuest(const std::string& name, size_t number, const std::string& why) {
  FleetGuest told;
  told.number = number;
  told.name = name;
  told.is_invalid = true;
  FleetFinding& finding = told.findings.emplace_back();
  finding.said = StatementOf(Unreadable(why).findings.front());
  return told;
}

}  // namespace domcheck
