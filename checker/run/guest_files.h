// Which files are the guests: what a user names on the command line, spelled out.
#ifndef CHECKER_RUN_GUEST_FILES_H_
#define CHECKER_RUN_GUEST_FILES_H_

#include <string>
#include <vector>

#include "checker/base/input_problem.h"

namespace domcheck {

struct GuestFile {
  std::string path;        // "-" is standard input
  bool in_folder = false;  // found by looking through a folder, not named
};

// Each of `names` is a file, a folder (its *.xml, and those of the folders in it, in the order of
// their names; hidden folders and symbolic links are left out, as Git does not follow them either),
// "-", or a pattern that the shell left alone. A folder that cannot be read, and a folder or
// pattern without files, becomes a problem; a name of nothing at all stays in the list, so that its
// guest is reported as unreadable in its turn. More files than the limit (limits.h) are a problem,
// and none is returned then.
std::vector<GuestFile> FindGuests(const std::vector<std::string>& names,
                                  std::vector<InputProblem>* problems);

// The names in a list of files, divided by NUL if it holds one and by line ends otherwise.
std::vector<std::string> SplitFileList(std::string_view list);

}  // namespace domcheck

#endif  // CHECKER_RUN_GUEST_FILES_H_
