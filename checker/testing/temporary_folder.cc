#include "checker/testing/temporary_folder.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <system_error>

#include "checker/testing/file_content.h"

namespace domcheck {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
  std::string name = testing::TempDir() + "/folder-XXXXXX";
  const char* made = mkdtemp(name.data());
  if (made == nullptr)
    ADD_FAILURE() << "no folder can be made in " << testing::TempDir();
  else
    path_ = fs::canonical(made);
}

TemporaryFolder::~TemporaryFolder() {
  if (left_) fs::current_path(*left_);
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

std::string TemporaryFolder::Path(std::string_view name) const { return (path_ / name).string(); }

std::string TemporaryFolder::Write(std::string_view name, std::string_view content) const {
  WriteFile(path_ / name, content);
  return Path(name);
}

void TemporaryFolder::Enter() {
  if (!left_) left_ = fs::current_path();
  fs::current_path(path_);
}

}  // namespace domcheck
