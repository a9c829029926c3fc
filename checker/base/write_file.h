// Writes files atomically: completely or not at all.
//
// The new content is written to a temporary file in the same folder, synced to disk, and then
// renamed to the old file's name. Until then, and after any failure, the old file is unchanged; a
// failure removes the temporary file. The new file gets the mode of the old one, and its owner and
// group if the system allows it. Other hard links keep the old content.
//
// A target that is not a regular file (a terminal, a pipe, /dev/stdout) is written directly. If the
// path is a symbolic link, the file that it points to is replaced, not the link.
#ifndef CHECKER_BASE_WRITE_FILE_H_
#define CHECKER_BASE_WRITE_FILE_H_

#include <sys/stat.h>

#include <optional>
#include <string>
#include <string_view>

namespace domcheck {

// Writes a file piece by piece. Errors are messages for the user, without the file's name.
class AtomicFile {
 public:
  AtomicFile() = default;
  ~AtomicFile();  // discards what was not committed
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  // Starts writing the file `path`. Call it once. Returns an error if the file cannot be written.
  // Fails for a file that the caller may not write, even if its folder would allow replacing it.
  std::optional<std::string> Open(const std::string& path);
  // Returns false if this or an earlier piece could not be written; Commit then returns the error.
  bool Write(std::string_view text);
  // Replaces the file. On failure returns an error and leaves the old file unchanged.
  std::optional<std::string> Commit();

 private:
  void Abandon();

  int file_ = -1;
  std::string target_;
  std::string temporary_;  // empty if the target is written directly
  int error_ = 0;          // error number of the first write that failed
};

// Writes `bytes` to the file `path` with AtomicFile.
std::optional<std::string> WriteFileAtomically(const std::string& path, std::string_view bytes);

// Writes all of `text` to an open file. Returns 0 or the error number.
int WriteAll(int file, std::string_view text);

// Gives a new file or folder, open as `made`, the mode of `old`, and its owner and group if the
// system allows it. Returns 0 or the error number.
int CopyOwnerAndMode(const struct stat& old, int made);

}  // namespace domcheck

#endif  // CHECKER_BASE_WRITE_FILE_H_
