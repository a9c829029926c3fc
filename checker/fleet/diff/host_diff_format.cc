#include "checker/fleet/diff/host_diff_format.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "checker/base/json_writer.h"
#include "checker/base/version.h"
#include "checker/base/visible_text.h"
#include "checker/fleet/check/fleet_json.h"
#include "checker/report/colors.h"
#include "checker/report/finding_line.h"
#include "checker/report/name_list.h"
#include "checker/report/summary_text.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

constexpr size_t kMostPairs = 3;  // that a change names
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
    {Change::kNoLongerStated, "noLongerTold", "no longer told"},
    {Change::kStatedNow, "toldNow", "told now"},
    {Change::kNotUsable, "notUsable", "no longer usable"},
    {Change::kUsable, "usable", "usable now"},
    {Change::kUsabilityNoLongerStated, "usableNoLongerTold", "no longer told whether usable"},
    {Change::kUsableStatedNow, "usableToldNow", "told now that usable"},
    {Change::kNotUsableStatedNow, "notUsableToldNow", "told now that not usable"},
    {Change::kDeprecated, "deprecated", "deprecated now"},
    {Change::kNotDeprecated, "notDeprecated", "no longer deprecated"},
};

const ChangeWords& WordsOf(Change change) {
  return *std::find_if(std::begin(kChangeWords), std::end(kChangeWords),
                       [change](const ChangeWords& words) { return words.change == change; });
}

// Returns " (in all 60 documents)"; nothing if a single pair was compared.
std::string InDocuments(const CapabilityChange& change, const HostDiff& diff) {
  if (diff.pairs.size() == 1) return "";
  if (change.pairs.size() == diff.pairs.size())
    return " (in all " + std::to_string(diff.pairs.size()) + " documents)";
  std::vector<std::string> names;
  for (const size_t pair : change.pairs) names.push_back(diff.pairs[pair].after);
  return " (in " + std::to_string(names.size()) + " of " + std::to_string(diff.pairs.size()) +
         " documents: " + ListFirst(names, kMostPairs) + ")";
}

std::string Sentence(const CapabilityChange& change) {
  std::string text = VisibleText(change.capability) + ": ";
  text += WordsOf(change.change).words;
  switch (change.change) {
    case Change::kChanged:
      return text + " from " + VisibleText(change.before) + " to " + VisibleText(change.after);
    case Change::kStatedNow:
      return text + ": " + (change.values.empty() ? "none" : ListFirst(change.values, kMostValues));
    case Change::kNoLongerStated:
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
  for (const ComparedPair& pair : diff.pairs)
    if (pair.before != pair.after)
      *out += "  " + VisibleText(pair.before) + " -> " + VisibleText(pair.after) + "\n";
}

void AddMachines(const HostDiff& diff, std::string* out) {
  // The changes by their kind.
  std::map<std::tuple<Change, std::string, std::string>, std::vector<std::string>> alike;
  std::string changed;
  for (const MachineChange& change : diff.machines) {
    const std::string guests = VisibleText(change.domain_type + " " + change.arch);
    if (change.change == Change::kChanged)
      changed += "  changed: " + guests + ": " + VisibleText(change.machine) + " stands for " +
                 VisibleText(change.after) + ", no longer for " + VisibleText(change.before) + "\n";
    else
      alike[{change.change, change.domain_type, change.arch}].push_back(change.machine);
  }
  if (!diff.machines.empty()) *out += "\nmachines:\n";
  for (const auto& [key, machines] : alike) {
    const auto& [change, type, arch] = key;
    *out += "  ";
    *out += change == Change::kStatedNow        ? "no old document to compare with"
            : change == Change::kNoLongerStated ? "no new document to compare with"
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

// Whether the finding is about the new host alone, or about an invalid guest.
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

// Only for moves of guests that a report names.
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
      AppendFindingLine({guest.name, finding.position(), finding.severity,
                         finding.statement->message, finding.statement->rule},
                        colors, out);
}

void WriteMachine(const MachineChange& change, JsonWriter* json) {
  json->BeginObject().Member("change", WordsOf(change.change).name);
  json->Member("virttype", change.domain_type).Member("arch", change.arch);
  json->Member("machine", change.machine);
  if (change.change == Change::kChanged)
    json->Member("old", change.before).Member("new", change.after);
  json->EndObject();
}

void WriteChange(const CapabilityChange& change, JsonWriter* json) {
  json->BeginObject().Member("change", WordsOf(change.change).name);
  json->Member("capability", change.capability);
  if (change.change == Change::kChanged)
    json->Member("old", change.before).Member("new", change.after);
  else
    json->Member("values", change.values);
  if (!change.lacks.empty()) json->Member("lacks", change.lacks);
  json->Member("documents", change.pairs).EndObject();
}

void WriteGuestMove(const FleetGuest& guest, JsonWriter* json) {
  const GuestMove move = MoveOf(guest);
  json->BeginObject().Member("guest", guest.name).Member("change", WordsOf(move).name);
  json->Key("findings").BeginArray();
  for (const FleetFinding& finding : guest.findings) {
    if (move == GuestMove::kStarts || !ConcernsNew(finding)) continue;
    json->BeginObject();
    WriteFinding(finding, json);
    json->EndObject();
  }
  json->EndArray().EndObject();
}

void WriteGuestMoves(const GuestMoves& guests, JsonWriter* json) {
  json->Key("guests").BeginArray();
  for (const FleetGuest& guest : guests.reported) WriteGuestMove(guest, json);
  json->EndArray();
  json->Key("stuck").BeginArray();
  for (const StuckGuest& guest : guests.stuck)
    json->BeginObject().Member("guest", guest.name).Member("why", guest.why).EndObject();
  json->EndArray().Key("summary").BeginObject();
  json->Member("guests", guests.guests).Member("stop", guests.stop);
  json->Member("start", guests.start).Member("runOnBoth", guests.on_both);
  json->Member("runOnNeither", guests.on_neither).Member("unknown", guests.unknown);
  json->Member("invalid", guests.invalid).Member("skipped", guests.skipped);
  json->EndObject();
}

}  // namespace

std::string HostDiffAsText(const HostDiff& diff, const GuestMoves* guests, bool color) {
  std::string text;
  AddPairs(diff, &text);
  AddMachines(diff, &text);
  AddChanges(diff, &text);
  if (guests == nullptr) return text;
  text += "\n";
  for (const FleetGuest& guest : guests->reported) AddGuest(guest, ColorsIf(color), &text);
  for (const StuckGuest& guest : guests->stuck)
    text += VisibleText(guest.name) +
            ": runs on both, but cannot be moved to the new host while it runs: " +
            VisibleText(guest.why) + "\n";
  text += Count(guests->guests, "guest") + ": " + std::to_string(guests->stop) +
          " would stop working, " + std::to_string(guests->start) + " would start to, " +
          std::to_string(guests->on_both) +
          (guests->on_both == 1 ? " runs on both" : " run on both");
  if (!guests->stuck.empty())
    text += " (" + std::to_string(guests->stuck.size()) + " not without a restart)";
  text += ", " + std::to_string(guests->on_neither) + " on neither";
  if (guests->unknown > 0) text += ", " + std::to_string(guests->unknown) + " unknown";
  if (guests->invalid > 0) text += ", " + std::to_string(guests->invalid) + " invalid";
  text += "\n";
  if (guests->skipped > 0) text += DescribeSkipped(guests->skipped) + "\n";
  return text;
}

std::string HostDiffAsJson(const HostDiff& diff, const GuestMoves* guests, int exit_status) {
  std::string text;
  JsonWriter json(&text);
  json.BeginObject().Member("diff", 1).Member("domcheck", kVersion);
  json.Member("old", diff.old_name).Member("new", diff.new_name);
  json.Key("documents").BeginArray();
  for (const ComparedPair& pair : diff.pairs)
    json.BeginObject().Member("old", pair.before).Member("new", pair.after).EndObject();
  json.EndArray().Key("machines").BeginArray();
  for (const MachineChange& change : diff.machines) WriteMachine(change, &json);
  json.EndArray().Key("changes").BeginArray();
  for (const CapabilityChange& change : diff.changes) WriteChange(change, &json);
  json.EndArray();
  if (guests != nullptr) WriteGuestMoves(*guests, &json);
  json.Member("exitStatus", exit_status).EndObject();
  return text + "\n";
}

}  // namespace domcheck
