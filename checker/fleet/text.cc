// The form for people: what keeps guests from hosts, each reason once a guest, with its hosts.
#include <algorithm>
#include <string>

#include "checker/fleet/fleet_format.h"
#include "checker/report/finding_text.h"
#include "checker/report/visible_text.h"

namespace domcheck {
namespace {

constexpr size_t kMostHosts = 5;    // that a reason names
constexpr size_t kMostReasons = 5;  // that the summary names

struct Colors {
  std::string_view error, warning, bold, reset;
};
constexpr Colors kNoColors = {};
constexpr Colors kAnsiColors = {"\x1b[1;31m", "\x1b[1;33m", "\x1b[1m", "\x1b[0m"};

// "kvm01, kvm02 and 28 more".
std::string List(const std::vector<KindNumber>& of, const HostKinds& kinds, size_t most) {
  const size_t all = kinds.Count(of);
  const size_t shown = all <= most + 1 ? all : most;
  std::string list;
  for (const std::string_view name : kinds.Names(of, shown))
    list += (list.empty() ? "" : ", ") + VisibleText(name);
  if (shown < all) list += " and " + std::to_string(all - shown) + " more";
  return list;
}

void Begin(const HostKinds&, const FleetOptions&, std::string*) {}

void AddFinding(const FleetGuest& guest, const FleetFinding& finding, const HostKinds& kinds,
                const Colors& colors, std::string* out) {
  *out += std::string(colors.bold) + VisibleText(guest.name);
  if (finding.place)
    *out += ":" + std::to_string(finding.place->line) + ":" + std::to_string(finding.place->column);
  *out += ": " + std::string(colors.reset);
  *out += finding.severity == Severity::kError ? colors.error : colors.warning;
  *out += std::string(SeverityName(finding.severity)) + ": " + std::string(colors.reset) +
          VisibleText(FleetSentence(finding, kinds)) + " [" + VisibleText(finding.rule) + "]\n";
  const size_t count = kinds.Count(finding.kinds);
  if (count > 0 && count < kinds.hosts.size())
    *out += "      = " + List(finding.kinds, kinds, kMostHosts) + "\n";
}

std::string RunsOn(const FleetGuest& guest, const HostKinds& kinds, size_t runs) {
  const size_t all = kinds.hosts.size(), unknown = kinds.Count(guest.unknown);
  std::string text = runs == all ? "runs on all " + Count(all, "host")
                     : runs == 0 ? "runs on none of " + Count(all, "host")
                                 : "runs on " + std::to_string(runs) + " of " + Count(all, "host");
  if (unknown > 0) text += ", unknown on " + std::to_string(unknown);
  return text;
}

void AddGuest(const FleetGuest& guest, const HostKinds& kinds, const FleetOptions& options,
              std::string* out) {
  const Colors& colors = options.color ? kAnsiColors : kNoColors;
  for (const FleetFinding& finding : guest.findings) AddFinding(guest, finding, kinds, colors, out);
  if (guest.is_invalid) return;
  const size_t count = guest.CountRuns(kinds);
  if (count == kinds.hosts.size() && !options.places) return;
  *out += std::string(colors.bold) + VisibleText(guest.name) + ": " + std::string(colors.reset) +
          RunsOn(guest, kinds, count);
  if (options.places && count > 0) *out += ": " + List(guest.Runs(kinds), kinds, count);
  *out += "\n";
}

void End(const FleetSummary& summary, const HostKinds& kinds, const FleetOptions& options,
         std::string* out) {
  *out += "\n" + Count(summary.guests, "guest") + " on " + Count(kinds.hosts.size(), "host") +
          " of " + Count(kinds.kinds(), "kind") + ": " + std::to_string(summary.on_all) +
          " run on all, " + std::to_string(summary.on_some) + " on some, " +
          std::to_string(summary.on_none) + " on none";
  if (summary.invalid > 0) *out += ", " + std::to_string(summary.invalid) + " invalid";
  *out += "\n";
  if (options.shard.count > 1)
    *out += "this is shard " + options.shard.Text() + ": it leaves out the guests of the others\n";
  if (summary.too_few > 0)
    *out += Count(summary.too_few, "guest") + " on fewer hosts than required\n";
  if (!kinds.problems.empty()) *out += Count(kinds.problems.size(), "host") + " left out\n";

  std::vector<std::pair<size_t, std::string>> reasons;
  for (const auto& [what, count] : summary.stopped_by) {
    const auto& [rule, capability, value] = what;
    reasons.emplace_back(count, VisibleText(rule + (value.empty() ? "" : " '" + value + "'")));
  }
  std::stable_sort(reasons.begin(), reasons.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  for (size_t i = 0; i < std::min(reasons.size(), kMostReasons); ++i)
    *out += (i == 0 ? "stopped most often by: " : ", ") + reasons[i].second + " (" +
            Count(reasons[i].first, "guest") + ")";
  if (!reasons.empty()) *out += "\n";
}

}  // namespace

const FleetFormat kFleetTextFormat = {"text", "for people (default)", "", Begin, AddGuest, End};

}  // namespace domcheck
