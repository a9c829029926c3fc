// Paths of files as text: nothing is opened, and links are not followed. Only file_path.cc needs
// std::filesystem, whose header is slow to compile.
#ifndef CHECKER_BASE_FILE_PATH_H_
#define CHECKER_BASE_FILE_PATH_H_

#include <string>

namespace domcheck {

// Returns `path`, from the working folder, as an absolute one without "." and "..". Throws
// std::filesystem::filesystem_error if there is no working folder.
std::string AbsolutePath(const std::string& path);

// Returns the path without its last part: "/a" for "/a/b", "/" for "/".
std::string ParentFolder(const std::string& path);

// Returns the way from `folder` to `path`, both absolute and without "..": "../b" from "/a" to
// "/b".
std::string RelativePath(const std::string& path, const std::string& folder);

}  // namespace domcheck

#endif  // CHECKER_BASE_FILE_PATH_H_
