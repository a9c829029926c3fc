// Makes documents, and what is common to them, for tests.
#ifndef CHECKER_FLEET_COMMON_COMMON_CAPABILITIES_TESTER_H_
#define CHECKER_FLEET_COMMON_COMMON_CAPABILITIES_TESTER_H_

#include <string>
#include <vector>

#include "checker/fleet/common/common_capabilities.h"
#include "checker/testing/made_host.h"

namespace domcheck {

// Returns what the hosts share for the first machine that they match on; empty without one.
inline std::string Common(const std::vector<const Host*>& hosts) {
  const auto matches = MatchCapabilities(hosts);
  return matches.empty() ? "" : CommonCapabilities(matches.front());
}

// Returns a document of a q35 machine that holds `content`.
inline std::string Document35(const std::string& content,
                              const std::string& machine = "pc-q35-9.2") {
  return "<domainCapabilities>\n  <path>/usr/bin/qemu</path>\n  <domain>kvm</domain>\n"
         "  <machine>" +
         machine + "</machine>\n  <arch>x86_64</arch>\n" + content + "</domainCapabilities>\n";
}

// Returns what the hosts of two documents share.
inline std::string CommonOf(const std::string& a, const std::string& b) {
  const Host first = MakeHost("a.xml", {a}), second = MakeHost("b.xml", {b});
  return Common({&first, &second});
}

}  // namespace domcheck

#endif  // CHECKER_FLEET_COMMON_COMMON_CAPABILITIES_TESTER_H_
