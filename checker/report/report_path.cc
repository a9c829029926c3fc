#include "checker/report/report_path.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>
#include <system_error>

namespace domcheck {
namespace {

namespace fs = std::filesystem;

// Returns the rest of a path that is below the folder.
std::optional<std::string> Below(const std::string& folder, const std::string& path) {
  const std::string prefix = folder == "/" ? folder : folder + "/";
  if (path.size() <= prefix.size() || path.compare(0, prefix.size(), prefix) != 0) return {};
  return path.substr(prefix.size());
}

// Returns whether a URI's path can hold the character as it is. A colon would end a scheme in the
// first segment of a relative reference.
bool IsUriChar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (c != '\0' && std::strchr("/-._~!$&'()*+,;=@", c) != nullptr);
}

}  // namespace

const std::string& WorkingFolder() {
  static const auto& folder = *[] {
    std::error_code error;
    const fs::path path = fs::current_path(error);
    return new std::string(error ? "/" : path.string());
  }();
  return folder;
}

std::string FolderFromEnvironment(const char* variable) {
  const char* named = std::getenv(variable);
  if (named == nullptr || *named != '/') return WorkingFolder();
  std::error_code error;
  const fs::path folder = fs::canonical(named, error);
  return error ? WorkingFolder() : folder.string();
}

std::string PathFrom(const std::string& folder, std::string_view path) {
  const fs::path absolute = fs::path(WorkingFolder()) / fs::path(path);
  const std::string normal = absolute.lexically_normal().string();
  const bool climbs = std::find(absolute.begin(), absolute.end(), "..") != absolute.end();
  if (!climbs)
    if (const auto rest = Below(folder, normal)) return *rest;
  // What precedes ".." may be a link, and so may a folder of an absolute path.
  std::error_code error;
  const fs::path real = fs::weakly_canonical(absolute, error);
  if (error) return normal;
  if (const auto rest = Below(folder, real.string())) return *rest;
  return climbs ? real.string() : normal;
}

std::string PathAsUri(std::string_view path) {
  std::string uri = !path.empty() && path[0] == '/' ? "file://" : "";
  for (const char c : path) {
    if (IsUriChar(c)) {
      uri += c;
      continue;
    }
    char buffer[4];
    std::snprintf(buffer, sizeof buffer, "%%%02X", static_cast<unsigned char>(c));
    uri += buffer;
  }
  return uri;
}

}  // namespace domcheck
