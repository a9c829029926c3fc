#include "checker/base/file_path.h"

#include <filesystem>

namespace domcheck {

namespace fs = std::filesystem;

std::string AbsolutePath(const std::string& path) {
  return fs::absolute(path).lexically_normal().string();
}

std::string ParentFolder(const std::string& path) { return fs::path(path).parent_path().string(); }

std::string RelativePath(const std::string& path, const std::string& folder) {
  return fs::path(path).lexically_relative(folder).generic_string();
}

}  // namespace domcheck
