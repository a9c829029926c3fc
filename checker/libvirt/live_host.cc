#include "checker/libvirt/live_host.h"

#include <algorithm>
#include <cstdlib>
#include <future>
#include <memory>
#include <set>
#include <thread>
#include <tuple>
#include <utility>

#include "capsmodel/host_machines.h"
#include "checker/libvirt/libvirt_library.h"

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

class Connection {
 public:
  Connection(const LibvirtLibrary& library, const std::string& uri) : library_(library) {
    // Nothing is changed, but libvirt gives domain capabilities to no read-only connection (since
    // 5.4, CVE-2019-10167).
    connection_ = library_.virConnectOpen(uri.c_str());
  }
  ~Connection() {
    if (connection_ != nullptr) library_.virConnectClose(connection_);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  bool is_open() const { return connection_ != nullptr; }
  virConnectPtr get() const { return connection_; }
  std::string error() const { return library_.virGetLastErrorMessage(); }

 private:
  const LibvirtLibrary& library_;
  virConnectPtr connection_ = nullptr;
};

// Takes over a string of libvirt's; empty for null.
std::string Take(char* text) {
  if (text == nullptr) return "";
  std::string taken(text);
  std::free(text);
  return taken;
}

const char* OrNull(const std::string& text) { return text.empty() ? nullptr : text.c_str(); }

// Every machine once, under its real name.
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

void FetchDocuments(const LibvirtLibrary& library, const Connection& connection,
                    const std::vector<HostMachine>& machines, FetchedHost* host) {
  for (const HostMachine& machine : machines) {
    FetchedDocument document{std::string(machine.arch), std::string(machine.domain_type),
                             std::string(machine.real_name()), ""};
    document.xml = Take(library.virConnectGetDomainCapabilities(
        connection.get(), OrNull(std::string(machine.emulator)), document.arch.c_str(),
        document.machine.c_str(), document.domain_type.c_str(), 0));
    if (document.xml.empty())
      host->problems.push_back(document.domain_type + " " + document.arch + " " + document.machine +
                               ": " + connection.error());
    else
      host->documents.push_back(std::move(document));
  }
}

FetchResult Fetch(const std::string& uri, const FetchFilter& filter) {
  std::string error;
  const LibvirtLibrary* const library = LoadLibvirt(&error);
  if (library == nullptr) return FetchError{error};
  const Connection connection(*library, uri);
  if (!connection.is_open()) return FetchError{"cannot be connected to: " + connection.error()};
  FetchedHost host;
  host.uri = uri;
  host.capabilities = Take(library->virConnectGetCapabilities(connection.get()));
  if (host.capabilities.empty())
    return FetchError{"does not tell its capabilities: " + connection.error()};
  host.hostname = Take(library->virConnectGetHostname(connection.get()));
  unsigned long version = 0;
  if (library->virConnectGetLibVersion(connection.get(), &version) == 0)
    host.libvirt_version = Version(version);
  if (library->virConnectGetVersion(connection.get(), &version) == 0 && version != 0)
    host.hypervisor_version = Version(version);
  if (const char* driver = library->virConnectGetType(connection.get())) host.driver = driver;

  XmlReader reader;
  auto machines = ReadHostMachines(SourceFile(uri, host.capabilities), &reader);
  if (const auto* unread = std::get_if<XmlError>(&machines))
    return FetchError{"tells capabilities that cannot be read: " + unread->message};
  FetchDocuments(*library, connection, MachinesToAsk(std::get<HostMachines>(machines), filter),
                 &host);
  if (host.documents.empty())
    return FetchError{host.problems.empty()
                          ? "has no machine of that architecture, type and name"
                          : "gives no domain capabilities: " + host.problems.front()};
  return host;
}

}  // namespace

std::variant<FetchedHost, FetchError> FetchHost(const std::string& uri, const FetchFilter& filter,
                                                std::chrono::seconds limit) {
  // What the thread uses is its own: it may outlive the caller.
  auto result = std::make_shared<std::promise<FetchResult>>();
  std::future<FetchResult> future = result->get_future();
  std::thread([result, uri, filter] { result->set_value(Fetch(uri, filter)); }).detach();
  if (future.wait_for(limit) == std::future_status::ready) return future.get();
  return FetchError{"did not answer within " + std::to_string(limit.count()) + " seconds"};
}

bool IsLibvirtUri(std::string_view spec) {
  const size_t colon = spec.find("://");
  return colon != std::string_view::npos && colon > 0 &&
         spec.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789+") == colon;
}

}  // namespace domcheck
