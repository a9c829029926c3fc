// Finds the documents that a test goes through.
#ifndef CHECKER_TESTING_XML_FILES_H_
#define CHECKER_TESTING_XML_FILES_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace domcheck {

// Returns the paths of all files *.xml in `folder` and the folders in it, sorted. If there is none
// the test fails, because it looks in the wrong folder.
inline std::vector<std::string> XmlFilesBelow(const std::string& folder) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().extension() == ".xml")
      paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  EXPECT_FALSE(paths.empty()) << "no document in " << folder;
  return paths;
}

}  // namespace domcheck

#endif  // CHECKER_TESTING_XML_FILES_H_
