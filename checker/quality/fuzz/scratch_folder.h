// A folder of the running process, for targets that need files. It is removed when the process
// exits.
#ifndef CHECKER_QUALITY_FUZZ_SCRATCH_FOLDER_H_
#define CHECKER_QUALITY_FUZZ_SCRATCH_FOLDER_H_

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "checker/quality/fuzz/invariant.h"

namespace domcheck {

// Returns the folder, which the first call makes: in Bazel's folder for tests, else in TMPDIR, else
// in /tmp. Fails the target if that is not possible.
inline const std::string& ScratchFolder() {
  static const std::string& folder = *new std::string([] {
    const char* above = std::getenv("TEST_TMPDIR");
    std::string name =
        (above != nullptr ? std::string(above) : std::filesystem::temp_directory_path().string()) +
        "/domcheck-fuzz.XXXXXX";
    Invariant(mkdtemp(name.data()) != nullptr, "there is a folder to write to", name);
    std::atexit([] {
      std::error_code ignored;
      std::filesystem::remove_all(ScratchFolder(), ignored);
    });
    return name;
  }());
  return folder;
}

// Writes the file at `path`; fails the target if that is not possible.
inline void WriteWhole(const std::string& path, std::string_view text) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  Invariant(file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size() &&
                std::fclose(file) == 0,
            "a file can be written", path);
}

}  // namespace domcheck

#endif  // CHECKER_QUALITY_FUZZ_SCRATCH_FOLDER_H_
