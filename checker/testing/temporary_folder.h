// A folder for the files of one test. It is empty at first; the destructor removes it with
// everything in it.
#ifndef CHECKER_TESTING_TEMPORARY_FOLDER_H_
#define CHECKER_TESTING_TEMPORARY_FOLDER_H_

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace domcheck {

class TemporaryFolder {
 public:
  // Makes the folder below testing::TempDir(). If that fails, so does the test.
  TemporaryFolder();
  // Returns to the working folder that Enter() left.
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  // Absolute, without links in it and without a slash at its end.
  const std::filesystem::path& path() const { return path_; }
  // The path of `name` in the folder. The file need not exist.
  std::string Path(std::string_view name) const;
  // Writes or replaces the file `name`, after making missing folders, and returns its path. Fails
  // the test if the file cannot be written.
  std::string Write(std::string_view name, std::string_view content) const;
  // Makes this the working folder of the process for as long as the object lives.
  void Enter();

 private:
  std::filesystem::path path_;
  std::optional<std::filesystem::path> left_;
};

}  // namespace domcheck

#endif  // CHECKER_TESTING_TEMPORARY_FOLDER_H_
