// How reports that are read elsewhere name files: relative to a folder that the reader knows too.
#ifndef CHECKER_REPORT_REPORT_PATH_H_
#define CHECKER_REPORT_REPORT_PATH_H_

#include <string>
#include <string_view>

namespace domcheck {

// The folder that this process was in when first asked; without a slash at its end, but for "/".
const std::string& WorkingFolder();

// The folder that the environment variable names, as CI services tell where the repository is; the
// working folder where it names none.
std::string FolderFromEnvironment(const char* variable);

// `path` as seen from `folder`, which is absolute, without "." and ".."; absolute where it is not
// below that folder. Looks at the file system only to resolve ".." and links to the folder.
std::string PathFrom(const std::string& folder, std::string_view path);

// The path as a URI: a file: URI of an absolute path, a relative reference of another one.
std::string PathAsUri(std::string_view path);

}  // namespace domcheck

#endif  // CHECKER_REPORT_REPORT_PATH_H_
