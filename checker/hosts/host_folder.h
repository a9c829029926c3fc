// A host folder: what a live host reported of itself, stored, for checks without it.
//
//   index.json         where it comes from, when, with which versions; a line a document; what the
//                      host would not report ("problems")
//   capabilities.xml   the host's machines and their aliases
//   HASH.xml           the <domainCapabilities> documents, named by their content
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

// What is against a host folder of this path, for a person, as far as that shows before it is
// written. A folder that is there and holds anything but a host is not touched.
std::optional<std::string> WhyNoHostFolder(const std::string& folder);

// Returns what went wrong, for a person, or nothing. `when` is the time of the first question: the
// host may have changed since. Between files it looks whether it `is_stopped`, which is a failure.
std::optional<std::string> StoreHost(
    const FetchedHost& host, std::time_t when, const std::string& folder,
    const std::function<bool()>& is_stopped = [] { return false; });

}  // namespace domcheck

#endif  // CHECKER_HOSTS_HOST_FOLDER_H_
