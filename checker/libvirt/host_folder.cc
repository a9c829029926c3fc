#include "checker/libvirt/host_folder.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

#include "checker/host_source.h"
#include "checker/version.h"
#include "checker/write_file.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

// FNV-1a of 64 bits: to tell contents apart, not to protect them.
std::string ContentName(const std::string& content) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const char c : content) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  char name[32];
  std::snprintf(name, sizeof name, "%016llx.xml", static_cast<unsigned long long>(hash));
  return name;
}

std::string Utc(std::time_t when) {
  std::tm parts = {};
  gmtime_r(&when, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

std::string Index(const FetchedHost& host, std::time_t when) {
  nlohmann::ordered_json documents = nlohmann::ordered_json::array();
  for (const FetchedDocument& document : host.documents)
    documents.push_back({{"file", ContentName(document.xml)},
                         {"arch", document.arch},
                         {"virttype", document.domain_type},
                         {"machine", document.machine}});
  const nlohmann::ordered_json index = {{"version", 1},
                                        {"host", host.hostname},
                                        {"uri", host.uri},
                                        {"fetched", Utc(when)},
                                        {"driver", host.driver},
                                        {"libvirt", host.libvirt_version},
                                        {"hypervisor", host.hypervisor_version},
                                        {"domcheck", kVersion},
                                        {"documents", documents},
                                        {"problems", host.problems}};
  return index.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

// A folder beside `folder`, removed with all that is in it unless it was moved away.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::string& folder) : path_(folder + ".XXXXXX") {
    is_made_ = mkdtemp(path_.data()) != nullptr && chmod(path_.c_str(), 0755) == 0;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    if (is_made_) fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  bool is_made() const { return is_made_; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  bool is_made_;
};

std::string ErrorText() { return std::strerror(errno); }

// Puts the new folder in the place of the old one, if there is one, in one step.
bool Exchange(const std::string& made, const std::string& folder) {
  if (renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, folder.c_str(), RENAME_NOREPLACE) == 0)
    return true;
  return errno == EEXIST &&
         renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, folder.c_str(), RENAME_EXCHANGE) == 0;
}

}  // namespace

std::optional<std::string> StoreHost(const FetchedHost& host, std::time_t when,
                                     const std::string& folder) {
  std::string target = fs::path(folder).lexically_normal().string();
  while (target.size() > 1 && target.back() == '/') target.pop_back();
  std::error_code error;
  if (fs::exists(target, error) && !fs::exists(fs::path(target) / kHostIndexName, error) &&
      !(fs::is_directory(target, error) && fs::is_empty(target, error)))
    return "is there already and is no host folder; choose another one, or remove it";
  if (const fs::path parent = fs::path(target).parent_path(); !parent.empty())
    fs::create_directories(parent, error);
  const TemporaryFolder made(target);
  if (!made.is_made()) return "cannot be made: " + ErrorText();
  const auto write = [&](const std::string& name, const std::string& content) {
    return WriteFileAtomically(made.path() + "/" + name, content);
  };
  auto failed = write(std::string(kHostMachinesName), host.capabilities);
  for (const FetchedDocument& document : host.documents)
    if (!failed) failed = write(ContentName(document.xml), document.xml);
  if (!failed) failed = write(kHostIndexName, Index(host, when));
  if (failed) return failed;
  // The old one, now in the new one's place, goes with the temporary folder.
  if (!Exchange(made.path(), target)) return "cannot be replaced: " + ErrorText();
  return std::nullopt;
}

}  // namespace domcheck
