// HostFiles holds the files of one host on disk: the *.xml files of its folder, or a single file.
//
// The constructor lists the files, and each is read when it is first used, at most once. None is
// parsed here. So a caller can compare hosts by their files before it loads one.
#ifndef CHECKER_HOSTS_HOST_FILES_H_
#define CHECKER_HOSTS_HOST_FILES_H_

#include <sys/types.h>

#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "capsmodel/source_file.h"
#include "checker/base/input_problem.h"

namespace domcheck {

// In a host's folder, what 'virsh capabilities' printed: its machines and their aliases.
constexpr std::string_view kHostMachinesName = "capabilities.xml";

class HostFiles {
 public:
  // Lists the files without reading them.
  explicit HostFiles(std::string path);

  const std::string& path() const { return path_; }
  bool is_folder() const { return is_folder_; }
  // The sorted paths of the files, or path() itself if it is not a folder.
  const std::vector<std::string>& paths() const { return paths_; }
  // Why the folder could not be listed completely, or nullopt.
  const std::optional<InputProblem>& problem() const { return problem_; }

  // Returns the file paths()[index]. The reference is valid until Take(index).
  const std::variant<SourceFile, ReadError>& Read(size_t index);
  // Like Read(), but moves the file out. Call it at most once for each file.
  std::variant<SourceFile, ReadError> Take(size_t index);

  // Whether path() has been replaced by another folder, or files in it were added or removed, since
  // the constructor listed them. 'domcheck fetch' replaces a host's folder as a whole.
  bool WereReplaced() const;

 private:
  // The folder's device, inode and time of modification (seconds, nanoseconds).
  using Identity = std::tuple<dev_t, ino_t, time_t, long>;
  static Identity IdentityOf(const std::string& folder);

  std::string path_;
  bool is_folder_;
  Identity identity_;
  std::vector<std::string> paths_;
  std::vector<std::optional<std::variant<SourceFile, ReadError>>> read_;  // by index in paths_
  std::optional<InputProblem> problem_;
};

}  // namespace domcheck

#endif  // CHECKER_HOSTS_HOST_FILES_H_
