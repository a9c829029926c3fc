#include "checker/fleet/fleet_report.h"

#include <algorithm>
#include <set>

namespace domcheck {

size_t HostKinds::Count(const std::vector<KindNumber>& kinds) const {
  size_t count = 0;
  for (const KindNumber kind : kinds) count += hosts_of[kind].size();
  return count;
}

std::vector<std::string_view> HostKinds::Names(const std::vector<KindNumber>& kinds,
                                               size_t most) const {
  // The first hosts of all kinds are among the first of each.
  std::vector<size_t> numbers;
  for (const KindNumber kind : kinds) {
    const auto& of_kind = hosts_of[kind];
    const auto end = of_kind.begin() + static_cast<ptrdiff_t>(std::min(most, of_kind.size()));
    numbers.insert(numbers.end(), of_kind.begin(), end);
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.resize(std::min(most, numbers.size()));
  std::vector<std::string_view> names;
  names.reserve(numbers.size());
  for (const size_t number : numbers) names.push_back(hosts[number]);
  return names;
}

size_t FleetGuest::CountRuns(const HostKinds& kinds) const {
  return is_invalid ? 0 : kinds.hosts.size() - kinds.Count(cannot) - kinds.Count(unknown);
}

std::vector<KindNumber> FleetGuest::Runs(const HostKinds& kinds) const {
  std::vector<KindNumber> runs;
  if (is_invalid) return runs;
  std::vector<bool> is_left(kinds.kinds(), true);
  for (const auto* others : {&cannot, &unknown})
    for (const KindNumber kind : *others) is_left[kind] = false;
  for (KindNumber kind = 0; kind < kinds.kinds(); ++kind)
    if (is_left[kind]) runs.push_back(kind);
  return runs;
}

void FleetSummary::Add(const FleetGuest& guest, const HostKinds& kinds) {
  ++guests;
  if (guest.is_invalid) {
    ++invalid;
    return;
  }
  const size_t runs = guest.CountRuns(kinds);
  ++(runs == kinds.hosts.size() ? on_all : runs > 0 ? on_some : on_none);
  std::set<Reason> reasons;
  for (const FleetFinding& finding : guest.findings)
    if (finding.severity == Severity::kError)
      reasons.emplace(finding.rule, finding.capability, finding.value.value_or(""));
  for (const Reason& reason : reasons) ++stopped_by[reason];
}

std::string FleetSentence(const FleetFinding& finding, const HostKinds& kinds) {
  if (finding.kinds.empty()) return finding.message;
  const size_t all = kinds.hosts.size();
  const size_t count = kinds.Count(finding.kinds);
  std::string hosts = count == all && all == 1 ? "the host"
                      : count == all
                          ? "all " + std::to_string(all) + " hosts"
                          : std::to_string(count) + " of " + std::to_string(all) + " hosts";
  std::string sentence =
      finding.lack.empty() ? hosts + ": " + finding.message
                           : hosts + (count == 1 && all == 1 ? " lacks " : " lack ") + finding.lack;
  if (finding.more_places > 0)
    sentence += " (asked at " + std::to_string(finding.more_places) + " more place" +
                (finding.more_places == 1 ? ")" : "s)");
  return sentence;
}

}  // namespace domcheck
