// A host folder stores the documents of a live host, for checks without the host.
//
//   index.json         the source, time and versions; one line for each document; the
//                      architectures and other documents that the host did not return
//                      ("undescribed", "problems")
//   capabilities.xml   the host's machines and their aliases
//   HASH.xml           the <domainCapabilities> documents, named by the hash of their content
//
// It takes the place of the one before it in one step, and a failure leaves the old one as it was:
// checker/base/write_folder.h describes how, and what readers must do.
#ifndef CHECKER_HOSTS_HOST_FOLDER_H_
#define CHECKER_HOSTS_HOST_FOLDER_H_

#include <ctime>
#include <functional>
#include <optional>
#include <string>

#include "checker/libvirt/live_host.h"

namespace domcheck {

// Returns why a host folder cannot be written at `folder`, as a message for the user, or nullopt if
// nothing is known to prevent it. A nonempty folder that is not a host folder is never replaced.
std::optional<std::string> WhyNoHostFolder(const std::string& folder);

// Writes `host` to `folder`. On failure returns a message for the user. `when` is the time of the
// first request to the host, since the host may have changed after it. Calls `is_stopped` before
// each file, and fails if it returns true.
std::optional<std::string> StoreHost(
    const FetchedHost& host, std::time_t when, const std::string& folder,
    const std::function<bool()>& is_stopped = [] { return false; });

}  // namespace domcheck

#endif  // CHECKER_HOSTS_HOST_FOLDER_H_
