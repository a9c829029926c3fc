#include "checker/hosts/host_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace domcheck {

namespace fs = std::filesystem;

HostFiles::HostFiles(std::string path) : path_(std::move(path)), identity_(IdentityOf(path_)) {
  std::error_code error;
  is_folder_ = fs::is_directory(path_, error);
  if (!is_folder_) {
    paths_.push_back(path_);
  } else {
    for (fs::directory_iterator entry(path_, error), end; !error && entry != end;
         entry.increment(error))
      if (entry->path().extension() == ".xml") paths_.push_back(entry->path().string());
    if (error) problem_ = InputProblem{path_, std::nullopt, "cannot be read: " + error.message()};
    std::sort(paths_.begin(), paths_.end());
  }
  read_.resize(paths_.size());
}

const std::variant<SourceFile, ReadError>& HostFiles::Read(size_t index) {
  if (!read_[index]) read_[index].emplace(ReadSourceFile(paths_[index], paths_[index]));
  return *read_[index];
}

std::variant<SourceFile, ReadError> HostFiles::Take(size_t index) {
  Read(index);
  return std::move(*read_[index]);
}

bool HostFiles::WereReplaced() const { return IdentityOf(path_) != identity_; }

HostFiles::Identity HostFiles::IdentityOf(const std::string& folder) {
  struct stat found = {};
  stat(folder.c_str(), &found);
  return {found.st_dev, found.st_ino, found.st_mtim.tv_sec, found.st_mtim.tv_nsec};
}

}  // namespace domcheck
