// One input for targets that read several texts: each of them ends at a line that is "@@" alone.
#ifndef CHECKER_QUALITY_FUZZ_PARTS_H_
#define CHECKER_QUALITY_FUZZ_PARTS_H_

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace domcheck {

// `most` texts, of which the last holds whatever more there is; at least one, and views of `input`.
inline std::vector<std::string_view> Parts(std::string_view input, size_t most) {
  constexpr std::string_view kEnd = "\n@@\n";
  std::vector<std::string_view> parts;
  while (parts.size() + 1 < most && input.find(kEnd) != std::string_view::npos) {
    const size_t end = input.find(kEnd);
    parts.push_back(input.substr(0, end + 1));
    input.remove_prefix(end + kEnd.size());
  }
  parts.push_back(input);
  return parts;
}

}  // namespace domcheck

#endif  // CHECKER_QUALITY_FUZZ_PARTS_H_
