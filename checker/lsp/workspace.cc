#include "checker/lsp/workspace.h"

#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "checker/hosts/host_cache.h"
#include "checker/hosts/shipped_hosts.h"

namespace domcheck {
namespace {

bool IsBelow(const std::string& path, const std::string& folder) {
  if (path.compare(0, folder.size(), folder) != 0) return false;
  return folder.back() == '/' || path.size() == folder.size() || path[folder.size()] == '/';
}

// Returns nothing if the file does not exist.
std::optional<FileVersion> VersionOf(const std::string& path) {
  struct stat status;
  if (stat(path.c_str(), &status) != 0) return std::nullopt;
  return FileVersion{status.st_ino, status.st_size,
                     status.st_ctim.tv_sec * int64_t{1000000000} + status.st_ctim.tv_nsec};
}

void ResolveHosts(const std::string& folder, Settings* settings) {
  for (std::string& host : settings->caps) host = HostFromFolder(host, folder);
}

}  // namespace

void Workspace::AddFolder(const std::string& folder) {
  folders_.try_emplace(folder);
  Reload();
}

void Workspace::SetFolder(const std::string& folder, Settings settings) {
  folders_[folder] = std::move(settings);
  Reload();
}

void Workspace::RemoveFolder(const std::string& folder) {
  folders_.erase(folder);
  Reload();
}

std::vector<std::string> Workspace::folders() const {
  std::vector<std::string> names;
  for (const auto& [folder, settings] : folders_) names.push_back(folder);
  return names;
}

void Workspace::SetDefaults(Settings settings) {
  defaults_ = std::move(settings);
  Reload();
}

void Workspace::ChooseHost(const std::string& path, const std::string& host) {
  chosen_[path] = host;
  Reload();
}

void Workspace::Reload() {
  finders_.clear();
  hosts_.reset();
}

bool Workspace::HaveChanged(const std::vector<std::string>& paths) {
  bool have_changed = paths.empty();
  for (const std::string& path : paths) {
    const auto version = VersionOf(path);
    const auto last = last_versions_.find(path);
    have_changed |= !version || last == last_versions_.end() || !(last->second == *version);
    if (version)
      last_versions_[path] = *version;
    else
      last_versions_.erase(path);
  }
  return have_changed;
}

std::string Workspace::FolderOf(const std::string& path) const {
  std::string innermost;
  for (const auto& [folder, settings] : folders_)
    if (folder.size() > innermost.size() && IsBelow(path, folder)) innermost = folder;
  return innermost;
}

ConfigFinder& Workspace::FinderOf(const std::string& folder) {
  auto& finder = finders_[folder];
  if (finder) return *finder;
  Settings below = folder.empty() ? defaults_ : folders_[folder].value_or(defaults_);
  if (!folder.empty()) ResolveHosts(folder, &below);
  finder = std::make_unique<ConfigFinder>(ConfigFinder::Search::kNearest, Settings(), below);
  return *finder;
}

GuestSetup Workspace::For(const std::string& path, std::vector<InputProblem>* problems) {
  if (!hosts_) hosts_ = std::make_unique<HostCache>(&reader_);
  GuestSetup setup;
  setup.settings = &FinderOf(FolderOf(path)).For(path, problems);
  std::vector<std::string> specs = setup.settings->caps;
  for (const std::string& spec : specs)
    if (std::find(named_hosts_.begin(), named_hosts_.end(), spec) == named_hosts_.end())
      named_hosts_.push_back(spec);
  LibvirtRelease libvirt = setup.settings->libvirt_version;
  if (const auto chosen = chosen_.find(path); chosen != chosen_.end()) {
    specs = {chosen->second};
    libvirt = {};
  }
  // Standard input belongs to the client and cannot be a host; a file of that name can be one.
  std::replace(specs.begin(), specs.end(), std::string("-"), std::string("./-"));
  setup.hosts = hosts_->Load(specs, libvirt, problems);
  return setup;
}

std::vector<std::string> Workspace::KnownHosts() {
  std::vector<std::string> hosts = named_hosts_;
  for (const ShippedHost& shipped : ShippedHosts()) {
    const std::string spec = "@" + std::string(shipped.name);
    if (std::find(hosts.begin(), hosts.end(), spec) == hosts.end()) hosts.push_back(spec);
  }
  return hosts;
}

}  // namespace domcheck
