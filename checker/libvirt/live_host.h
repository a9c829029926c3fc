// A host asked while it runs, through libvirt, for all that it can tell of itself.
#ifndef CHECKER_LIBVIRT_LIVE_HOST_H_
#define CHECKER_LIBVIRT_LIVE_HOST_H_

#include <chrono>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace domcheck {

// What to ask for; an empty list means all of them.
struct FetchFilter {
  std::vector<std::string> archs;
  std::vector<std::string> domain_types;
  std::vector<std::string> machines;  // names or aliases
};

struct FetchedDocument {
  std::string arch;
  std::string domain_type;
  std::string machine;  // never an alias
  std::string xml;      // as libvirt gave it
};

struct FetchedHost {
  std::string uri;
  std::string hostname;
  std::string driver;              // "QEMU"
  std::string libvirt_version;     // "9.0.0"
  std::string hypervisor_version;  // of the driver's own emulator; may be empty
  std::string capabilities;        // <capabilities>, with the machines and their aliases
  std::vector<FetchedDocument> documents;
  std::vector<std::string> problems;  // documents that libvirt would not give, and why
};

struct FetchError {
  std::string message;   // for a person, without the URI
  bool is_late = false;  // the time was up
};

// How long a run that checks guests waits for a live host.
constexpr std::chrono::seconds kLiveHostLimit(60);

// Asks for the <domainCapabilities> of every architecture, virtualization type and machine that the
// host's capabilities list and `filter` lets through. Nothing is changed. Gives up after
// `limit`, though libvirt may hang.
std::variant<FetchedHost, FetchError> FetchHost(const std::string& uri, const FetchFilter& filter,
                                                std::chrono::seconds limit);

}  // namespace domcheck

#endif  // CHECKER_LIBVIRT_LIVE_HOST_H_
