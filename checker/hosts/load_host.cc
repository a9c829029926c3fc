#include "checker/hosts/load_host.h"

#include "checker/hosts/libvirt_uri.h"
#include "checker/hosts/shipped_hosts.h"
#include "checker/libvirt/live_host.h"
#include "rules/suggestion.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

constexpr int kMostAttempts = 100;  // to load a folder that is replaced again and again

// Reads a file by `parse` (ReadCapabilities or ReadHostMachines) and hands what it is to `use`, or
// adds why it is not to `problems`.
template <typename Parse, typename Use>
void ReadWith(Parse parse, std::variant<SourceFile, ReadError> read, const std::string& name,
              XmlReader* reader, std::vector<InputProblem>* problems, const Use& use) {
  if (const auto* error = std::get_if<ReadError>(&read)) {
    problems->push_back({name, std::nullopt, error->message});
    return;
  }
  auto& source = std::get<SourceFile>(read);
  auto parsed = parse(std::move(source), reader);
  if (const auto* error = std::get_if<XmlError>(&parsed))
    problems->push_back({name, source.PositionAt(error->offset), error->message});
  else
    use(std::move(std::get<0>(parsed)));
}

void AddCapabilities(std::variant<SourceFile, ReadError> read, const std::string& name,
                     XmlReader* reader, Host* host, std::vector<InputProblem>* problems) {
  ReadWith(ReadCapabilities, std::move(read), name, reader, problems,
           [host](Capabilities capabilities) { host->Add(std::move(capabilities)); });
}

void SetMachines(std::variant<SourceFile, ReadError> read, const std::string& name,
                 XmlReader* reader, Host* host, std::vector<InputProblem>* problems) {
  ReadWith(ReadHostMachines, std::move(read), name, reader, problems,
           [host](HostMachines machines) { host->SetMachines(std::move(machines)); });
}

void AddFolder(HostFiles* files, XmlReader* reader, Host* host,
               std::vector<InputProblem>* problems) {
  if (files->problem()) problems->push_back(*files->problem());
  const std::vector<std::string>& paths = files->paths();
  const auto is_machines = [](const std::string& path) {
    return path.substr(path.rfind('/') + 1) == kHostMachinesName;
  };
  // Set these first, since Host passes them only to capabilities that are added later.
  if (auto index = ReadHostIndex(files->path())) {
    host->SetLibvirt(ParseRelease(index->libvirt_version));
    host->SetUndescribed(std::move(index->undescribed));
  }
  for (size_t i = 0; i < paths.size(); ++i)
    if (is_machines(paths[i])) SetMachines(files->Take(i), paths[i], reader, host, problems);
  for (size_t i = 0; i < paths.size(); ++i)
    if (!is_machines(paths[i])) AddCapabilities(files->Take(i), paths[i], reader, host, problems);
  if (host->capabilities().empty())
    problems->push_back({files->path(), std::nullopt,
                         "no domainCapabilities document (*.xml) is in this folder; make one with "
                         "'virsh domcapabilities'"});
}

// Starts again if the folder was replaced meanwhile, because the files would be of two hosts.
Host LoadFolder(HostFiles files, LibvirtRelease libvirt, XmlReader* reader,
                std::vector<InputProblem>* problems) {
  for (int attempt = 1;; ++attempt) {
    Host host(files.path(), /*has_many_documents=*/true);
    host.SetLibvirt(libvirt);
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
  host->SetLibvirt(ParseRelease(live.libvirt_version));
  host->SetUndescribed(live.undescribed);
  auto machines = ReadHostMachines(SourceFile(uri, live.capabilities), reader);
  if (auto* known = std::get_if<HostMachines>(&machines)) host->SetMachines(std::move(*known));
  for (const FetchedDocument& document : live.documents) {
    const std::string name =
        uri + " (" + document.domain_type + " " + document.arch + " " + document.machine + ")";
    AddCapabilities(MakeSourceFile(name, document.xml), name, reader, host, problems);
  }
}

void AddShipped(const std::string& spec, Host* host, std::vector<InputProblem>* problems) {
  // Whatever the limits are for what others wrote.
  const Limits limits;
  XmlReader reader(limits);
  const std::string_view wanted = std::string_view(spec).substr(1);
  if (const ShippedHost* shipped = FindShippedHost(spec)) {
    host->SetLibvirt(ParseRelease(shipped->ReadIndex().libvirt_version));
    // A document named by itself is taken as one of a file is, which knows no machines but its own.
    if (shipped->name == wanted)
      SetMachines(
          SourceFile("@" + std::string(shipped->name) + "/" + std::string(kHostMachinesName),
                     std::string(shipped->machines)),
          spec, &reader, host, problems);
    for (const EmbeddedFile& file : shipped->documents) {
      if (shipped->name != wanted && file.path != wanted) continue;
      const std::string name = "@" + std::string(file.path);
      AddCapabilities(SourceFile(name, std::string(file.content)), name, &reader, host, problems);
    }
  }
  if (!host->capabilities().empty()) return;
  std::vector<std::string_view> names;
  for (const ShippedHost& shipped : ShippedHosts()) names.push_back(shipped.name);
  const std::string_view nearest = NearestSpelling(wanted, names);
  problems->push_back({spec, std::nullopt,
                       "no host of that name ships inside domcheck" +
                           DidYouMean(nearest.empty() ? "" : "@" + std::string(nearest)) +
                           " ('domcheck caps' lists them)"});
}

}  // namespace

std::optional<Host> LoadHost(const std::string& spec, XmlReader* reader,
                             std::vector<InputProblem>* problems, LibvirtRelease libvirt) {
  const bool is_shipped = !spec.empty() && spec[0] == '@';
  if (!is_shipped && !IsLibvirtUri(spec))
    return LoadHost(HostFiles(spec), reader, problems, libvirt);
  const bool is_shipped_file = is_shipped && spec.find('/') != std::string::npos;
  Host host(spec, /*has_many_documents=*/!is_shipped_file);
  host.SetLibvirt(libvirt);
  if (IsLibvirtUri(spec))
    AddLive(spec, reader, &host, problems);
  else
    AddShipped(spec, &host, problems);
  if (host.capabilities().empty()) return std::nullopt;
  return host;
}

std::optional<Host> LoadHost(HostFiles files, XmlReader* reader,
                             std::vector<InputProblem>* problems, LibvirtRelease libvirt) {
  Host host(files.path(), /*has_many_documents=*/false);
  host.SetLibvirt(libvirt);
  if (files.is_folder())
    host = LoadFolder(std::move(files), libvirt, reader, problems);
  else
    AddCapabilities(files.Take(0), files.path(), reader, &host, problems);
  if (host.capabilities().empty()) return std::nullopt;
  return host;
}

}  // namespace domcheck
