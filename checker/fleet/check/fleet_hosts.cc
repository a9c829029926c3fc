#include "checker/fleet/check/fleet_hosts.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>

#include "capsmodel/host_machines.h"
#include "capsmodel/source_file.h"
#include "checker/base/visible_text.h"
#include "checker/hosts/host_files.h"
#include "checker/hosts/host_index.h"
#include "rules/wording.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

struct FoundHost {
  std::string name;
  std::string path;
  bool operator<(const FoundHost& other) const {
    return std::tie(name, path) < std::tie(other.name, other.path);
  }
};

std::vector<FoundHost> FindHosts(const std::string& folder, std::vector<InputProblem>* problems) {
  std::vector<FoundHost> found;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const fs::path& path = entry->path();
    const std::string name = path.filename().string();
    std::error_code ignored;
    if (name[0] == '.') continue;
    if (entry->is_directory(ignored))
      found.push_back({name, path.string()});
    else if (path.extension() == ".xml")
      found.push_back({path.stem().string(), path.string()});
  }
  if (error)
    problems->push_back({folder, std::nullopt, "cannot be read: " + error.message()});
  else if (found.empty())
    problems->push_back({folder, std::nullopt,
                         "no host is in this folder: a folder a host, as 'domcheck fetch' stores "
                         "them, or a domainCapabilities document (*.xml) a host"});
  return found;
}

// Appends only the machines: the file also has the host's UUID and much else that differs between
// hosts that offer the same.
void AppendMachines(const SourceFile& source, XmlReader* reader, std::string* content) {
  const auto machines =
      ReadHostMachines(SourceFile(source.name(), std::string(source.text())), reader);
  const auto* known = std::get_if<HostMachines>(&machines);
  if (known == nullptr) return;
  for (const HostMachine& machine : known->all())
    for (const std::string_view part :
         {machine.arch, machine.domain_type, machine.emulator, machine.name, machine.canonical,
          std::string_view(machine.is_deprecated ? "!" : "")})
      content->append(part).push_back('\0');
}

// Returns what all hosts of one class share: the names of their files, their machines, and the
// bytes of their capabilities. A folder with an index names its capabilities files by their
// content, so only the machines are read from it.
std::string ContentOf(HostFiles* files, XmlReader* reader) {
  std::string content;
  const auto index = files->is_folder() ? ReadHostIndex(files->path()) : std::nullopt;
  const bool is_indexed = index && !index->documents.empty();
  for (size_t i = 0; i < files->paths().size(); ++i) {
    const std::string name = fs::path(files->paths()[i]).filename().string();
    const bool has_machines = files->is_folder() && name == kHostMachinesName;
    if (files->is_folder()) content.append(name).push_back('\0');
    if (is_indexed && !has_machines) continue;
    const auto* source = std::get_if<SourceFile>(&files->Read(i));
    if (source == nullptr) continue;  // LoadHost reports it
    if (has_machines)
      AppendMachines(*source, reader, &content);
    else
      content.append(source->text()).push_back('\0');
  }
  return content;
}

// Returns the problem with the hosts [begin, end), which are two or more with one name.
InputProblem SameName(const std::vector<FoundHost>& found, size_t begin, size_t end) {
  const size_t count = end - begin;
  std::vector<std::string> paths;
  for (size_t i = begin + 1; i < end; ++i) paths.push_back(found[i].path);
  const std::string last = (count == 2 ? "" : " and ") + paths.back();
  paths.pop_back();
  const std::string others = Joined(paths) + last;
  return {found[begin].path, std::nullopt,
          "there are " + (count == 2 ? "two" : std::to_string(count)) + " hosts called '" +
              found[begin].name + "': the other" + (count == 2 ? " is " : "s are ") + others +
              (count == 2 ? "; both are left out" : "; all are left out")};
}

// Returns the hosts of all folders by name, without those that share a name.
std::vector<FoundHost> DistinctHosts(const std::vector<std::string>& folders,
                                     std::vector<InputProblem>* problems) {
  std::vector<FoundHost> found;
  for (const std::string& folder : folders)
    for (FoundHost& host : FindHosts(folder, problems)) found.push_back(std::move(host));
  std::sort(found.begin(), found.end());
  std::vector<FoundHost> distinct;
  for (size_t i = 0; i < found.size();) {
    size_t next = i + 1;
    while (next < found.size() && found[next].name == found[i].name) ++next;
    if (next == i + 1)
      distinct.push_back(std::move(found[i]));
    else
      problems->push_back(SameName(found, i, next));
    i = next;
  }
  return distinct;
}

}  // namespace

FleetHosts ReadFleetHosts(const std::vector<std::string>& folders,
                          std::vector<InputProblem>* problems) {
  FleetHosts fleet;
  XmlReader reader;
  std::unordered_map<std::string, HostClassNumber> classes;
  std::vector<InputProblem> found;
  for (const FoundHost& host : DistinctHosts(folders, &found)) {
    HostFiles files(host.path);
    std::string content = ContentOf(&files, &reader);
    auto known = classes.find(content);
    if (known == classes.end()) {
      std::optional<Host> loaded = LoadHost(std::move(files), &reader, &found);
      if (!loaded) continue;
      fleet.host_of.push_back(std::make_unique<const Host>(std::move(*loaded)));
      fleet.classes.hosts_of.emplace_back();
      const auto number = static_cast<HostClassNumber>(fleet.classes.size() - 1);
      known = classes.emplace(std::move(content), number).first;
    }
    fleet.classes.hosts_of[known->second].push_back(fleet.classes.hosts.size());
    fleet.classes.hosts.push_back(VisibleText(host.name));
  }
  for (const InputProblem& problem : found)
    fleet.classes.problems.push_back(DescribeProblem(problem));
  problems->insert(problems->end(), found.begin(), found.end());
  return fleet;
}

}  // namespace domcheck
