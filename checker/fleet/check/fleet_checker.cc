#include "checker/fleet/check/fleet_checker.h"

#include <map>
#include <tuple>

#include "checker/engine/check_result.h"
#include "checker/settings/ignore_comments.h"

namespace domcheck {
namespace {

ReportedPlace PlaceOf(const Span& span, const SourceFile& source) {
  const Position begin = source.PositionAt(span.begin), end = source.PositionAt(span.end);
  return {begin.line, begin.column, end.line, end.column, std::string(source.Line(begin.line))};
}

// Adds each finding, or counts it as one more place of a finding that differs in nothing else.
void AddFindings(std::vector<ManyHostsFinding> findings, const SourceFile& source,
                 FleetGuest* guest) {
  using Key = std::tuple<StatementKey, Severity, const std::vector<HostNumber>&>;
  std::map<Key, size_t> first;  // in guest->findings
  for (ManyHostsFinding& found : findings) {
    const auto [known, is_new] = first.try_emplace(
        Key(KeyOf(*found.statement), found.severity, found.documents->hosts), first.size());
    if (!is_new) {
      ++guest->findings[known->second].more_places;
      continue;
    }
    FleetFinding& finding = guest->findings.emplace_back();
    finding.statement = found.statement;
    finding.severity = found.severity;
    finding.path = std::move(found.path);
    if (found.span) finding.place = PlaceOf(*found.span, source);
    finding.classes = found.documents->hosts;
  }
}

}  // namespace

FleetGuest FleetChecker::Check(const ReadGuest& guest, const Settings& settings, size_t number) {
  FleetGuest reported;
  reported.number = number;
  reported.name = guest.source().name();
  ManyHostsResult result =
      checker_.Check(guest, settings.policy, Ignores(FindIgnoreComments(guest.source().text())));
  reported.is_invalid = result.is_invalid;
  reported.cannot = std::move(result.incompatible);
  reported.unknown = std::move(result.unknown);
  reported.other_arch = std::move(result.other_arch);
  AddFindings(std::move(result.findings), guest.source(), &reported);
  return reported;
}

FleetGuest UnreadableGuest(const std::string& name, size_t number, const std::string& why) {
  FleetGuest reported;
  reported.number = number;
  reported.name = name;
  reported.is_invalid = true;
  reported.findings.emplace_back().statement = StatementOf(Unreadable(why).findings.front());
  return reported;
}

}  // namespace domcheck
