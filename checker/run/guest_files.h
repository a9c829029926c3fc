// Finds the guests' files from what the user names on the command line.
#ifndef CHECKER_RUN_GUEST_FILES_H_
#define CHECKER_RUN_GUEST_FILES_H_

#include <string>
#include <vector>

#include "checker/base/input_problem.h"

namespace domcheck {

struct GuestFile {
  std::string path;        // "-" is standard input
  bool in_folder = false;  // found in a folder, not named by the user
};

// Each of `names` is a file, a folder, "-", or a pattern that the shell did not expand. A folder
// stands for its *.xml files and those of the folders in it, in the order of their names, without
// hidden folders and symbolic links, which Git does not follow either.
//
// A folder that cannot be read, and a folder or pattern without files, becomes a problem. A name
// that matches nothing stays in the list, so that its guest is reported as unreadable in its turn.
// If there are more files than the limit (limits.h), that is a problem and no file is returned.
std::vector<GuestFile> FindGuests(const std::vector<std::string>& names,
                                  std::vector<InputProblem>* problems);

// Splits a list of file names at NUL if it contains one, else at line ends.
std::vector<std::string> SplitFileList(std::string_view list);

}  // namespace domcheck

#endif  // CHECKER_RUN_GUEST_FILES_H_
