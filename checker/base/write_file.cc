#include "checker/base/write_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace domcheck {
namespace {

namespace fs = std::filesystem;

constexpr int kMostLinks = 40;       // in a chain, the same as the kernel's limit
constexpr int kMostAttempts = 1000;  // to find an unused name
constexpr mode_t kModeOfNew = 0666;  // before the umask
constexpr mode_t kPermissions = 07777;

std::string Reason(int error) { return std::string("cannot be written: ") + std::strerror(error); }

// A link in /proc may stand for an open file of a process that has no other name.
bool IsInProc(const fs::path& path) {
  std::error_code ignored;
  const fs::path folder = fs::canonical(path.parent_path(), ignored);
  return folder.native().substr(0, 6) == "/proc/";
}

// Follows a chain of links from `path`. Returns 0 or the error number.
int FollowLinks(fs::path* path) {
  for (int i = 0; i < kMostLinks; ++i) {
    std::error_code error;
    if (!fs::is_symlink(*path, error) || IsInProc(*path)) return 0;
    const fs::path next = fs::read_symlink(*path, error);
    if (error) return error.value();
    *path = path->parent_path() / next;
  }
  return ELOOP;
}

int OpenFile(const fs::path& path, int flags, mode_t mode) {
  int file;
  do file = open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY | flags, mode);
  while (file < 0 && errno == EINTR);
  return file;
}

// Creates and opens a file in the folder of `target` and sets `name` to its path. Returns -1 and
// sets errno on failure.
int OpenBeside(const fs::path& target, mode_t mode, std::string* name) {
  static std::atomic<unsigned> count{0};
  const std::string begin = ".domcheck-" + std::to_string(getpid()) + "-";
  for (int i = 0; i < kMostAttempts; ++i) {
    const fs::path path = target.parent_path() / (begin + std::to_string(count++));
    const int file = OpenFile(path, O_CREAT | O_EXCL, mode);
    if (file < 0 && errno == EEXIST) continue;
    *name = path.native();
    return file;
  }
  return -1;
}

}  // namespace

AtomicFile::~AtomicFile() { Abandon(); }

void AtomicFile::Abandon() {
  if (file_ >= 0) close(file_);
  file_ = -1;
  if (!temporary_.empty()) unlink(temporary_.c_str());
  temporary_.clear();
}

std::optional<std::string> AtomicFile::Open(const std::string& path) {
  struct stat old;
  const bool exists = stat(path.c_str(), &old) == 0;
  if (!exists && errno != ENOENT) return Reason(errno);
  if (exists && S_ISDIR(old.st_mode)) return "is a folder, not a file";
  fs::path target = path;
  if (const int error = FollowLinks(&target)) return Reason(error);
  target_ = target.native();

  if (exists && (!S_ISREG(old.st_mode) || fs::is_symlink(target))) {
    // Append, because another process may be writing to the same file through /dev/stdout.
    file_ = OpenFile(path, O_APPEND, 0);
    if (file_ < 0) return Reason(errno);
    return std::nullopt;
  }
  if (exists && faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) != 0) return Reason(errno);
  std::string temporary;
  file_ = OpenBeside(target, exists ? 0600 : kModeOfNew, &temporary);
  if (file_ < 0) return Reason(errno);
  temporary_ = temporary;
  if (!exists) return std::nullopt;
  if (const int error = CopyOwnerAndMode(old, file_)) {
    Abandon();
    return Reason(error);
  }
  return std::nullopt;
}

bool AtomicFile::Write(std::string_view text) {
  if (error_ == 0) error_ = file_ < 0 ? EBADF : WriteAll(file_, text);
  return error_ == 0;
}

std::optional<std::string> AtomicFile::Commit() {
  if (error_ == 0 && file_ < 0) error_ = EBADF;
  if (error_ == 0 && !temporary_.empty() && fsync(file_) != 0) error_ = errno;
  // Some network file systems report a full disk only in close().
  if (file_ >= 0 && close(file_) != 0 && error_ == 0 && errno != EINTR) error_ = errno;
  file_ = -1;
  if (error_ == 0 && !temporary_.empty()) {
    if (std::rename(temporary_.c_str(), target_.c_str()) == 0)
      temporary_.clear();
    else
      error_ = errno;
  }
  Abandon();
  if (error_ != 0) return Reason(error_);
  return std::nullopt;
}

std::optional<std::string> WriteFileAtomically(const std::string& path, std::string_view bytes) {
  AtomicFile file;
  if (auto error = file.Open(path)) return error;
  file.Write(bytes);
  return file.Commit();
}

int WriteAll(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written >= 0)
      text.remove_prefix(static_cast<size_t>(written));
    else if (errno != EINTR)
      return errno;
  }
  return 0;
}

int CopyOwnerAndMode(const struct stat& old, int made) {
  struct stat now;
  if (fstat(made, &now) != 0) return errno;
  if (now.st_uid != old.st_uid || now.st_gid != old.st_gid) {
    // Only root can change the owner. Others can still set a group that they belong to.
    if (fchown(made, old.st_uid, old.st_gid) != 0 && fchown(made, now.st_uid, old.st_gid) != 0) {
      // The file keeps its writer's owner and group, as with other programs that replace files.
    }
  }
  return fchmod(made, old.st_mode & kPermissions) == 0 ? 0 : errno;
}

}  // namespace domcheck
