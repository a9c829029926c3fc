// Splits one input into several texts, each of which ends with a line "@@".
#ifndef CHECKER_QUALITY_FUZZ_PARTS_H_
#define CHECKER_QUALITY_FUZZ_PARTS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace domcheck {

// Returns 1 to `most` texts, as views of `input`. The last one holds everything that is left.
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
