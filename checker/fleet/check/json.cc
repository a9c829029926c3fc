// The formats json and jsonl: the output of fleet_json.h, as one object and in lines.
#include <string>

#include "checker/base/json_writer.h"
#include "checker/fleet/check/fleet_format.h"
#include "checker/fleet/check/fleet_json.h"

namespace domcheck {
namespace {

// Writes the members of the first line's object.
void WriteHead(const HostClasses& classes, const FleetOptions& options, JsonWriter* json) {
  WriteHosts(classes, json);
  if (options.shard.count > 1) json->Member("shard", options.shard.Text());
}

void BeginObject(const HostClasses& classes, const FleetOptions& options, std::string* out) {
  JsonWriter json(out);
  json.BeginObject();
  WriteHead(classes, options, &json);
  *out += ",\n\"guests\":[\n";
}

// With places, adds the hosts by name, so that a reader need not look up classes.
void GuestInObject(const FleetGuest& guest, const HostClasses& classes, const FleetOptions& options,
                   std::string* out) {
  JsonWriter json(out);
  json.BeginObject();
  WriteGuest(guest, classes, &json);
  if (options.places) json.Member("runsOn", classes.Names(guest.Runs(classes)));
  json.EndObject();
}

void EndObject(const FleetSummary& summary, const HostClasses&, const FleetOptions&,
               std::string* out) {
  *out += "\n],\n\"summary\":";
  JsonWriter json(out);
  json.BeginObject();
  WriteSummary(summary, &json);
  json.EndObject();
  *out += "}\n";
}

void BeginLines(const HostClasses& classes, const FleetOptions& options, std::string* out) {
  JsonWriter json(out);
  json.BeginObject();
  WriteHead(classes, options, &json);
  json.EndObject();
  *out += "\n";
}

void GuestLine(const FleetGuest& guest, const HostClasses& classes, const FleetOptions& options,
               std::string* out) {
  GuestInObject(guest, classes, options, out);
  *out += "\n";
}

void EndLines(const FleetSummary& summary, const HostClasses&, const FleetOptions&,
              std::string* out) {
  JsonWriter json(out);
  json.BeginObject().Key("summary").BeginObject();
  WriteSummary(summary, &json);
  json.EndObject().EndObject();
  *out += "\n";
}

}  // namespace

const FleetFormat kFleetJsonFormat = {"json",      "one JSON object", ",\n",
                                      BeginObject, GuestInObject,     EndObject};
const FleetFormat kFleetJsonLinesFormat = {
    "jsonl",   "JSON Lines: the hosts, each guest, the summary; 'domcheck merge' reads it",
    "",        BeginLines,
    GuestLine, EndLines};

}  // namespace domcheck
