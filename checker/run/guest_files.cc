#include "checker/run/guest_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <glob.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "capsmodel/limits.h"

namespace domcheck {
namespace {

// The kind of a folder's entry; symbolic links, FIFOs and devices are kOther.
enum class EntryKind { kFile, kFolder, kOther };

EntryKind KindOf(DIR* folder, const dirent& entry) {
  mode_t mode = DTTOIF(entry.d_type);
  if (entry.d_type == DT_UNKNOWN) {  // some file systems do not report the type
    struct stat status;
    if (fstatat(dirfd(folder), entry.d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
      return EntryKind::kOther;
    mode = status.st_mode;
  }
  if (S_ISDIR(mode)) return EntryKind::kFolder;
  return S_ISREG(mode) ? EntryKind::kFile : EntryKind::kOther;
}

bool IsXmlName(std::string_view name) {
  constexpr std::string_view kExtension = ".xml";
  return name.size() > kExtension.size() &&
         name.substr(name.size() - kExtension.size()) == kExtension;
}

// Whether more files were found than the limit allows.
bool IsOver(size_t found) {
  const size_t most = CurrentLimits().files;
  return most != 0 && found > most;
}

// Adds the guests in the folder and in those below it. `prefix` is the folder's part of their
// names. Stops when there are too many.
void CollectFiles(const std::string& prefix, std::vector<std::string>* files,
                  std::vector<InputProblem>* problems) {
  const std::string name = prefix.empty() ? "." : prefix;
  std::vector<std::string> folders;
  DIR* const folder = opendir(name.c_str());
  errno = folder == nullptr ? errno : 0;
  while (const dirent* entry =
             folder == nullptr || IsOver(files->size()) ? nullptr : readdir(folder)) {
    const EntryKind kind = KindOf(folder, *entry);
    if (kind == EntryKind::kFile && IsXmlName(entry->d_name))
      files->push_back(prefix + entry->d_name);
    else if (kind == EntryKind::kFolder && entry->d_name[0] != '.')
      folders.push_back(prefix + entry->d_name + "/");
    errno = 0;
  }
  if (errno != 0)
    problems->push_back(
        {name, std::nullopt, std::string("cannot be read: ") + std::strerror(errno)});
  if (folder != nullptr) closedir(folder);
  for (const std::string& inner : folders)
    if (!IsOver(files->size())) CollectFiles(inner, files, problems);
}

void AddFolder(const std::string& folder, std::vector<GuestFile>* guests,
               std::vector<InputProblem>* problems) {
  std::string prefix = folder == "." ? "" : folder;
  if (!prefix.empty() && prefix.back() != '/') prefix += '/';
  std::vector<std::string> files;
  const size_t problems_before = problems->size();
  CollectFiles(prefix, &files, problems);
  if (files.empty() && problems->size() == problems_before)
    problems->push_back({folder, std::nullopt, "no guest (*.xml) is in this folder"});
  std::sort(files.begin(), files.end());
  guests->reserve(guests->size() + files.size());
  for (std::string& file : files) guests->push_back({std::move(file), true});
}

bool IsFolder(const std::string& path) {
  struct stat status;
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

// Adds the files that match the pattern; returns whether there are any.
bool AddPattern(const std::string& pattern, std::vector<GuestFile>* guests) {
  glob_t found = {};
  const bool any = glob(pattern.c_str(), 0, nullptr, &found) == 0;
  if (any)
    for (size_t i = 0; i < found.gl_pathc; ++i) guests->push_back({found.gl_pathv[i], false});
  globfree(&found);
  return any;
}

}  // namespace

std::vector<GuestFile> FindGuests(const std::vector<std::string>& names,
                                  std::vector<InputProblem>* problems) {
  std::vector<GuestFile> guests;
  for (const std::string& name : names) {
    if (name != "-" && IsFolder(name)) {
      AddFolder(name, &guests, problems);
    } else if (name.find_first_of("*?[") == std::string::npos || access(name.c_str(), F_OK) == 0) {
      guests.push_back({name, false});
    } else if (!AddPattern(name, &guests)) {
      problems->push_back({name, std::nullopt, "no file matches this pattern"});
    }
    if (IsOver(guests.size())) {
      // A part of the guests would pass for all of them.
      problems->push_back(
          {name, std::nullopt, DescribeExcess(LimitOf(&Limits::files), CurrentLimits())});
      return {};
    }
  }
  return guests;
}

std::vector<std::string> SplitFileList(std::string_view list) {
  const char divider = list.find('\0') == std::string_view::npos ? '\n' : '\0';
  std::vector<std::string> names;
  while (!list.empty()) {
    const size_t end = std::min(list.find(divider), list.size());
    std::string_view name = list.substr(0, end);
    if (divider == '\n' && !name.empty() && name.back() == '\r') name.remove_suffix(1);
    if (!name.empty()) names.emplace_back(name);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return names;
}

}  // namespace domcheck
