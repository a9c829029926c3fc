// Folders of files that are written whole or not at all.
//
// The new folder is made beside the old one, reaches the disk, and then takes the old one's name in
// one step. Until then, and after any failure, the old folder is as it was and the new one is
// removed; folders above it that had to be made stay. The new folder has the mode of the old one,
// and its owner and group where the system allows that. Of a symbolic link, the folder that it
// leads to is replaced, not the link.
//
// The one step is seen by whoever opens the folder next. Whoever had it open before keeps the old
// one, whose files are then removed: he who reads several files by their paths must see, at the
// end, that the folder is still the one he began with, and begin anew if not.
//
// A process that is killed may leave .domcheck-folder-* beside. Its writer holds a lock (flock)
// on it as long as it lives, so that the next writer in the same place knows the dead one's and
// removes it.
#ifndef CHECKER_BASE_WRITE_FOLDER_H_
#define CHECKER_BASE_WRITE_FOLDER_H_

#include <optional>
#include <string>
#include <string_view>

namespace domcheck {

// Whether a file of that name is one that the writer of such folders makes. Files of other names
// are somebody else's and are never removed.
using OwnsFile = bool (*)(std::string_view name);

// What is against a folder of this path, new or in the place of what is there, for a person: a file
// of that name, somebody else's file in it, no permission. Changes nothing; what a full disk has
// against it shows only when it is written.
std::optional<std::string> WhyNoFolder(const std::string& path, OwnsFile owns);

// Failures are described for a person, without the folder's name.
class AtomicFolder {
 public:
  explicit AtomicFolder(OwnsFile owns) : owns_(owns) {}
  ~AtomicFolder();  // abandons what was not committed
  AtomicFolder(const AtomicFolder&) = delete;
  AtomicFolder& operator=(const AtomicFolder&) = delete;

  // Starts to write the folder `path`, once. Returns why it cannot be written.
  std::optional<std::string> Open(const std::string& path);
  // Writes a file of a name that it owns and has not written yet.
  std::optional<std::string> Write(const std::string& name, std::string_view bytes);
  // Puts the new folder in place, or returns why the old one is still there.
  std::optional<std::string> Commit();

 private:
  std::optional<std::string> MakeBeside();

  OwnsFile owns_;
  std::string target_;
  std::string made_;  // empty before Open and after Commit
  int folder_ = -1;   // the folder that was made, open and locked
};

}  // namespace domcheck

#endif  // CHECKER_BASE_WRITE_FOLDER_H_
