// The files of one host on disk: the *.xml files of its folder, or a single file.
//
// Listing them is separate from reading them, and reading from parsing, so that a caller can
// compare hosts by their files before it loads one. Each file is read at most once, when it is
// first used.
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
  // Lists the files; reads none of them.
  explicit HostFiles(std::string path);

  const std::string& path() const { return path_; }
  bool is_folder() const { return is_folder_; }
  // The paths of the files, sorted: `path` itself where that is not a folder.
  const std::vector<std::string>& paths() const { return paths_; }
  // Why the folder could not be listed to its end.
  const std::optional<InputProblem>& problem() const { return problem_; }

  // The file of that index in paths(). The reference is valid until Take.
  const std::variant<SourceFile, ReadError>& Read(size_t index);
  // The same, moved out; at most once for each file.
  std::variant<SourceFile, ReadError> Take(size_t index);

  // Whether another folder stands at `path` since the files were listed, or files came or went:
  // 'domcheck fetch' replaces a host's folder as a whole.
  bool WereReplaced() const;

 private:
  // The folder's number in its file system and the time of its last change.
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
