// Suggests a firmware image that the host lists in place of one that it does not list.
#ifndef RULES_FIRMWARE_IMAGE_H_
#define RULES_FIRMWARE_IMAGE_H_

#include <string_view>
#include <vector>

namespace domcheck {

// Returns the one of `listed` that does what `image` does, or an empty view. Both are paths. The
// words of the file names that stand for what a firmware does must be the same, such as 'ms' for
// the keys of Microsoft; of those images, the one of the same file name comes first, and then the
// one whose path is nearest in spelling.
std::string_view SimilarImage(std::string_view image, const std::vector<std::string_view>& listed);

}  // namespace domcheck

#endif  // RULES_FIRMWARE_IMAGE_H_
