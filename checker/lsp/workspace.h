// Which host and which settings an open guest has, through all changes of both.
//
// For each guest, from the strongest: the host that a person chose for it, the nearest
// .domcheck.cfg, what the editor says for the guest's folder or else for all. Hosts and
// configuration files are read once and kept until Reload.
#ifndef CHECKER_LSP_WORKSPACE_H_
#define CHECKER_LSP_WORKSPACE_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "capsmodel/xml_reader.h"
#include "checker/hosts/host_cache.h"
#include "checker/run/guest_list.h"
#include "checker/settings/config.h"
#include "checker/settings/settings.h"

namespace domcheck {

// What a guest is checked with; lives until the workspace changes.
struct GuestSetup {
  const Settings* settings = nullptr;
  std::vector<const Host*> hosts;
};

// Every change ends the life of all setups that For gave.
class Workspace {
 public:
  // Folders are absolute paths, and paths in settings are as the folder means them. The first keeps
  // what is set of a folder that is known already; a new one has the defaults.
  void AddFolder(const std::string& folder);
  void SetFolder(const std::string& folder, Settings settings);
  void RemoveFolder(const std::string& folder);
  std::vector<std::string> folders() const;
  // What holds in folders for which nothing is set, and outside of all folders.
  void SetDefaults(Settings settings);
  // What a person chose for one guest, above all else.
  void ChooseHost(const std::string& path, const std::string& host);
  // Forgets what was read: files may have changed.
  void Reload();

  // `path` is absolute. What is wrong with configurations and hosts is added to `problems`, once
  // until the next change.
  GuestSetup For(const std::string& path, std::vector<InputProblem>* problems);

  // What a person may choose from: the hosts that settings name, and those that ship inside the
  // program.
  std::vector<std::string> KnownHosts();

 private:
  // The innermost folder that holds the path, or empty.
  std::string FolderOf(const std::string& path) const;
  ConfigFinder& FinderOf(const std::string& folder);

  XmlReader reader_;
  Settings defaults_;
  std::map<std::string, std::optional<Settings>> folders_;
  std::map<std::string, std::string> chosen_;  // hosts by guest
  // Made when first asked for.
  std::unique_ptr<HostCache> hosts_;
  std::map<std::string, std::unique_ptr<ConfigFinder>> finders_;  // by folder
  std::vector<std::string> named_hosts_;                          // that setups were made of
};

}  // namespace domcheck

#endif  // CHECKER_LSP_WORKSPACE_H_
