// The format for people: how many hosts a guest runs on, then what keeps it from the others, each
// reason once, with its hosts. It leaves out guests that run on all hosts and have no reason.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "checker/base/visible_text.h"
#include "checker/fleet/check/fleet_format.h"
#include "checker/report/colors.h"
#include "checker/report/finding_line.h"
#include "checker/report/name_list.h"
#include "checker/report/summary_text.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

constexpr size_t kMostHosts = 5;    // that a reason names
constexpr size_t kMostReasons = 5;  // that the summary names
constexpr size_t kMostEmulators = 5;

// "kvm01, kvm02 and 28 more".
std::string List(const std::vector<HostClassNumber>& of, const HostClasses& classes, size_t most) {
  return ListFirst(classes.Names(of, most + 1), most, classes.Count(of));
}

void Begin(const HostClasses&, const FleetOptions&, std::string*) {}

void AddFinding(const FleetGuest& guest, const FleetFinding& finding, const HostClasses& classes,
                const Colors& colors, std::string* out) {
  AppendFindingLine({guest.name, finding.position(), finding.severity,
                     FleetSentence(finding, guest, classes), finding.statement->rule},
                    colors, out);
  const size_t count = classes.Count(finding.classes);
  if (count > 0 && count < guest.CountAll(classes))
    out->append("      = ").append(List(finding.classes, classes, kMostHosts)).append(1, '\n');
}

std::string RunsOn(const FleetGuest& guest, const HostClasses& classes, size_t runs) {
  const size_t all = guest.CountAll(classes), unknown = classes.Count(guest.unknown);
  const size_t other = classes.Count(guest.other_arch);
  std::string text = runs == all ? "runs on all " + Count(all, "host")
                     : runs == 0 ? "runs on none of " + Count(all, "host")
                                 : "runs on " + std::to_string(runs) + " of " + Count(all, "host");
  if (unknown > 0) text += ", unknown on " + std::to_string(unknown);
  if (other > 0)
    text +=
        " (" + std::to_string(other) + (other == 1 ? " is" : " are") + " of another architecture)";
  return text;
}

void AddGuest(const FleetGuest& guest, const HostClasses& classes, const FleetOptions& options,
              std::string* out) {
  const Colors& colors = ColorsIf(options.color);
  const bool has_reason = !std::all_of(guest.findings.begin(), guest.findings.end(), IsOfEmulator);
  const size_t count = guest.CountRuns(classes);
  if (count == guest.CountAll(classes) && !options.places && !has_reason) return;
  *out += colors.bold;
  AppendVisibleText(guest.name, out);
  *out += ": ";
  *out += colors.reset;
  *out += guest.is_invalid ? "invalid" : RunsOn(guest, classes, count);
  if (options.places && count > 0) *out += ": " + List(guest.Runs(classes), classes, count);
  *out += "\n";
  for (const FleetFinding& finding : guest.findings)
    if (!IsOfEmulator(finding)) AddFinding(guest, finding, classes, colors, out);
}

// Lists names with their numbers of guests, the largest number first: "ide (2 guests), scsi (1
// guest)". Lists at most `most` of them.
std::string ListMost(std::vector<std::pair<size_t, std::string>> named, size_t most) {
  std::stable_sort(named.begin(), named.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> list;
  for (size_t i = 0; i < std::min(named.size(), most); ++i)
    list.push_back(VisibleText(named[i].second) + " (" + Count(named[i].first, "guest") + ")");
  return Joined(list);
}

void End(const FleetSummary& summary, const HostClasses& classes, const FleetOptions& options,
         std::string* out) {
  *out += "\n" + Count(summary.guests, "guest") + " on " + Count(classes.hosts.size(), "host") +
          " of " + Count(classes.size(), "kind") + ": " + std::to_string(summary.on_all) +
          (summary.on_all == 1 ? " runs on all, " : " run on all, ") +
          std::to_string(summary.on_some) + " on some, " + std::to_string(summary.on_none) +
          " on none";
  if (summary.invalid > 0) *out += ", " + std::to_string(summary.invalid) + " invalid";
  *out += "\n";
  if (options.shard.count > 1)
    *out += "this is shard " + options.shard.Text() + ": it leaves out the guests of the others\n";
  if (summary.too_few > 0)
    *out += Count(summary.too_few, "guest") + " on fewer hosts than required: " +
            ListFirst(summary.too_few_names, FleetSummary::kMostTooFew, summary.too_few) + "\n";
  if (summary.skipped > 0) *out += DescribeSkipped(summary.skipped) + "\n";
  if (!classes.problems.empty()) *out += Count(classes.problems.size(), "host") + " left out\n";

  std::vector<std::pair<size_t, std::string>> reasons, emulators;
  for (const auto& [what, count] : summary.stopped_by) {
    const auto& [rule, capability, value] = what;
    reasons.emplace_back(count, rule + (value.empty() ? "" : " '" + value + "'"));
  }
  if (!reasons.empty()) *out += "stopped most often by: " + ListMost(reasons, kMostReasons) + "\n";
  for (const auto& [emulator, count] : summary.emulators) emulators.emplace_back(count, emulator);
  if (!emulators.empty())
    *out += "emulators that hosts' documents are not of: " + ListMost(emulators, kMostEmulators) +
            " [emulator-path]\n";
}

}  // namespace

const FleetFormat kFleetTextFormat = {"text", "for people (default)", "", Begin, AddGuest, End};

}  // namespace domcheck
