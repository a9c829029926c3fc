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
  std::vector<std::string> problems;  // messages for the user on guests that could not be fetched
};

// Fetches the guests with the names or UUIDs in `wanted`, in that order, or all guests in the order
// of their names if `wanted` is empty. The texts are those that 'virsh dumpxml' prints, without
// passwords. Changes nothing on the host. Returns an error if the connection fails or fetching
// takes longer than `limit`.
std::variant<FetchedDomains, FetchError> FetchDomains(const std::string& uri,
                                                      const std::vector<std::string>& wanted,
                                                      std::chrono::seconds limit);

}  // namespace domcheck

#endif  // CHECKER_LIBVIRT_LIVE_DOMAINS_H_
