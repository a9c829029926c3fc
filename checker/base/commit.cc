#include "checker/base/version.h"

// checker/release/release.sh defines this. It is in a file of its own, so that a new commit
// compiles nothing else.
#ifndef DOMCHECK_COMMIT
#define DOMCHECK_COMMIT ""
#endif

namespace domcheck {

std::string_view Commit() { return DOMCHECK_COMMIT; }

}  // namespace domcheck
