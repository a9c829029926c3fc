// A host folder: what a host told of itself, stored, for checks without it.
//
//   index.json         where it comes from, when, with which versions; a line a document
//   capabilities.xml   the host's machines and their aliases
//   HASH.xml           the <domainCapabilities> documents, named by their content
//
// It takes the place of the one before it in one step: whoever reads has all of the old or all of
// the new, and a failure leaves the old one as it was.
#ifndef CHECKER_LIBVIRT_HOST_FOLDER_H_
#define CHECKER_LIBVIRT_HOST_FOLDER_H_

#include <ctime>
#include <optional>
#include <string>

#include "checker/libvirt/live_host.h"

namespace domcheck {

constexpr char kHostIndexName[] = "index.json";

// Returns what went wrong, for a person, or nothing. A folder that is there and is none of these is
// not touched.
std::optional<std::string> StoreHost(const FetchedHost& host, std::time_t when,
                                     const std::string& folder);

}  // namespace domcheck

#endif  // CHECKER_LIBVIRT_HOST_FOLDER_H_
