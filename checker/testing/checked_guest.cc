#include "checker/testing/checked_guest.h"

#include <gtest/gtest.h>

#include <utility>
#include <variant>

#include "rules/requirements.h"

namespace domcheck {
namespace {

Host HostOf(const std::string& capabilities) {
  Host host("caps.xml", /*chooses=*/false);
  host.Add(ParseCapabilities(capabilities));
  return host;
}

}  // namespace

Capabilities ParseCapabilities(const std::string& text) {
  XmlReader reader;
  auto read = ReadCapabilities(SourceFile("caps.xml", text), &reader);
  if (auto* capabilities = std::get_if<Capabilities>(&read)) return std::move(*capabilities);
  ADD_FAILURE() << std::get<XmlError>(read).message << " in:\n" << text;
  return ParseCapabilities("<domainCapabilities/>");
}

CheckedGuest::CheckedGuest(const std::string& capabilities, const std::string& guest, Notes notes)
    : host_(HostOf(capabilities)),
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
