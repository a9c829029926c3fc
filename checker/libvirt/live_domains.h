// The guests of a host, asked for through libvirt, which calls them domains.
#ifndef CHECKER_LIBVIRT_LIVE_DOMAINS_H_
#define CHECKER_LIBVIRT_LIVE_DOMAINS_H_

#include <chrono>
#include <string>
#include <variant>
#include <vector>

#include "checker/libvirt/live_guest.h"
#include "checker/libvirt/live_host.h"

namespace domcheck {

struct FetchedDomains {
  std::vector<LiveGuest> guests;
  std::vector<std::string> problems;  // guests that are not there or not told, for a person
};

// Asks for the guests that `wanted` names, by name or UUID and in that order; for all guests, in
// the order of their names, where it is empty. Texts are as 'virsh dumpxml' prints them, without
// passwords. Nothing is changed. Gives up after `limit`, though libvirt may hang.
std::variant<FetchedDomains, FetchError> FetchDomains(const std::string& uri,
                                                      const std::vector<std::string>& wanted,
                                                      std::chrono::seconds limit);

}  // namespace domcheck

#endif  // CHECKER_LIBVIRT_LIVE_DOMAINS_H_
