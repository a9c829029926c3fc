#include "checker/hosts/load_host.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <tuple>

#include "checker/base/embedded_file.h"
#include "checker/hosts/embedded_hosts.h"
#include "checker/hosts/libvirt_uri.h"
#include "checker/libvirt/live_host.h"
#include "rules/suggestion.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

constexpr int kMostAttempts = 100;  // at a folder that is always being replaced

std::string_view HostOf(const EmbeddedFile& file) {
  return file.path.substr(0, file.path.find('/'));
}

// Adds the document to the host, or tells why not. In a folder, XML of other kinds is passed over:
// 'virsh capabilities' and 'virsh dumpxml' are often kept beside.
void AddDocument(std::variant<SourceFile, ReadError> read, const std::string& name,
                 XmlReader* reader, Host* host, std::vector<InputProblem>* problems) {
  if (const auto* error = std::get_if<ReadError>(&read)) {
    problems->push_back({name, std::nullopt, error->message});
    return;
  }
  const std::string text(std::get<SourceFile>(read).text());
  auto document = ReadCapabilities(std::move(std::get<SourceFile>(read)), reader);
  if (const auto* error = std::get_if<XmlError>(&document)) {
    problems->push_back({name, SourceFile(name, text).PositionAt(error->offset), error->message});
    return;
  }
  host->Add(std::move(std::get<Capabilities>(document)));
}

void SetMachines(const std::string& file, XmlReader* reader, Host* host,
                 std::vector<InputProblem>* problems) {
  auto read = ReadSourceFile(file, file);
  if (const auto* error = std::get_if<ReadError>(&read)) {
    problems->push_back({file, std::nullopt, error->message});
    return;
  }
  const std::string text(std::get<SourceFile>(read).text());
  auto machines = ReadHostMachines(std::move(std::get<SourceFile>(read)), reader);
  if (const auto* error = std::get_if<XmlError>(&machines))
    problems->push_back({file, SourceFile(file, text).PositionAt(error->offset), error->message});
  else
    host->SetMachines(std::move(std::get<HostMachines>(machines)));
}

std::vector<std::string> XmlFilesIn(const std::string& folder,
                                    std::vector<InputProblem>* problems) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error))
    if (entry->path().extension() == ".xml") files.push_back(entry->path().string());
  if (error) problems->push_back({folder, std::nullopt, "cannot be read: " + error.message()});
  std::sort(files.begin(), files.end());
  return files;
}

void AddFolder(const std::string& folder, XmlReader* reader, Host* host,
               std::vector<InputProblem>* problems) {
  const std::vector<std::string> files = XmlFilesIn(folder, problems);
  const auto is_machines = [](const std::string& file) {
    return fs::path(file).filename() == kHostMachinesName;
  };
  // The machines first: the documents are to know them.
  for (const std::string& file : files)
    if (is_machines(file)) SetMachines(file, reader, host, problems);
  for (const std::string& file : files)
    if (!is_machines(file)) AddDocument(ReadSourceFile(file, file), file, reader, host, problems);
  if (host->capabilities().empty())
    problems->push_back({folder, std::nullopt,
                         "no domainCapabilities document (*.xml) is in this folder; make one with "
                         "'virsh domcapabilities'"});
}

// The time of a change and the number in its file system: those of a folder that took its place are
// others.
std::tuple<dev_t, ino_t, time_t, long> Identity(const std::string& folder) {
  struct stat found = {};
  stat(folder.c_str(), &found);
  return {found.st_dev, found.st_ino, found.st_mtim.tv_sec, found.st_mtim.tv_nsec};
}

// 'domcheck fetch' may replace the folder meanwhile, and what was read is then of two hosts.
Host ReadFolder(const std::string& folder, XmlReader* reader, std::vector<InputProblem>* problems) {
  for (int attempt = 1;; ++attempt) {
    const auto identity = Identity(folder);
    Host host(folder, /*chooses=*/true);
    std::vector<InputProblem> found;
    AddFolder(folder, reader, &host, &found);
    if (Identity(folder) != identity && attempt < kMostAttempts) continue;
    problems->insert(problems->end(), found.begin(), found.end());
    return host;
  }
}

void AddLive(const std::string& uri, XmlReader* reader, Host* host,
             std::vector<InputProblem>* problems) {
  const auto fetched = FetchHost(uri, {}, kLiveHostLimit);
  if (const auto* error = std::get_if<FetchError>(&fetched)) {
    problems->push_back({uri, std::nullopt, error->message});
    return;
  }
  const auto& live = std::get<FetchedHost>(fetched);
  auto machines = ReadHostMachines(SourceFile(uri, live.capabilities), reader);
  if (auto* known = std::get_if<HostMachines>(&machines)) host->SetMachines(std::move(*known));
  for (const FetchedDocument& document : live.documents) {
    const std::string name =
        uri + " (" + document.domain_type + " " + document.arch + " " + document.machine + ")";
    AddDocument(MakeSourceFile(name, document.xml), name, reader, host, problems);
  }
}

void AddEmbedded(const std::string& spec, Host* host, std::vector<InputProblem>* problems) {
  // Whatever the limits are for what others wrote.
  const Limits limits;
  XmlReader reader(limits);
  const std::string_view wanted = std::string_view(spec).substr(1);
  for (const EmbeddedFile& file : EmbeddedHostFiles()) {
    if (HostOf(file) != wanted && file.path != wanted) continue;
    const std::string name = "@" + std::string(file.path);
    AddDocument(SourceFile(name, std::string(file.content)), name, &reader, host, problems);
  }
  if (!host->capabilities().empty()) return;
  const std::vector<std::string> names = EmbeddedHostNames();
  const std::string_view nearest = NearestSpelling(wanted, {names.begin(), names.end()});
  problems->push_back({spec, std::nullopt,
                       "no host of that name ships inside domcheck" +
                           DidYouMean(nearest.empty() ? "" : "@" + std::string(nearest)) +
                           " ('domcheck caps' lists them)"});
}

}  // namespace

std::optional<Host> LoadHost(const std::string& spec, XmlReader* reader,
                             std::vector<InputProblem>* problems) {
  std::error_code ignored;
  const bool is_embedded = !spec.empty() && spec[0] == '@';
  const bool is_folder = !is_embedded && fs::is_directory(spec, ignored);
  const bool is_embedded_file = is_embedded && spec.find('/') != std::string::npos;
  Host host(spec, is_folder || IsLibvirtUri(spec) || (is_embedded && !is_embedded_file));
  if (IsLibvirtUri(spec))
    AddLive(spec, reader, &host, problems);
  else if (is_embedded)
    AddEmbedded(spec, &host, problems);
  else if (is_folder)
    host = ReadFolder(spec, reader, problems);
  else
    AddDocument(ReadSourceFile(spec, spec), spec, reader, &host, problems);
  if (host.capabilities().empty()) return std::nullopt;
  return host;
}

std::vector<std::string> EmbeddedHostNames() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : EmbeddedHostFiles()) {
    std::string name(HostOf(file));
    if (names.empty() || names.back() != name) names.push_back(std::move(name));
  }
  return names;
}

}  // namespace domcheck
