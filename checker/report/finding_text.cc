#include "checker/report/finding_text.h"

#include <algorithm>

#include "checker/base/visible_text.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

constexpr size_t kMostOffered = 12;  // values that are listed

}  // namespace

std::string ListOffered(const std::vector<std::string>& offered) {
  return JoinedFirst(offered, kMostOffered);
}

std::string_view HostOf(const GuestReport& guest) {
  return guest.host.empty() ? guest.capabilities : guest.host;
}

std::string CapabilityPlace(const GuestReport& guest, const Finding& finding) {
  if (finding.capability_line != 0)
    return std::string(guest.capabilities) + ":" + std::to_string(finding.capability_line);
  return guest.several_hosts ? std::string(HostOf(guest)) : "";
}

std::string FindingSentence(const Finding& finding, std::string_view capability_place) {
  std::string sentence = finding.message;
  // A block that says 'no' has nothing to list.
  if (finding.capability_line != 0 && !finding.allowed.empty())
    sentence += "; the host offers " + ListOffered(finding.allowed);
  if (!capability_place.empty()) sentence += " (" + std::string(capability_place) + ")";
  return VisibleText(sentence + DidYouMean(finding.suggestion));
}

std::string FindingSentence(const GuestReport& guest, const Finding& finding) {
  return FindingSentence(finding, CapabilityPlace(guest, finding));
}

void AppendFindingLine(const FindingLine& line, const Colors& colors, std::string* out) {
  *out += colors.bold;
  AppendVisibleText(line.domain, out);
  if (line.position) {
    *out += ':';
    *out += std::to_string(line.position->line);
    *out += ':';
    *out += std::to_string(line.position->column);
  }
  *out += ": ";
  *out += colors.reset;
  *out += colors.Of(line.severity);
  *out += SeverityName(line.severity);
  *out += ": ";
  *out += colors.reset;
  AppendVisibleText(line.message, out);
  *out += " [";
  AppendVisibleText(line.rule, out);
  *out += "]\n";
}

std::string ListFirst(const std::vector<std::string_view>& names, size_t most, size_t all) {
  const size_t shown = all <= most + 1 ? all : most;
  std::string list;
  for (size_t i = 0; i < shown; ++i) {
    if (i > 0) list += ", ";
    AppendVisibleText(names[i], &list);
  }
  if (shown < all) list += " and " + std::to_string(all - shown) + " more";
  return list;
}

std::string DescribeSkipped(size_t count) {
  return Count(count, "XML file") +
         (count == 1 ? " that is no guest was skipped" : " that are no guests were skipped");
}

std::vector<std::pair<std::string_view, size_t>> MostFired(const Summary& summary, size_t most) {
  std::vector<std::pair<std::string_view, size_t>> rules(summary.fired.begin(),
                                                         summary.fired.end());
  std::stable_sort(rules.begin(), rules.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  rules.resize(std::min(rules.size(), most));
  return rules;
}

}  // namespace domcheck
