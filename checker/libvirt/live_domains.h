// Fetches the guests of a live host through libvirt, which calls them domains.
#ifndef CHECKER_LIBVIRT_LIVE_DOMAINS_H_
#define CHECKER_LIBVIRT_LIVE_DOMAINS_H_

#include <chrono>
#include <string>
#include <variant>
#include <vector>

#include "checker/libvirt/fetch_error.h"
#include "checker/libvirt/live_guest.h"

namespace domcheck {

struct FetchedDomains {
  std::vector<LiveGuest> guests;
  std::vector<std::string> problems;  // guests that are missing or not readable, for a person
};

// Fetches the guests that `wanted` names, by name or UUID and in that order; all guests, in the
// order of their names, where `wanted` is empty. Texts are as 'virsh dumpxml' prints them, without
// passwords. Changes nothing on the host. Returns an error where the connection fails or is not
// done within `limit`.
std::variant<FetchedDomains, FetchError> FetchDomains(const std::string& uri,
                                                      const std::vector<std::string>& wanted,
                                                      std::chrono::seconds limit);

}  // namespace domcheck

#endif  // CHECKER_LIBVIRT_LIVE_DOMAINS_H_
