#include "checker/hosts/host_folder.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <set>
#include <string_view>
#include <system_error>

#include "checker/base/fnv1a.h"
#include "checker/base/json_writer.h"
#include "checker/base/version.h"
#include "checker/base/write_folder.h"
#include "checker/hosts/host_index.h"
#include "checker/hosts/load_host.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDocumentEnd = ".xml";

std::string ContentName(const std::string& content) {
  return HashDigits(Fnv1a(content)) + std::string(kDocumentEnd);
}

std::string Utc(std::time_t when) {
  std::tm parts = {};
  gmtime_r(&when, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

std::string Index(const FetchedHost& host, std::time_t when) {
  std::string text;
  JsonWriter json(&text, /*indent=*/2);
  json.BeginObject().Member("version", 1).Member("host", host.hostname);
  json.Member("uri", host.uri).Member("fetched", Utc(when));
  json.Member("driver", host.driver).Member("libvirt", host.libvirt_version);
  json.Member("hypervisor", host.hypervisor_version).Member("domcheck", kVersion);
  json.Key("documents").BeginArray();
  for (const FetchedDocument& document : host.documents) {
    json.BeginObject().Member("file", ContentName(document.xml)).Member("arch", document.arch);
    json.Member("virttype", document.domain_type).Member("machine", document.machine).EndObject();
  }
  json.EndArray();
  if (!host.undescribed.empty()) {
    json.Key("undescribed").BeginArray();
    for (const UndescribedArch& one : host.undescribed)
      json.BeginObject().Member("arch", one.arch).Member("why", one.why).EndObject();
    json.EndArray();
  }
  json.Member("problems", host.problems).EndObject();
  return text + "\n";
}

// Whether StoreHost creates files called `name`.
bool IsHostFile(std::string_view name) {
  if (name == kHostIndexName || name == kHostMachinesName) return true;
  return name.size() == kHashDigits + kDocumentEnd.size() &&
         name.find_first_not_of("0123456789abcdef") == kHashDigits &&
         name.substr(kHashDigits) == kDocumentEnd;
}

}  // namespace

std::optional<std::string> WhyNoHostFolder(const std::string& folder) {
  if (auto problem = WhyNoFolder(folder, IsHostFile)) return problem;
  std::error_code ignored;
  // Other programs also write files called index.json, so the content must be that of a host.
  if (fs::exists(folder, ignored) && !fs::is_empty(folder, ignored) && !ReadHostIndex(folder))
    return "is there already and is no host folder; choose another one, or remove it";
  return std::nullopt;
}

std::optional<std::string> StoreHost(const FetchedHost& host, std::time_t when,
                                     const std::string& folder,
                                     const std::function<bool()>& is_stopped) {
  if (auto problem = WhyNoHostFolder(folder)) return problem;
  AtomicFolder made(IsHostFile);
  auto failed = made.Open(folder);
  const auto write = [&](const std::string& name, const std::string& content) {
    if (!failed && is_stopped()) failed = "is not written: interrupted";
    if (!failed) failed = made.Write(name, content);
  };
  write(std::string(kHostMachinesName), host.capabilities);
  std::set<std::string> written;
  for (const FetchedDocument& document : host.documents)
    if (const std::string name = ContentName(document.xml); written.insert(name).second)
      write(name, document.xml);
  write(kHostIndexName, Index(host, when));
  if (!failed) failed = made.Commit();
  return failed;
}

}  // namespace domcheck
