// The content of a file, for tests.
#ifndef CHECKER_TESTING_FILE_CONTENT_H_
#define CHECKER_TESTING_FILE_CONTENT_H_

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace domcheck {

// Returns all bytes of the file. If it cannot be opened the test fails, and the result is empty.
inline std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path << " cannot be read";
  return {std::istreambuf_iterator<char>(file), {}};
}

// Writes or replaces the file, after making missing folders above it. If it cannot be written the
// test fails, and the file may hold a part of the content.
inline void WriteFile(const std::filesystem::path& path, std::string_view content) {
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file << content << std::flush;
  EXPECT_TRUE(file) << path << " cannot be written";
}

}  // namespace domcheck

#endif  // CHECKER_TESTING_FILE_CONTENT_H_
