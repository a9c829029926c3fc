// The formats json and jsonl: the output of fleet_json.h, as one object and in lines.
#include <nlohmann/json.hpp>
#include <string>

#include "checker/fleet/check/fleet_format.h"
#include "checker/fleet/check/fleet_json.h"
#include "checker/report/json_text.h"

namespace domcheck {
namespace {

using Json = nlohmann::ordered_json;

// With places, adds the hosts by name, so that a reader need not look up classes.
Json PlacedGuest(const FleetGuest& guest, const HostClasses& classes, const FleetOptions& options) {
  Json json = GuestAsJson(guest, classes);
  if (options.places) json["runsOn"] = classes.Names(guest.Runs(classes));
  return json;
}

Json Head(const HostClasses& classes, const FleetOptions& options) {
  Json json = HostsAsJson(classes);
  if (options.shard.count > 1) json["shard"] = options.shard.Text();
  return json;
}

void BeginObject(const HostClasses& classes, const FleetOptions& options, std::string* out) {
  std::string head = DumpJson(Head(classes, options));
  head.pop_back();  // the object goes on
  *out += head + ",\n\"guests\":[\n";
}

void GuestInObject(const FleetGuest& guest, const HostClasses& classes, const FleetOptions& options,
                   std::string* out) {
  *out += DumpJson(PlacedGuest(guest, classes, options));
}

void EndObject(const FleetSummary& summary, const HostClasses&, const FleetOptions&,
               std::string* out) {
  *out += "\n],\n\"summary\":" + DumpJson(SummaryAsJson(summary)) + "}\n";
}

void BeginLines(const HostClasses& classes, const FleetOptions& options, std::string* out) {
  *out += DumpJson(Head(classes, options)) + "\n";
}

void GuestLine(const FleetGuest& guest, const HostClasses& classes, const FleetOptions& options,
               std::string* out) {
  *out += DumpJson(PlacedGuest(guest, classes, options)) + "\n";
}

void EndLines(const FleetSummary& summary, const HostClasses&, const FleetOptions&,
              std::string* out) {
  *out += DumpJson({{"summary", SummaryAsJson(summary)}}) + "\n";
}

}  // namespace

const FleetFormat kFleetJsonFormat = {"json",      "one JSON object", ",\n",
                                      BeginObject, GuestInObject,     EndObject};
const FleetFormat kFleetJsonLinesFormat = {
    "jsonl",   "JSON Lines: the hosts, each guest, the summary; 'domcheck merge' reads it",
    "",        BeginLines,
    GuestLine, EndLines};

}  // namespace domcheck
