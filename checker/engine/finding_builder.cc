#include "checker/engine/finding_builder.h"

#include <utility>

#include "rules/applicability.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

std::string NotDecided(const Requirement& requirement) {
  return Noun(requirement) + ": the capabilities do not say whether this host offers it";
}

}  // namespace

Span SpanOf(const Place& place, const ElementSpans& spans) {
  const ElementNumber element = place.element.number();
  if (place.part == Place::Part::kText) return spans.Text(element);
  if (place.part == Place::Part::kAttribute)
    if (const auto value = spans.AttributeValue(element, place.attribute)) return *value;
  if (place.part == Place::Part::kAttributeName)
    return spans.AttributeName(element, place.attribute);
  return spans.Name(element);
}

Span FindingBuilder::SpanOf(const Requirement& requirement) {
  if (!spans_) spans_.emplace(text_);
  return domcheck::SpanOf(requirement.place, *spans_);
}

std::string FindingBuilder::PathOf(const Requirement& requirement) {
  const Place& place = requirement.place;
  std::string path = paths_.Of(place.element);
  if (place.part == Place::Part::kText) path += "/text()";
  if (place.part == Place::Part::kAttribute || place.part == Place::Part::kAttributeName)
    path.append("/@").append(place.attribute);
  return path;
}

Finding FindingBuilder::Build(const Requirement& requirement, Verdict verdict,
                              const Capabilities& capabilities) {
  const ElementNumber stated_at = verdict.stated_at;
  Finding finding = Build(requirement, std::move(verdict));
  if (!finding.is_open && stated_at != kNoElement)
    finding.capability_line = capabilities.LineOf(stated_at);
  return finding;
}

Finding FindingBuilder::Build(const Requirement& requirement, Verdict verdict) {
  Finding finding;
  finding.rule = requirement.rule;
  finding.capability = verdict.capability.empty() ? requirement.capability : verdict.capability;
  if (requirement.value) finding.value = *requirement.value;
  finding.implied = requirement.implied;
  finding.span = SpanOf(requirement);
  finding.path = PathOf(requirement);
  finding.is_open = verdict.support == Support::kUnknown;
  if (IsPlaceholder(requirement)) {
    finding.rule = FindRule("template-placeholder");
    finding.severity = Severity::kNote;
    finding.message = Noun(requirement) + " is not known until the template is rendered";
  } else if (finding.is_open) {
    finding.severity = Severity::kNote;
    finding.message = NotDecided(requirement);
  } else {
    if (!verdict.reported_by.empty()) finding.rule = FindRule(verdict.reported_by);
    finding.severity = verdict.severity;
    finding.message = std::move(verdict.message);
    finding.lack = std::move(verdict.lack);
    finding.allowed.assign(verdict.allowed.begin(), verdict.allowed.end());
    finding.suggestion = std::move(verdict.suggestion);
    finding.is_removable = verdict.is_removable;
  }
  if (finding.implied) {
    constexpr char kImplied[] = " (implied: the guest does not say it)";
    finding.message += kImplied;
    if (!finding.lack.empty()) finding.lack += kImplied;
  }
  return finding;
}

}  // namespace domcheck
