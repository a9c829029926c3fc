#include "checker/fleet/check/fleet_report.h"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace domcheck {
namespace {

using ReasonView = std::tuple<std::string_view, std::string_view, std::string_view>;

// Counts each of `all` once. Few of them are new, so that none is copied to look for it.
template <typename View, typename Counts>
void CountDistinct(std::vector<View>* all, Counts* counts) {
  std::sort(all->begin(), all->end());
  all->erase(std::unique(all->begin(), all->end()), all->end());
  for (const View& one : *all) {
    const auto known = counts->find(one);
    ++(known != counts->end() ? known->second : (*counts)[typename Counts::key_type(one)]);
  }
}

}  // namespace

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

std::optional<Position> FleetFinding::position() const {
  if (!place) return std::nullopt;
  return Position{place->line, place->column};
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

bool IsOfEmulator(const FleetFinding& finding) {
  return finding.said->rule == "emulator-path" && finding.severity != Severity::kError;
}

void FleetSummary::Add(const FleetGuest& guest, const HostKinds& kinds, size_t required) {
  ++guests;
  const size_t runs = guest.CountRuns(kinds);
  if (runs < required) {
    ++too_few;
    if (too_few_names.size() <= kMostTooFew) too_few_names.push_back(guest.name);
  }
  if (guest.is_invalid) {
    ++invalid;
    return;
  }
  ++(runs == kinds.hosts.size() ? on_all : runs > 0 ? on_some : on_none);
  std::vector<ReasonView> reasons;
  std::vector<std::string_view> named;
  for (const FleetFinding& finding : guest.findings) {
    const FleetStatement& said = *finding.said;
    const std::string_view value = said.value ? std::string_view(*said.value) : "";
    if (finding.severity == Severity::kError)
      reasons.emplace_back(said.rule, said.capability, value);
    if (IsOfEmulator(finding)) named.push_back(value);
  }
  CountDistinct(&reasons, &stopped_by);
  CountDistinct(&named, &emulators);
}

void FleetSummary::Add(const FleetSummary& next) {
  guests += next.guests;
  on_all += next.on_all;
  on_some += next.on_some;
  on_none += next.on_none;
  invalid += next.invalid;
  too_few += next.too_few;
  for (const std::string& name : next.too_few_names)
    if (too_few_names.size() <= kMostTooFew) too_few_names.push_back(name);
  skipped += next.skipped;
  for (const auto& [reason, count] : next.stopped_by) stopped_by[reason] += count;
  for (const auto& [emulator, count] : next.emulators) emulators[emulator] += count;
}

std::string FleetSentence(const FleetFinding& finding, const HostKinds& kinds) {
  if (finding.kinds.empty()) return finding.said->message;
  const size_t all = kinds.hosts.size();
  const size_t count = kinds.Count(finding.kinds);
  const FleetStatement& said = *finding.said;
  std::string sentence;
  sentence.reserve(said.lack.size() + said.message.size() + 64);
  if (all == 1)
    sentence += "the host";
  else if (count == all)
    sentence.append("all ").append(std::to_string(all)).append(" hosts");
  else
    sentence.append(std::to_string(count)).append(" of ").append(std::to_string(all)) += " hosts";
  if (said.lack.empty())
    sentence.append(": ").append(said.message);
  else
    sentence.append(count == 1 ? " lacks " : " lack ").append(said.lack);
  if (finding.more_places > 0)
    sentence += " (asked at " + std::to_string(finding.more_places) + " more place" +
                (finding.more_places == 1 ? ")" : "s)");
  return sentence;
}

}  // namespace domcheck
