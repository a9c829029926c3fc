#include "checker/hosts/load_host.h"

#include <filesystem>

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

void SetMachines(std::variant<SourceFile, ReadError> read, const std::string& file,
                 XmlReader* reader, Host* host, std::vector<InputProblem>* problems) {
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

void AddFolder(HostFiles* files, XmlReader* reader, Host* host,
               std::vector<InputProblem>* problems) {
  if (files->problem()) problems->push_back(*files->problem());
  const std::vector<std::string>& paths = files->paths();
  const auto is_machines = [](const std::string& path) {
    return fs::path(path).filename() == kHostMachinesName;
  };
  // The machines first: Host passes them to the capabilities that are added afterwards.
  for (size_t i = 0; i < paths.size(); ++i)
    if (is_machines(paths[i])) SetMachines(files->Take(i), paths[i], reader, host, problems);
  for (size_t i = 0; i < paths.size(); ++i)
    if (!is_machines(paths[i])) AddDocument(files->Take(i), paths[i], reader, host, problems);
  if (host->capabilities().empty())
    problems->push_back({files->path(), std::nullopt,
                         "no domainCapabilities document (*.xml) is in this folder; make one with "
                         "'virsh domcapabilities'"});
}

// Starts again when the folder was replaced meanwhile: the files would be of two hosts.
Host LoadFolder(HostFiles files, XmlReader* reader, std::vector<InputProblem>* problems) {
  for (int attempt = 1;; ++attempt) {
    Host host(files.path(), /*chooses=*/true);
    std::vector<InputProblem> found;
    AddFolder(&files, reader, &host, &found);
    if (!files.WereReplaced() || attempt == kMostAttempts) {
      problems->insert(problems->end(), found.begin(), found.end());
      return host;
    }
    files = HostFiles(files.path());
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
  const bool is_embedded = !spec.empty() && spec[0] == '@';
  if (!is_embedded && !IsLibvirtUri(spec)) return LoadHost(HostFiles(spec), reader, problems);
  const bool is_embedded_file = is_embedded && spec.find('/') != std::string::npos;
  Host host(spec, /*chooses=*/!is_embedded_file);
  if (IsLibvirtUri(spec))
    AddLive(spec, reader, &host, problems);
  else
    AddEmbedded(spec, &host, problems);
  if (host.capabilities().empty()) return std::nullopt;
  return host;
}

std::optional<Host> LoadHost(HostFiles files, XmlReader* reader,
                             std::vector<InputProblem>* problems) {
  Host host(files.path(), /*chooses=*/false);
  if (files.is_folder())
    host = LoadFolder(std::move(files), reader, problems);
  else
    AddDocument(files.Take(0), files.path(), reader, &host, problems);
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
