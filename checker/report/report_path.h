// Names files for reports that are read elsewhere: relative to a folder that the reader also knows.
#ifndef CHECKER_REPORT_REPORT_PATH_H_
#define CHECKER_REPORT_REPORT_PATH_H_

#include <string>
#include <string_view>

namespace domcheck {

// Returns the folder that this process was in at the first call, without a slash at its end (except
// for "/"); "/" if it cannot be read.
const std::string& WorkingFolder();

// Returns the folder that the environment variable names, which CI services set to the
// repository's; the working folder if the variable is not the absolute path of an existing folder.
std::string FolderFromEnvironment(const char* variable);

// Returns `path` relative to `folder`, or absolute if it is not below that folder. `folder` must be
// absolute, without "." and "..". Reads the file system only to resolve ".." and links to the
// folder.
std::string PathFrom(const std::string& folder, std::string_view path);

// Returns the path as a URI: a file: URI for an absolute path, else a relative reference.
std::string PathAsUri(std::string_view path);

}  // namespace domcheck

#endif  // CHECKER_REPORT_REPORT_PATH_H_
