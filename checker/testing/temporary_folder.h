// A folder for the files of one test. It is new and empty at first, and is removed with all that is
// in it when the object is destroyed.
#ifndef CHECKER_TESTING_TEMPORARY_FOLDER_H_
#define CHECKER_TESTING_TEMPORARY_FOLDER_H_

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace domcheck {

class TemporaryFolder {
 public:
  // Makes the folder below testing::TempDir(). Where that fails, so does the test.
  TemporaryFolder();
  // Returns to the working folder that Enter() left.
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  // Absolute, without links in it and without a slash at its end.
  const std::filesystem::path& path() const { return path_; }
  // The path of `name` in the folder. Nothing needs to be there.
  std::string Path(std::string_view name) const;
  // Writes or replaces the file `name`, whose folders are made where they are missing, and returns
  // its path. The test fails where the file cannot be written.
  std::string Write(std::string_view name, std::string_view content) const;
  // Makes this the working folder of the process for as long as the object lives.
  void Enter();

 private:
  std::filesystem::path path_;
  std::optional<std::filesystem::path> left_;
};

}  // namespace domcheck

#endif  // CHECKER_TESTING_TEMPORARY_FOLDER_H_
