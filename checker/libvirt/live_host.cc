#include "checker/libvirt/live_host.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "capsmodel/host_machines.h"
#include "checker/libvirt/connection.h"

namespace domcheck {
namespace {

using FetchResult = std::variant<FetchedHost, FetchError>;

bool Lets(const std::vector<std::string>& wanted, std::string_view name) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end();
}

std::string Version(unsigned long number) {
  return std::to_string(number / 1000000) + "." + std::to_string(number / 1000 % 1000) + "." +
         std::to_string(number % 1000);
}

const char* OrNull(const std::string& text) { return text.empty() ? nullptr : text.c_str(); }

// Returns every machine that the filter matches once, under its real name.
std::vector<HostMachine> MachinesToAsk(const HostMachines& machines, const FetchFilter& filter) {
  std::vector<HostMachine> to_ask;
  std::set<std::tuple<std::string_view, std::string_view, std::string_view>> seen;
  for (const HostMachine& machine : machines.all()) {
    if (!Lets(filter.archs, machine.arch) || !Lets(filter.domain_types, machine.domain_type) ||
        (!Lets(filter.machines, machine.name) && !Lets(filter.machines, machine.real_name())))
      continue;
    if (seen.insert({machine.arch, machine.domain_type, machine.real_name()}).second)
      to_ask.push_back(machine);
  }
  return to_ask;
}

// A document that libvirt did not return.
struct Refusal {
  FetchedDocument document;
  std::string why;
};

// Adds the refusals to `host`, those of whole architectures once. An architecture that is the
// host's own, or that the user asked for by name, has to be described.
void AddRefusals(const std::vector<Refusal>& refusals, std::string_view host_arch,
                 const FetchFilter& filter, FetchedHost* host) {
  const auto is_described = [&](std::string_view arch) {
    return std::any_of(host->documents.begin(), host->documents.end(),
                       [arch](const FetchedDocument& one) { return one.arch == arch; });
  };
  for (const auto& [document, why] : refusals) {
    if (document.arch == host_arch || !filter.archs.empty() || is_described(document.arch))
      host->problems.push_back(document.domain_type + " " + document.arch + " " + document.machine +
                               ": " + why);
    else if (host->undescribed.empty() || host->undescribed.back().arch != document.arch)
      host->undescribed.push_back({document.arch, why});
  }
}

// Adds the machines' documents to `host`, and to `refusals` those that it does not return. Returns
// an error if the connection is lost. Calls libvirt from one thread only: if several threads wait
// on one connection, libvirt before 10.4 may crash when the connection ends (CVE-2024-4418).
std::optional<FetchError> FetchDocuments(const Connection& connection,
                                         const std::vector<HostMachine>& machines,
                                         FetchedHost* host, std::vector<Refusal>* refusals) {
  for (const HostMachine& machine : machines) {
    FetchedDocument document{std::string(machine.arch), std::string(machine.domain_type),
                             std::string(machine.real_name()), ""};
    document.xml = Take(connection.library().virConnectGetDomainCapabilities(
        connection.get(), OrNull(std::string(machine.emulator)), document.arch.c_str(),
        document.machine.c_str(), document.domain_type.c_str(), 0));
    if (!document.xml.empty()) {
      host->documents.push_back(std::move(document));
      continue;
    }
    std::string error = connection.error();
    if (connection.is_lost()) return FetchError{"went away while it was asked: " + error};
    refusals->push_back({std::move(document), std::move(error)});
  }
  return std::nullopt;
}

FetchResult Fetch(const std::string& uri, const FetchFilter& filter) {
  const Connection connection(uri);
  if (connection.failure()) return *connection.failure();
  const LibvirtLibrary& library = connection.library();
  FetchedHost host;
  host.uri = uri;
  host.capabilities = Take(library.virConnectGetCapabilities(connection.get()));
  if (host.capabilities.empty())
    return FetchError{"does not tell its capabilities: " + connection.error()};
  host.hostname = Take(library.virConnectGetHostname(connection.get()));
  unsigned long version = 0;
  if (library.virConnectGetLibVersion(connection.get(), &version) == 0)
    host.libvirt_version = Version(version);
  if (library.virConnectGetVersion(connection.get(), &version) == 0 && version != 0)
    host.hypervisor_version = Version(version);
  if (const char* driver = library.virConnectGetType(connection.get())) host.driver = driver;

  XmlReader reader;
  auto machines = ReadHostMachines(SourceFile(uri, host.capabilities), &reader);
  if (const auto* unread = std::get_if<XmlError>(&machines))
    return FetchError{"tells capabilities that cannot be read: " + unread->message};
  const auto& known = std::get<HostMachines>(machines);
  std::vector<Refusal> refusals;
  if (auto error = FetchDocuments(connection, MachinesToAsk(known, filter), &host, &refusals))
    return *error;
  if (host.documents.empty())
    return FetchError{refusals.empty() ? "has no machine of that architecture, type and name"
                                       : "gives no domain capabilities: " + refusals.front().why};
  AddRefusals(refusals, known.host_arch(), filter, &host);
  return host;
}

}  // namespace

std::variant<FetchedHost, FetchError> FetchHost(const std::string& uri, const FetchFilter& filter,
                                                std::chrono::seconds limit) {
  return AskWithin(limit, [uri, filter] { return Fetch(uri, filter); });
}

}  // namespace domcheck
