#include "checker/base/write_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>
#include <vector>

#include "checker/base/write_file.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

constexpr char kBegin[] = ".domcheck-folder-";
constexpr int kMostAttempts = 1000;   // to find an unused name
constexpr mode_t kFolderMode = 0755;  // both before the umask
constexpr mode_t kFileMode = 0644;
constexpr int kOpenFolder = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

std::string Reason(int error) { return std::string("cannot be written: ") + std::strerror(error); }

// Returns the absolute path with all links resolved. The last components need not exist.
fs::path Resolved(const std::string& path, std::error_code* error) {
  fs::path target = fs::absolute(path, *error);
  if (!*error) target = fs::weakly_canonical(target, *error);
  if (!target.has_filename()) target = target.parent_path();
  return target;
}

bool IsSameFile(const struct stat& one, const struct stat& other) {
  return one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

bool IsMountPoint(const fs::path& path) {
  struct statx found;
  return statx(AT_FDCWD, path.c_str(), 0, 0, &found) == 0 &&
         (found.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

std::vector<std::string> NamesIn(int folder) {
  std::vector<std::string> names;
  // Open the folder again: the stream owns its descriptor and starts at its position.
  const int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const std::unique_ptr<DIR, int (*)(DIR*)> stream(again < 0 ? nullptr : fdopendir(again),
                                                   closedir);
  if (stream == nullptr) return names;
  while (const dirent* entry = readdir(stream.get()))
    if (std::strcmp(entry->d_name, ".") != 0 && std::strcmp(entry->d_name, "..") != 0)
      names.emplace_back(entry->d_name);
  return names;
}

// Removes the folder `path`, which is open as `folder`, unless it has files that are not owned.
void Remove(const std::string& path, int folder, OwnsFile owns) {
  for (const std::string& name : NamesIn(folder))
    if (owns(name)) unlinkat(folder, name.c_str(), 0);
  rmdir(path.c_str());
}

// Whether `path` is still the folder that is open as `folder`.
bool IsAt(const std::string& path, int folder) {
  struct stat at_path, opened;
  return fstat(folder, &opened) == 0 && lstat(path.c_str(), &at_path) == 0 &&
         IsSameFile(at_path, opened);
}

// Removes the folders in `parent` that dead writers have left behind.
void RemoveAbandoned(const fs::path& parent, OwnsFile owns) {
  const int opened = open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return;
  for (const std::string& name : NamesIn(opened)) {
    if (name.compare(0, std::strlen(kBegin), kBegin) != 0) continue;
    const std::string path = parent / name;
    const int folder = open(path.c_str(), kOpenFolder);
    if (folder < 0) continue;
    if (flock(folder, LOCK_EX | LOCK_NB) == 0 && IsAt(path, folder)) Remove(path, folder, owns);
    close(folder);
  }
  close(opened);
}

void SyncFolder(const fs::path& path) {
  const int folder = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  fsync(folder);
  close(folder);
}

// Renames the folder `made` to `target`. If `target` exists and is not empty, exchanges the two.
// Returns 0 or the error number.
int Exchange(const std::string& made, const std::string& target) {
  for (int i = 0; i < kMostAttempts; ++i) {
    if (rename(made.c_str(), target.c_str()) == 0) return 0;  // there was none, or an empty one
    if (errno != ENOTEMPTY && errno != EEXIST) return errno;
    if (renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) == 0) return 0;
    if (errno != ENOENT) return errno;
  }
  return ENOENT;
}

std::string ExchangeReason(int error) {
  const std::string reason = std::string(": ") + std::strerror(error);
  if (error == EINVAL || error == EXDEV || error == ENOSYS)
    return "cannot be replaced in one step on its file system" + reason +
           "; remove it and try again, or choose one elsewhere";
  return "cannot be replaced" + reason;
}

}  // namespace

std::optional<std::string> WhyNoFolder(const std::string& path, OwnsFile owns) {
  std::error_code error;
  const fs::path target = Resolved(path, &error);
  if (error) return "cannot be reached: " + error.message();
  struct stat found;
  if (lstat(target.c_str(), &found) != 0) {
    if (errno != ENOENT) return "cannot be reached: " + std::string(std::strerror(errno));
    fs::path above = target.parent_path();
    while (lstat(above.c_str(), &found) != 0 && errno == ENOENT && above != above.parent_path())
      above = above.parent_path();
    if (faccessat(AT_FDCWD, above.c_str(), W_OK | X_OK, AT_EACCESS) == 0) return std::nullopt;
    return "cannot be made in " + above.string() + ": " + std::strerror(errno);
  }
  if (S_ISLNK(found.st_mode)) return "is a symbolic link to what is not there; remove it";
  if (!S_ISDIR(found.st_mode)) return "is a file, not a folder; choose another name";
  struct stat working;
  if (stat(".", &working) == 0 && IsSameFile(found, working))
    return "is the working folder, which cannot be replaced under your feet; leave it, or choose "
           "another one";
  const int folder = open(target.c_str(), kOpenFolder);
  if (folder < 0) return "cannot be read: " + std::string(std::strerror(errno));
  std::string foreign;
  for (const std::string& name : NamesIn(folder))
    if (!owns(name) && (foreign.empty() || name < foreign)) foreign = name;
  close(folder);
  if (!foreign.empty())
    return "is there already, with '" + foreign +
           "' in it, which would be lost; move that away, or choose another folder";
  if (IsMountPoint(target))
    return "is where a file system is mounted, which cannot be replaced; choose a folder in it";
  if (faccessat(AT_FDCWD, target.parent_path().c_str(), W_OK | X_OK, AT_EACCESS) != 0)
    return "cannot be replaced in " + target.parent_path().string() + ": " + std::strerror(errno);
  // The folder could be exchanged, but then its files could not be removed.
  if (faccessat(AT_FDCWD, target.c_str(), W_OK | X_OK, AT_EACCESS) != 0)
    return "cannot be replaced: " + std::string(std::strerror(errno));
  return std::nullopt;
}

AtomicFolder::~AtomicFolder() {
  if (!made_.empty()) Remove(made_, folder_, owns_);
  if (folder_ >= 0) close(folder_);
}

std::optional<std::string> AtomicFolder::MakeBeside() {
  static std::atomic<unsigned> count{0};
  const std::string begin =
      (fs::path(target_).parent_path() / kBegin).string() + std::to_string(getpid()) + "-";
  for (int i = 0; i < kMostAttempts; ++i) {
    const std::string path = begin + std::to_string(count++);
    if (mkdir(path.c_str(), kFolderMode) != 0) {
      if (errno == EEXIST) continue;
      return Reason(errno);
    }
    const int folder = open(path.c_str(), kOpenFolder);
    if (folder < 0 && errno != ENOENT) {
      const int error = errno;
      rmdir(path.c_str());
      return Reason(error);
    }
    // Until the folder is locked, another writer may take it for a dead writer's and remove it.
    // Some network file systems have no locks; nothing is removed there.
    const bool is_taken = folder < 0 ||
                          (flock(folder, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) ||
                          !IsAt(path, folder);
    if (!is_taken) {
      made_ = path;
      folder_ = folder;
      return std::nullopt;
    }
    if (folder >= 0) close(folder);
  }
  return Reason(EEXIST);
}

std::optional<std::string> AtomicFolder::Open(const std::string& path) {
  if (auto problem = WhyNoFolder(path, owns_)) return problem;
  std::error_code error;
  const fs::path target = Resolved(path, &error);
  if (!error) fs::create_directories(target.parent_path(), error);
  if (error) return "cannot be made: " + error.message();
  target_ = target.string();
  RemoveAbandoned(target.parent_path(), owns_);
  return MakeBeside();
}

std::optional<std::string> AtomicFolder::Write(const std::string& name, std::string_view bytes) {
  const int file =
      openat(folder_, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kFileMode);
  if (file < 0) return Reason(errno);
  int error = WriteAll(file, bytes);
  if (error == 0 && fsync(file) != 0) error = errno;
  // Some network file systems report a full disk only in close().
  if (close(file) != 0 && error == 0 && errno != EINTR) error = errno;
  if (error != 0) return Reason(error);
  return std::nullopt;
}

std::optional<std::string> AtomicFolder::Commit() {
  struct stat old;
  if (stat(target_.c_str(), &old) == 0) {
    if (const int error = CopyOwnerAndMode(old, folder_)) return Reason(error);
  }
  if (fsync(folder_) != 0) return Reason(errno);
  if (const int error = Exchange(made_, target_)) return ExchangeReason(error);
  SyncFolder(fs::path(target_).parent_path());
  close(folder_);
  folder_ = open(made_.c_str(), kOpenFolder);
  if (folder_ >= 0) Remove(made_, folder_, owns_);
  made_.clear();
  return std::nullopt;
}

}  // namespace domcheck
