#include "checker/testing/checked_guest.h"

#include "checker/testing/made_host.h"
#include "rules/requirements.h"

namespace domcheck {

CheckedGuest::CheckedGuest(const std::string& capabilities, const std::string& guest, Notes notes)
    : host_(MakeHost("caps.xml", {capabilities})),
      guest_(SourceFile("guest.xml", guest), &reader_, &document_),
      result_(CheckGuest(guest_, host_, notes)) {}

std::vector<Requirement> CheckedGuest::AskedBy(const Rule& rule) const {
  std::vector<Requirement> asked;
  for (const Requirement& requirement : CollectRequirements(Guest(document_)))
    if (requirement.rule == &rule) asked.push_back(requirement);
  return asked;
}

std::vector<Finding> CheckedGuest::FindingsOf(const Rule& rule) const {
  std::vector<Finding> findings;
  for (const Finding& finding : result_.findings)
    if (finding.rule == &rule) findings.push_back(finding);
  return findings;
}

std::string CheckedGuest::Describe() const {
  std::string text;
  for (const Finding& finding : result_.findings)
    text += std::string(SeverityName(finding.severity)) + ": " + finding.path + ": " +
            finding.message + " [" + std::string(finding.rule->id) + "]\n";
  return text.empty() ? "no finding\n" : text;
}

}  // namespace domcheck
