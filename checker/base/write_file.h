// Files that are written whole or not at all.
//
// The new content goes into a file of its own beside the old one, reaches the disk, and then takes
// the old one's name in one step. Until then, and after any failure, the old file is as it was and
// the other one is removed. The new file has the mode of the old one, and its owner and group where
// the system allows that; other hard links keep the old content.
//
// What is not an ordinary file (a terminal, a pipe, /dev/stdout) cannot be replaced and is written
// directly. Of a symbolic link, the file that it leads to is replaced, not the link.
#ifndef CHECKER_BASE_WRITE_FILE_H_
#define CHECKER_BASE_WRITE_FILE_H_

#include <sys/stat.h>

#include <optional>
#include <string>
#include <string_view>

namespace domcheck {

// For content that comes in pieces. Failures are described for a person, without the file's
// name.
class AtomicFile {
 public:
  AtomicFile() = default;
  ~AtomicFile();  // abandons what was not committed
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  // Starts to write the file `path`, once. Returns why it cannot be written. A file that the caller
  // may not write is refused, though its folder would let it be replaced.
  std::optional<std::string> Open(const std::string& path);
  // False when this piece, or one before it, could not be written; Commit returns why.
  bool Write(std::string_view text);
  // Puts the new content in place, or returns why the old is still there.
  std::optional<std::string> Commit();

 private:
  void Abandon();

  int file_ = -1;
  std::string target_;
  std::string temporary_;  // empty where the target is written directly
  int error_ = 0;          // of the first write that failed
};

// The same for content that is there as a whole.
std::optional<std::string> WriteFileAtomically(const std::string& path, std::string_view bytes);

// Writes all of `text` to an open file. Returns the error number, or 0.
int WriteAll(int file, std::string_view text);

// Gives a new file or folder, open as `made`, the mode of the `old` one, and its owner and group
// where the system allows that. Returns the error number, or 0.
int CopyOwnerAndMode(const struct stat& old, int made);

}  // namespace domcheck

#endif  // CHECKER_BASE_WRITE_FILE_H_
