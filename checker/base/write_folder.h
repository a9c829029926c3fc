// Writes folders of files atomically: completely or not at all.
//
// The new folder is created beside the old one, synced to disk, and then exchanged with it in one
// step. Until then, and after any failure, the old folder is unchanged; a failure removes the new
// folder, but not the parent folders that were created for it. The new folder gets the mode of the
// old one, and its owner and group if the system allows it. If the path is a symbolic link, the
// folder that it points to is replaced, not the link.
//
// A reader that opens the folder after the exchange sees the new one. A reader that has the old one
// open keeps it, but its files are then removed. So a reader of several files by path must check at
// the end that the folder is still the one that it started with, and start again if not.
//
// A writer that is killed may leave a folder .domcheck-folder-* beside the target. A writer holds a
// lock (flock) on its folder while it lives. The next writer in the same place removes folders
// without a lock.
#ifndef CHECKER_BASE_WRITE_FOLDER_H_
#define CHECKER_BASE_WRITE_FOLDER_H_

#include <optional>
#include <string>
#include <string_view>

namespace domcheck {

// Returns whether the writer of such folders creates files called `name`. Other files are never
// removed.
using OwnsFile = bool (*)(std::string_view name);

// Returns why no folder can be created or replaced at `path`, as a message for the user: a file has
// that name, the folder has a file that the writer does not own, a permission is missing. Changes
// nothing. Returns nullopt if nothing is known to prevent it; writing may still fail, for example
// on a full disk.
std::optional<std::string> WhyNoFolder(const std::string& path, OwnsFile owns);

// Errors are messages for the user, without the folder's name.
class AtomicFolder {
 public:
  explicit AtomicFolder(OwnsFile owns) : owns_(owns) {}
  ~AtomicFolder();  // discards what was not committed
  AtomicFolder(const AtomicFolder&) = delete;
  AtomicFolder& operator=(const AtomicFolder&) = delete;

  // Starts writing the folder `path`. Call it once. Returns an error if it cannot be written.
  std::optional<std::string> Open(const std::string& path);
  // Writes the file `name`, which must be a name that the writer owns and has not written yet.
  std::optional<std::string> Write(const std::string& name, std::string_view bytes);
  // Replaces the folder. On failure returns an error and leaves the old folder unchanged.
  std::optional<std::string> Commit();

 private:
  std::optional<std::string> MakeBeside();

  OwnsFile owns_;
  std::string target_;
  std::string made_;  // empty before Open and after Commit
  int folder_ = -1;   // file descriptor of made_, which is locked
};

}  // namespace domcheck

#endif  // CHECKER_BASE_WRITE_FOLDER_H_
