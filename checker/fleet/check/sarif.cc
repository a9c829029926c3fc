// SARIF 2.1.0: a result for each reason that keeps a guest from hosts, at its place in the guest.
#include <nlohmann/json.hpp>
#include <string>

#include "checker/engine/check.h"
#include "checker/fleet/check/fleet_format.h"
#include "checker/report/fingerprint.h"
#include "checker/report/json_text.h"
#include "checker/report/sarif_run.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

using Json = nlohmann::ordered_json;

Json Location(const FleetGuest& guest, const FleetFinding& finding) {
  Json location = {{"physicalLocation", {{"artifactLocation", SarifArtifact(guest.name)}}}};
  if (finding.place)
    location["physicalLocation"]["region"] = {{"startLine", finding.place->line},
                                              {"startColumn", finding.place->column},
                                              {"endLine", finding.place->end_line},
                                              {"endColumn", finding.place->end_column}};
  if (!finding.path.empty())
    location["logicalLocations"] =
        SarifArray({{"fullyQualifiedName", finding.path}, {"kind", SarifKindOf(finding.path)}});
  return location;
}

void Begin(const HostClasses&, const FleetOptions&, std::string* out) { BeginSarifRun(out); }

void AddResults(const FleetGuest& guest, const HostClasses& classes, const FleetOptions&,
                std::string* out) {
  Fingerprints fingerprints({"fleet"});
  bool is_first = true;
  for (const FleetFinding& reported : guest.findings) {
    Finding finding;
    finding.rule = FindRule(reported.statement->rule);
    // A report of another version may know other rules.
    if (finding.rule == nullptr) continue;
    finding.path = reported.path;
    finding.value = reported.statement->value;
    Json properties = {{"hosts", classes.Count(reported.classes)},
                       {"hostsInAll", classes.hosts.size()}};
    if (!reported.statement->capability.empty())
      properties["capability"] = reported.statement->capability;
    if (reported.statement->value) properties["value"] = *reported.statement->value;
    const Json result = {{"ruleId", reported.statement->rule},
                         {"ruleIndex", SarifRuleIndex(finding.rule)},
                         {"level", SeverityName(reported.severity)},
                         {"message", SarifMessage(FleetSentence(reported, classes))},
                         {"locations", SarifArray(Location(guest, reported))},
                         {"partialFingerprints", {{"domcheck/v1", fingerprints.Next(finding)}}},
                         {"properties", std::move(properties)}};
    if (!is_first) *out += ",\n";
    is_first = false;
    *out += DumpJson(result);
  }
}

void End(const FleetSummary& summary, const HostClasses&, const FleetOptions&, std::string* out) {
  EndSarifRun(summary.exit_status, out);
}

}  // namespace

const FleetFormat kFleetSarifFormat = {
    "sarif", "SARIF 2.1.0: a result a guest and reason", ",\n", Begin, AddResults, End};

}  // namespace domcheck
