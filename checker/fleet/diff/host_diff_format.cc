// The forms of a host diff: for people and for programs.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "checker/base/version.h"
#include "checker/base/visible_text.h"
#include "checker/fleet/check/fleet_json.h"
#include "checker/fleet/diff/host_diff.h"
#include "checker/report/colors.h"
#include "checker/report/finding_text.h"
#include "checker/report/json_text.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kMostDocuments = 3;  // that a change names
constexpr size_t kMostValues = 20;

struct ChangeWords {
  Change change;
  std::string_view name;   // in JSON
  std::string_view words;  // before the values
};
constexpr ChangeWords kChangeWords[] = {
    {Change::kLost, "lost", "lost"},
    {Change::kGained, "gained", "gained"},
    {Change::kChanged, "changed", "changed"},
    {Change::kNoLongerTold, "noLongerTold", "no longer told"},
    {Change::kToldNow, "toldNow", "told now"},
    {Change::kNotUsable, "notUsable", "no longer usable"},
    {Change::kUsable, "usable", "usable now"},
    {Change::kUsableUntold, "usableNoLongerTold", "no longer told whether usable"},
    {Change::kUsableToldNow, "usableToldNow", "told now that usable"},
    {Change::kNotUsableToldNow, "notUsableToldNow", "told now that not usable"},
    {Change::kDeprecated, "deprecated", "deprecated now"},
    {Change::kNotDeprecated, "notDeprecated", "no longer deprecated"},
};

const ChangeWords& WordsOf(Change change) {
  return *std::find_if(std::begin(kChangeWords), std::end(kChangeWords),
                       [change](const ChangeWords& words) { return words.change == change; });
}

// "(in all 60 documents)"; nothing where there is but one.
std::string InDocuments(const CapabilityChange& change, const HostDiff& diff) {
  if (diff.pairs.size() == 1) return "";
  if (change.documents.size() == diff.pairs.size())
    return " (in all " + std::to_string(diff.pairs.size()) + " documents)";
  std::vector<std::string> names;
  for (const size_t document : change.documents) names.push_back(diff.pairs[document].new_document);
  return " (in " + std::to_string(names.size()) + " of " + std::to_string(diff.pairs.size()) +
         " documents: " + ListFirst(names, kMostDocuments) + ")";
}

std::string Sentence(const CapabilityChange& change) {
  std::string text = VisibleText(change.capability) + ": ";
  text += WordsOf(change.change).words;
  switch (change.change) {
    case Change::kChanged:
      return text + " from " + VisibleText(change.before) + " to " + VisibleText(change.after);
    case Change::kToldNow:
      return text + ": " + (change.values.empty() ? "none" : ListFirst(change.values, kMostValues));
    case Change::kNoLongerTold:
      return text +
             " (was: " + (change.values.empty() ? "none" : ListFirst(change.values, kMostValues)) +
             ")";
    default:
      break;
  }
  if (!change.values.empty())
    text += (change.change == Change::kLost || change.change == Change::kGained ? " " : ": ") +
            ListFirst(change.values, kMostValues);
  if (!change.lacks.empty()) text += " (lacks " + ListFirst(change.lacks, kMostValues) + ")";
  return text;
}

void AddPairs(const HostDiff& diff, std::string* out) {
  *out += VisibleText(diff.old_name) + " -> " + VisibleText(diff.new_name) + ": " +
          (diff.pairs.empty() ? "no documents" : Count(diff.pairs.size(), "document")) +
          " compared\n";
  for (const DocumentPair& pair : diff.pairs)
    if (pair.old_document != pair.new_document)
      *out +=
          "  " + VisibleText(pair.old_document) + " -> " + VisibleText(pair.new_document) + "\n";
}

void AddMachines(const HostDiff& diff, std::string* out) {
  // Those of which the same is said, together.
  std::map<std::tuple<Change, std::string, std::string>, std::vector<std::string>> alike;
  std::string changed;
  for (const MachineChange& change : diff.machines) {
    const std::string host_class = VisibleText(change.domain_type + " " + change.arch);
    if (change.change == Change::kChanged)
      changed += "  changed: " + host_class + ": " + VisibleText(change.machine) + " stands for " +
                 VisibleText(change.after) + ", no longer for " + VisibleText(change.before) + "\n";
    else
      alike[{change.change, change.domain_type, change.arch}].push_back(change.machine);
  }
  if (!diff.machines.empty()) *out += "\nmachines:\n";
  for (const auto& [key, machines] : alike) {
    const auto& [change, type, arch] = key;
    *out += "  ";
    *out += change == Change::kToldNow        ? "no old document to compare with"
            : change == Change::kNoLongerTold ? "no new document to compare with"
                                              : WordsOf(change).words;
    *out += ": " + VisibleText(type + " " + arch) + ": " + ListFirst(machines, kMostValues) + "\n";
  }
  *out += changed;
}

void AddChanges(const HostDiff& diff, std::string* out) {
  if (diff.pairs.empty()) return;
  *out += diff.changes.empty() ? "\ncapabilities: no change\n" : "\ncapabilities:\n";
  for (const CapabilityChange& change : diff.changes)
    *out += "  " + Sentence(change) + InDocuments(change, diff) + "\n";
}

// What is said of the new host alone; of an invalid guest, all.
bool ConcernsNew(const FleetFinding& finding) {
  return finding.classes.empty() || finding.classes == std::vector<HostClassNumber>{1};
}

struct MoveWords {
  GuestMove move;
  std::string_view name;   // in JSON
  std::string_view words;  // behind the guest's name
};
constexpr MoveWords kMoveWords[] = {
    {GuestMove::kStops, "stops", "would stop working"},
    {GuestMove::kStarts, "starts", "would start to work"},
    {GuestMove::kBecomesUnknown, "becomesUnknown",
     "ran, and whether it would on the new host is not known"},
    {GuestMove::kInvalid, "invalid", "invalid"},
};

// Of guests that are told.
const MoveWords& WordsOf(GuestMove move) {
  return *std::find_if(std::begin(kMoveWords), std::end(kMoveWords),
                       [move](const MoveWords& words) { return words.move == move; });
}

void AddGuest(const FleetGuest& guest, const Colors& colors, std::string* out) {
  const GuestMove move = MoveOf(guest);
  *out += std::string(colors.bold) + VisibleText(guest.name) + ": " + std::string(colors.reset) +
          std::string(WordsOf(move).words) + "\n";
  for (const FleetFinding& finding : guest.findings)
    if (move != GuestMove::kStarts && ConcernsNew(finding))
      AppendFindingLine({guest.name, finding.position(), finding.severity, finding.said->message,
                         finding.said->rule},
                        colors, out);
}

Json MachineAsJson(const MachineChange& change) {
  Json json = {{"change", ChangeName(change.change)},
               {"virttype", change.domain_type},
               {"arch", change.arch},
               {"machine", change.machine}};
  if (change.change == Change::kChanged) {
    json["old"] = change.before;
    json["new"] = change.after;
  }
  return json;
}

Json ChangeAsJson(const CapabilityChange& change) {
  Json json = {{"change", ChangeName(change.change)}, {"capability", change.capability}};
  if (change.change == Change::kChanged) {
    json["old"] = change.before;
    json["new"] = change.after;
  } else {
    json["values"] = change.values;
  }
  if (!change.lacks.empty()) json["lacks"] = change.lacks;
  json["documents"] = change.documents;
  return json;
}

Json GuestMoveAsJson(const FleetGuest& guest) {
  const GuestMove move = MoveOf(guest);
  Json findings = Json::array();
  for (const FleetFinding& finding : guest.findings)
    if (move != GuestMove::kStarts && ConcernsNew(finding))
      findings.push_back(FindingAsJson(finding));
  return {{"guest", guest.name}, {"change", WordsOf(move).name}, {"findings", std::move(findings)}};
}

}  // namespace

std::string_view ChangeName(Change change) { return WordsOf(change).name; }

std::string HostDiffAsText(const HostDiff& diff, const GuestMoves* guests, bool color) {
  std::string text;
  AddPairs(diff, &text);
  AddMachines(diff, &text);
  AddChanges(diff, &text);
  if (guests == nullptr) return text;
  text += "\n";
  for (const FleetGuest& guest : guests->told) AddGuest(guest, ColorsIf(color), &text);
  text += Count(guests->guests, "guest") + ": " + std::to_string(guests->stop) +
          " would stop working, " + std::to_string(guests->start) + " would start to, " +
          std::to_string(guests->on_both) +
          (guests->on_both == 1 ? " runs on both, " : " run on both, ") +
          std::to_string(guests->on_neither) + " on neither";
  if (guests->unknown > 0) text += ", " + std::to_string(guests->unknown) + " unknown";
  if (guests->invalid > 0) text += ", " + std::to_string(guests->invalid) + " invalid";
  text += "\n";
  if (guests->skipped > 0) text += DescribeSkipped(guests->skipped) + "\n";
  return text;
}

std::string HostDiffAsJson(const HostDiff& diff, const GuestMoves* guests, int exit_status) {
  Json json = {{"diff", 1}, {"domcheck", kVersion}, {"old", diff.old_name}, {"new", diff.new_name}};
  json["documents"] = Json::array();
  for (const DocumentPair& pair : diff.pairs)
    json["documents"].push_back({{"old", pair.old_document}, {"new", pair.new_document}});
  json["machines"] = Json::array();
  for (const MachineChange& change : diff.machines)
    json["machines"].push_back(MachineAsJson(change));
  json["changes"] = Json::array();
  for (const CapabilityChange& change : diff.changes)
    json["changes"].push_back(ChangeAsJson(change));
  if (guests != nullptr) {
    json["guests"] = Json::array();
    for (const FleetGuest& guest : guests->told) json["guests"].push_back(GuestMoveAsJson(guest));
    json["summary"] = {{"guests", guests->guests},
                       {"stop", guests->stop},
                       {"start", guests->start},
                       {"runOnBoth", guests->on_both},
                       {"runOnNeither", guests->on_neither},
                       {"unknown", guests->unknown},
                       {"invalid", guests->invalid},
                       {"skipped", guests->skipped}};
  }
  json["exitStatus"] = exit_status;
  return DumpJson(json) + "\n";
}

}  // namespace domcheck
