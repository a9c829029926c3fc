// Decides which hosts and settings an open guest has, and follows all changes of both.
//
// In order of precedence: the host that a person chose for the guest, the nearest .domcheck.cfg,
// the editor's settings for the guest's folder, and the settings for all guests. Hosts and
// configuration files are read on first use and kept until Reload.
#ifndef CHECKER_LSP_WORKSPACE_H_
#define CHECKER_LSP_WORKSPACE_H_

#include <cstdint>
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

// What distinguishes a file's content from an earlier one without reading it.
struct FileVersion {
  uint64_t inode = 0;
  int64_t size = 0;
  int64_t changed_at = 0;  // nanoseconds
  friend bool operator==(const FileVersion& a, const FileVersion& b) {
    return a.inode == b.inode && a.size == b.size && a.changed_at == b.changed_at;
  }
};

// The hosts and settings that a guest is checked with. The workspace owns them; they are valid
// until its next change.
struct GuestSetup {
  const Settings* settings = nullptr;
  std::vector<const Host*> hosts;
};

// Every change except HaveChanged invalidates all setups that For returned.
class Workspace {
 public:
  // Folders are absolute paths; relative paths in their settings start there. AddFolder keeps the
  // settings of a folder that is already known; a new one gets the defaults.
  void AddFolder(const std::string& folder);
  void SetFolder(const std::string& folder, Settings settings);
  void RemoveFolder(const std::string& folder);
  std::vector<std::string> folders() const;
  // Sets the settings of folders that have none, and of files outside all folders.
  void SetDefaults(Settings settings);
  // Sets the host that a person chose for one guest.
  void ChooseHost(const std::string& path, const std::string& host);
  // Forgets all files that were read, because they may have changed.
  void Reload();
  // Returns whether a file has changed since the last call that named it, or is named for the first
  // time; the caller must then call Reload. Editors report a save twice: as a save, and as a change
  // of a watched file. Also true if no file is named or one cannot be found.
  bool HaveChanged(const std::vector<std::string>& paths);

  // Returns the setup of the guest at an absolute path. Adds problems with configurations and hosts
  // to `problems`, each once until the next change.
  GuestSetup For(const std::string& path, std::vector<InputProblem>* problems);

  // Returns the hosts that a person may choose from: those that settings name, and those that ship
  // inside the program.
  std::vector<std::string> KnownHosts();

 private:
  // Returns the innermost folder that contains the path, or an empty string.
  std::string FolderOf(const std::string& path) const;
  ConfigFinder& FinderOf(const std::string& folder);

  XmlReader reader_;
  Settings defaults_;
  std::map<std::string, std::optional<Settings>> folders_;
  std::map<std::string, std::string> chosen_;         // hosts by guest
  std::map<std::string, FileVersion> last_versions_;  // by path, of the files named so far
  // Created on first use.
  std::unique_ptr<HostCache> hosts_;
  std::map<std::string, std::unique_ptr<ConfigFinder>> finders_;  // by folder
  std::vector<std::string> named_hosts_;                          // by setups so far
};

}  // namespace domcheck

#endif  // CHECKER_LSP_WORKSPACE_H_
