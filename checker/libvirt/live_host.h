// Fetches a live host's documents through libvirt: its <capabilities>, and the <domainCapabilities>
// of its machines.
#ifndef CHECKER_LIBVIRT_LIVE_HOST_H_
#define CHECKER_LIBVIRT_LIVE_HOST_H_

#include <chrono>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "capsmodel/host.h"
#include "checker/libvirt/fetch_error.h"

namespace domcheck {

// Selects the documents to fetch. An empty list matches everything.
struct FetchFilter {
  std::vector<std::string> archs;
  std::vector<std::string> domain_types;
  std::vector<std::string> machines;  // names or aliases
};

struct FetchedDocument {
  std::string arch;
  std::string domain_type;
  std::string machine;  // never an alias
  std::string xml;      // as libvirt printed it
};

struct FetchedHost {
  std::string uri;
  std::string hostname;
  std::string driver;              // "QEMU"
  std::string libvirt_version;     // "9.0.0"
  std::string hypervisor_version;  // of the driver's own emulator; may be empty
  std::string capabilities;        // <capabilities>, with the machines and their aliases
  std::vector<FetchedDocument> documents;
  // Architectures besides the host's own of which libvirt returned no document at all: it lists
  // those of every emulator that it finds, and does not know all of them.
  std::vector<UndescribedArch> undescribed;
  std::vector<std::string> problems;  // other documents that libvirt did not return, and why
};

// The time limit for a live host in a run that checks guests.
constexpr std::chrono::seconds kLiveHostLimit(60);

// Fetches the <domainCapabilities> of every architecture, virtualization type and machine that the
// host's capabilities list and `filter` matches. Changes nothing on the host. Returns an error if
// the connection fails, no document is returned, or fetching takes longer than `limit`.
std::variant<FetchedHost, FetchError> FetchHost(const std::string& uri, const FetchFilter& filter,
                                                std::chrono::seconds limit);

}  // namespace domcheck

#endif  // CHECKER_LIBVIRT_LIVE_HOST_H_
