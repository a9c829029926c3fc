// SARIF 2.1.0: a result for each reason that keeps a guest from hosts, at its place in the guest.
#include <optional>
#include <string>

#include "checker/base/json_writer.h"
#include "checker/engine/check.h"
#include "checker/fleet/check/fleet_format.h"
#include "checker/report/fingerprint.h"
#include "checker/report/sarif_run.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

std::optional<SarifRegion> RegionOf(const FleetFinding& finding) {
  if (!finding.place) return std::nullopt;
  return SarifRegion{finding.place->line, finding.place->column, finding.place->end_line,
                     finding.place->end_column};
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
    if (!is_first) *out += ",\n";
    is_first = false;
    JsonWriter json(out);
    json.BeginObject();
    json.Member("ruleId", reported.statement->rule);
    json.Member("ruleIndex", SarifRuleIndex(finding.rule));
    json.Member("level", SeverityName(reported.severity));
    WriteSarifMessage(FleetSentence(reported, guest, classes), &json.Key("message"));
    json.Key("locations").BeginArray();
    WriteSarifLocation(SarifArtifactOf(guest.name), RegionOf(reported), reported.path, &json);
    json.EndArray();
    json.Key("partialFingerprints").BeginObject();
    json.Member("domcheck/v1", fingerprints.Next(finding)).EndObject();
    json.Key("properties").BeginObject();
    json.Member("hosts", classes.Count(reported.classes));
    json.Member("hostsInAll", guest.CountAll(classes));
    if (!reported.statement->capability.empty())
      json.Member("capability", reported.statement->capability);
    if (reported.statement->value) json.Member("value", *reported.statement->value);
    json.EndObject().EndObject();
  }
}

void End(const FleetSummary& summary, const HostClasses&, const FleetOptions&, std::string* out) {
  EndSarifRun(summary.exit_status, out);
}

}  // namespace

const FleetFormat kFleetSarifFormat = {
    "sarif", "SARIF 2.1.0: a result a guest and reason", ",\n", Begin, AddResults, End};

}  // namespace domcheck
