#include "checker/engine/finding.h"

#include <tuple>
#include <utility>

#include "capsmodel/document.h"
#include "capsmodel/element_paths.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

FindingKey KeyAt(const Finding& finding, std::string where) {
  return {std::string(finding.rule->id), std::move(where), finding.value.value_or("")};
}

}  // namespace

Finding InputFinding(std::string_view id, std::string message, std::optional<Span> span) {
  Finding finding;
  finding.rule = FindRule(id);
  finding.severity = finding.rule->severity;
  finding.capability = finding.rule->capability;
  finding.message = std::move(message);
  finding.span = span;
  return finding;
}

bool Counts(const Finding& finding) {
  return finding.severity != Severity::kNote && finding.suppression == Suppression::kNone;
}

bool operator<(const FindingKey& a, const FindingKey& b) {
  return std::tie(a.rule, a.where, a.value) < std::tie(b.rule, b.where, b.value);
}

FindingKey KeyByPath(const Finding& finding) { return KeyAt(finding, finding.path); }

FindingKey KeyByPathWithoutNumbers(const Finding& finding) {
  return KeyAt(finding, PathWithoutNumbers(finding.path));
}

FindingKey KeyByCapability(const Finding& finding) { return KeyAt(finding, finding.capability); }

}  // namespace domcheck
