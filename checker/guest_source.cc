#include "checker/guest_source.h"

#include <glob.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace domcheck {
namespace {

namespace fs = std::filesystem;

bool IsHidden(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.size() > 1 && name[0] == '.' && name != "..";
}

void AddFolder(const std::string& folder, std::vector<GuestFile>* guests,
               std::vector<InputProblem>* problems) {
  std::vector<std::string> files;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, error);
  for (const fs::recursive_directory_iterator end; !error && entry != end; entry.increment(error)) {
    std::error_code ignored;
    if (entry->is_symlink(ignored)) continue;
    const bool is_folder = entry->is_directory(ignored);
    if (is_folder && IsHidden(entry->path())) entry.disable_recursion_pending();
    if (is_folder || entry->path().extension() != ".xml") continue;
    const fs::path path = entry->path();
    files.push_back((folder == "." ? path.lexically_normal() : path).string());
  }
  if (error) problems->push_back({folder, std::nullopt, "cannot be read: " + error.message()});
  if (files.empty() && !error)
    problems->push_back({folder, std::nullopt, "no guest (*.xml) is in this folder"});
  std::sort(files.begin(), files.end());
  for (std::string& file : files) guests->push_back({std::move(file), true});
}

bool IsFolder(const std::string& path) {
  struct stat status;
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

// Adds what the pattern names and returns whether there was anything.
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
