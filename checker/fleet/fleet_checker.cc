#include "checker/fleet/fleet_checker.h"

#include <algorithm>
#include <iterator>

#include "checker/configured_check.h"
#include "checker/ignore_comments.h"

namespace domcheck {

// A finding and the documents that it is true of.
struct FleetChecker::GroupFinding {
  Finding finding;
  std::vector<DocumentNumber> documents;
  size_t more_places = 0;
};

struct FleetChecker::GroupResult {
  Documents has_error, is_answered;
  std::vector<GroupFinding> findings;
};

namespace {

// Rows that a group remembers: more than fleets have, unless every guest asks something of its own.
constexpr size_t kMostRows = 1 << 16;

void AppendKeyPart(std::string_view part, std::string* key) {
  const size_t size = part.size();
  key->append(reinterpret_cast<const char*>(&size), sizeof size);
  key->append(part);
}

void AppendElement(Element element, std::string* key) {
  AppendKeyPart(element.name(), key);
  AppendKeyPart(element.Text(), key);
  for (auto* attribute = element.attributes_begin(); attribute != element.attributes_end();
       ++attribute) {
    AppendKeyPart(attribute->name, key);
    AppendKeyPart(attribute->value, key);
  }
  key->push_back('<');
  for (Element child = element.first_child(); child; child = child.next_sibling())
    AppendElement(child, key);
  key->push_back('>');
}

// All that an answer may depend on (rule.h).
void MakeKey(const Requirement& requirement, std::string* key) {
  key->assign(reinterpret_cast<const char*>(&requirement.rule), sizeof requirement.rule);
  AppendKeyPart(requirement.capability, key);
  key->push_back(requirement.value ? '=' : '?');
  if (requirement.value) AppendKeyPart(*requirement.value, key);
  if (requirement.rule->reads_element) AppendElement(requirement.asker, key);
}

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
  told.rule = finding.rule->id;
  told.severity = finding.severity;
  told.capability = finding.capability;
  told.value = finding.value;
  told.lack = finding.lack;
  told.message = finding.message;
  told.suggestion = finding.suggestion;
  told.path = finding.path;
  if (finding.span) told.place = PlaceOf(*finding.span, source);
  return told;
}

// What is said of several hosts; of those of which it is the same, it is said once.
template <typename FindingOrVerdict>
const std::string& Wording(const FindingOrVerdict& said) {
  return said.lack.empty() ? said.message : said.lack;
}

bool AreAlike(const Finding& a, const Finding& b) {
  return a.rule == b.rule && a.severity == b.severity && a.capability == b.capability &&
         a.value == b.value && a.implied == b.implied && Wording(a) == Wording(b);
}

// In what order it is told that a document is about other guests: of another architecture, it
// matters little of which type it is. Other findings come behind.
size_t IdentityRank(const Rule& rule) {
  constexpr std::string_view kOrder[] = {"arch", "domain", "machine", "path"};
  if (!rule.identifies_document) return std::size(kOrder);
  const auto* found = std::find(std::begin(kOrder), std::end(kOrder), rule.capability);
  return static_cast<size_t>(found - std::begin(kOrder));
}

}  // namespace

FleetChecker::Group& FleetChecker::GroupOf(const ReadGuest& read) {
  const Guest guest(read.document());
  std::unique_ptr<Group>& group =
      groups_[{std::string(guest.type()), std::string(guest.arch()), std::string(guest.machine()),
               std::string(guest.emulator())}];
  if (group) return *group;
  group = std::make_unique<Group>();
  std::map<const Capabilities*, DocumentNumber> numbers;
  for (KindNumber kind = 0; kind < kinds_.size(); ++kind) {
    const Capabilities* document = kinds_[kind]->Choose(guest);
    if (document == nullptr) {
      group->without.push_back(kind);
      continue;
    }
    const auto [number, is_new] =
        numbers.try_emplace(document, static_cast<DocumentNumber>(group->documents.size()));
    if (is_new) {
      group->documents.push_back(document);
      group->kinds_of.emplace_back();
      group->fits.push_back(FitOf(read.requirements(), *document));
    }
    group->kinds_of[number->second].push_back(kind);
  }
  return *group;
}

const FleetChecker::Row& FleetChecker::RowOf(const Requirement& requirement, Group* group) {
  MakeKey(requirement, &key_);
  if (group->rows.size() >= kMostRows) group->rows.clear();
  const auto [entry, is_new] = group->rows.try_emplace(key_);
  Row& row = entry->second;
  if (!is_new) return row;
  row.answered = Documents(group->documents.size());
  for (DocumentNumber i = 0; i < group->documents.size(); ++i) {
    const Verdict verdict = AnswerWithin(group->fits[i], requirement, *group->documents[i]);
    if (verdict.support != Support::kUnknown) row.answered.Add(i);
    if (verdict.support != Support::kUnsupported) continue;
    const auto known = std::find(row.wordings.begin(), row.wordings.end(), Wording(verdict));
    const auto wording = static_cast<uint32_t>(known - row.wordings.begin());
    if (known == row.wordings.end()) row.wordings.push_back(Wording(verdict));
    row.objections.push_back({i, verdict.severity, verdict.block, wording});
    row.has_blocks |= verdict.block != nullptr;
  }
  return row;
}

FleetChecker::GroupResult FleetChecker::CheckByRows(const ReadGuest& guest,
                                                    const Settings& settings, Group* group) {
  const size_t documents = group->documents.size();
  GroupResult result{Documents(documents), Documents(documents), {}};
  FindingMaker maker(guest.source().text());
  // As in ReadGuest::Check: a block that says 'no' is told once of the element that asks.
  ElementNumber asker = kNoElement;
  std::vector<Objection> told;
  for (const Requirement& requirement : guest.requirements()) {
    const Rule& rule = *requirement.rule;
    const Row& row = RowOf(requirement, group);
    const bool is_disabled = settings.disabled.count(rule.id) != 0;
    if (!rule.identifies_document && !is_disabled) result.is_answered.Add(row.answered);
    if (row.objections.empty()) continue;
    if (asker != requirement.asker.number()) told.clear();
    asker = requirement.asker.number();
    std::map<std::pair<Severity, uint32_t>, std::vector<DocumentNumber>> concerned;
    for (const Objection& objection : row.objections) {
      const bool is_told =
          row.has_blocks && std::any_of(told.begin(), told.end(), [&](const Objection& other) {
            return other.document == objection.document && other.block == objection.block &&
                   other.severity >= objection.severity;
          });
      if (objection.block != nullptr && is_told) continue;
      if (objection.block != nullptr) told.push_back(objection);
      if (!is_disabled)
        concerned[{objection.severity, objection.wording}].push_back(objection.document);
    }
    for (auto& [alike, numbers] : concerned) {
      const Capabilities& first = *group->documents[numbers.front()];
      Finding finding = maker.Make(
          requirement, AnswerWithin(group->fits[numbers.front()], requirement, first), first);
      finding.severity = SeverityWith(settings, rule, finding.severity);
      if (finding.severity == Severity::kError)
        for (const DocumentNumber number : numbers) result.has_error.Add(number);
      result.findings.push_back({std::move(finding), std::move(numbers), 0});
    }
  }
  return result;
}

FleetChecker::GroupResult FleetChecker::CheckOneByOne(const ReadGuest& guest,
                                                      const Settings& settings,
                                                      const Group& group) {
  std::vector<const Host*> hosts;
  std::vector<DocumentNumber> all;
  for (const auto& kinds : group.kinds_of) {
    all.push_back(static_cast<DocumentNumber>(hosts.size()));
    hosts.push_back(kinds_[kinds.front()]);
  }
  GroupResult result{Documents(hosts.size()), Documents(hosts.size()), {}};
  if (hosts.empty()) return result;
  std::vector<CheckResult> results = CheckAsConfigured(guest, hosts, settings, Notes::kLeaveOut);
  for (const DocumentNumber i : all) {
    if (results[i].verdict == GuestVerdict::kIncompatible) result.has_error.Add(i);
    if (results[i].verdict != GuestVerdict::kUnknown) result.is_answered.Add(i);
    for (Finding& finding : results[i].findings) {
      if (finding.suppression != Suppression::kNone) continue;
      // It is of the guest, and was added to the first result.
      if (finding.rule->ask == nullptr) {
        result.findings.push_back({std::move(finding), all, 0});
        continue;
      }
      const auto same = std::find_if(
          result.findings.begin(), result.findings.end(), [&](const GroupFinding& known) {
            return AreAlike(known.finding, finding) && known.finding.path == finding.path;
          });
      if (same != result.findings.end())
        same->documents.push_back(i);
      else
        result.findings.push_back({std::move(finding), {i}, 0});
    }
  }
  return result;
}

void FleetChecker::KeepReasons(const Group& group, GroupResult* result) {
  const auto is_about_others = [&](DocumentNumber i) { return group.fits[i] != Fit::kSame; };
  std::vector<const Finding*> reasons(group.documents.size());
  const auto is_better = [](const Finding& finding, const Finding* reason) {
    if (reason == nullptr) return true;
    if (finding.severity != reason->severity) return finding.severity > reason->severity;
    return IdentityRank(*finding.rule) < IdentityRank(*reason->rule);
  };
  for (const auto& [finding, documents, more] : result->findings)
    for (const DocumentNumber i : documents)
      if (is_about_others(i) && finding.rule->ask != nullptr && is_better(finding, reasons[i]))
        reasons[i] = &finding;
  for (auto& [finding, documents, more] : result->findings) {
    if (finding.rule->ask == nullptr) continue;
    const auto follows = [&, told = &finding](DocumentNumber i) {
      return is_about_others(i) && reasons[i] != told && reasons[i]->rule->identifies_document;
    };
    documents.erase(std::remove_if(documents.begin(), documents.end(), follows), documents.end());
  }
  const auto is_of_none = [](const GroupFinding& found) { return found.documents.empty(); };
  auto& findings = result->findings;
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

  Group& group = GroupOf(guest);
  GroupResult result = FindIgnoreComments(guest.source().text()).empty()
                           ? CheckByRows(guest, settings, &group)
                           : CheckOneByOne(guest, settings, group);
  KeepReasons(group, &result);
  for (DocumentNumber i = 0; i < group.documents.size(); ++i) {
    auto* kinds = result.has_error.Has(i)      ? &told.cannot
                  : !result.is_answered.Has(i) ? &told.unknown
                                               : nullptr;
    if (kinds != nullptr)
      kinds->insert(kinds->end(), group.kinds_of[i].begin(), group.kinds_of[i].end());
  }
  if (!group.without.empty()) {
    const CheckResult without =
        CheckAsConfigured(guest, {kinds_[group.without.front()]}, settings, Notes::kLeaveOut)
            .front();
    auto* kinds = without.verdict == GuestVerdict::kIncompatible ? &told.cannot : &told.unknown;
    kinds->insert(kinds->end(), group.without.begin(), group.without.end());
    for (const Finding& finding : without.findings) {
      if (finding.suppression != Suppression::kNone) continue;
      told.findings.push_back(ToldOfFleet(finding, guest.source()));
      told.findings.back().kinds = group.without;
    }
  }

  std::stable_sort(result.findings.begin(), result.findings.end(),
                   [](const GroupFinding& a, const GroupFinding& b) {
                     return (a.finding.span ? a.finding.span->begin : 0) <
                            (b.finding.span ? b.finding.span->begin : 0);
                   });
  std::vector<GroupFinding> distinct;
  for (GroupFinding& found : result.findings) {
    const auto same =
        std::find_if(distinct.begin(), distinct.end(), [&](const GroupFinding& known) {
          return AreAlike(known.finding, found.finding) && known.documents == found.documents;
        });
    if (same != distinct.end())
      ++same->more_places;
    else
      distinct.push_back(std::move(found));
  }
  for (const GroupFinding& found : distinct) {
    FleetFinding finding = ToldOfFleet(found.finding, guest.source());
    finding.more_places = found.more_places;
    for (const DocumentNumber i : found.documents)
      finding.kinds.insert(finding.kinds.end(), group.kinds_of[i].begin(), group.kinds_of[i].end());
    std::sort(finding.kinds.begin(), finding.kinds.end());
    told.findings.push_back(std::move(finding));
  }
  std::sort(told.cannot.begin(), told.cannot.end());
  std::sort(told.unknown.begin(), told.unknown.end());
  return told;
}

FleetGuest UnreadableGuest(const std::string& name, size_t number, const std::string& why) {
  const Finding finding = Unreadable(why).findings.front();
  FleetGuest told;
  told.number = number;
  told.name = name;
  told.is_invalid = true;
  told.findings.emplace_back();
  told.findings.back().rule = finding.rule->id;
  told.findings.back().message = finding.message;
  return told;
}

}  // namespace domcheck
