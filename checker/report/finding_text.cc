#include "checker/report/finding_text.h"

#include <algorithm>

#include "checker/base/visible_text.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

constexpr size_t kMostOffered = 12;  // values that a list names

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
  // A block that states 'no' has nothing to list.
  if (finding.capability_line != 0 && !finding.allowed.empty())
    sentence += "; the host offers " + ListOffered(finding.allowed);
  if (!capability_place.empty()) sentence += " (" + std::string(capability_place) + ")";
  return VisibleText(sentence + DidYouMean(finding.suggestion));
}

std::string FindingSentence(const GuestReport& guest, const Finding& finding) {
  return FindingSentence(finding, CapabilityPlace(guest, finding));
}

}  // namespace domcheck
