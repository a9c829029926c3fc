#include "checker/fleet/check/fleet_report.h"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace domcheck {
namespace {

using ReasonView = std::tuple<std::string_view, std::string_view, std::string_view>;

// Counts each of `all` once. Few of them are new, so they are looked up without a copy.
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

size_t HostClasses::Count(const std::vector<HostClassNumber>& classes) const {
  size_t count = 0;
  for (const HostClassNumber host_class : classes) count += hosts_of[host_class].size();
  return count;
}

std::vector<std::string_view> HostClasses::Names(const std::vector<HostClassNumber>& classes,
                                                 size_t most) const {
  // The first hosts of several classes together are among the first hosts of each.
  std::vector<size_t> numbers;
  for (const HostClassNumber host_class : classes) {
    const auto& of_class = hosts_of[host_class];
    const auto end = of_class.begin() + static_cast<ptrdiff_t>(std::min(most, of_class.size()));
    numbers.insert(numbers.end(), of_class.begin(), end);
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

size_t FleetGuest::CountAll(const HostClasses& classes) const {
  return classes.hosts.size() - classes.Count(other_arch);
}

size_t FleetGuest::CountRuns(const HostClasses& classes) const {
  return is_invalid ? 0 : CountAll(classes) - classes.Count(cannot) - classes.Count(unknown);
}

std::vector<HostClassNumber> FleetGuest::Runs(const HostClasses& classes) const {
  std::vector<HostClassNumber> runs;
  if (is_invalid) return runs;
  std::vector<bool> is_left(classes.size(), true);
  for (const auto* others : {&cannot, &unknown, &other_arch})
    for (const HostClassNumber host_class : *others) is_left[host_class] = false;
  for (HostClassNumber host_class = 0; host_class < classes.size(); ++host_class)
    if (is_left[host_class]) runs.push_back(host_class);
  return runs;
}

bool IsOfEmulator(const FleetFinding& finding) {
  return finding.statement->rule == "emulator-path" && finding.severity != Severity::kError;
}

void FleetSummary::Add(const FleetGuest& guest, const HostClasses& classes, size_t required) {
  ++guests;
  const size_t runs = guest.CountRuns(classes);
  if (runs < required) {
    ++too_few;
    if (too_few_names.size() <= kMostTooFew) too_few_names.push_back(guest.name);
  }
  if (guest.is_invalid) {
    ++invalid;
    return;
  }
  ++(runs == guest.CountAll(classes) ? on_all : runs > 0 ? on_some : on_none);
  std::vector<ReasonView> reasons;
  std::vector<std::string_view> named;
  for (const FleetFinding& finding : guest.findings) {
    const Statement& statement = *finding.statement;
    const std::string_view value = statement.value ? std::string_view(*statement.value) : "";
    if (finding.severity == Severity::kError)
      reasons.emplace_back(statement.rule, statement.capability, value);
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

std::string FleetSentence(const FleetFinding& finding, const FleetGuest& guest,
                          const HostClasses& classes) {
  if (finding.classes.empty()) return finding.statement->message;
  const size_t all = guest.CountAll(classes);
  const size_t count = classes.Count(finding.classes);
  const Statement& statement = *finding.statement;
  std::string sentence;
  sentence.reserve(statement.lack.size() + statement.message.size() + 64);
  if (all == 1)
    sentence += "the host";
  else if (count == all)
    sentence.append("all ").append(std::to_string(all)).append(" hosts");
  else
    sentence.append(std::to_string(count)).append(" of ").append(std::to_string(all)) += " hosts";
  if (statement.lack.empty())
    sentence.append(": ").append(statement.message);
  else
    sentence.append(count == 1 ? " lacks " : " lack ").append(statement.lack);
  if (finding.more_places > 0)
    sentence += " (asked at " + std::to_string(finding.more_places) + " more place" +
                (finding.more_places == 1 ? ")" : "s)");
  return sentence;
}

}  // namespace domcheck
