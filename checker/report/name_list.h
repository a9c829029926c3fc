// The beginning of a list of names, for a line that must stay short.
#ifndef CHECKER_REPORT_NAME_LIST_H_
#define CHECKER_REPORT_NAME_LIST_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace domcheck {

// Returns "kvm01, kvm02 and 28 more": the first `most` of `all` names, or all `most` + 1, so that
// never one name alone is left out. `names` holds the first of them, at least min(all, most + 1).
// Names are made visible (visible_text.h).
std::string ListFirst(const std::vector<std::string_view>& names, size_t most, size_t all);
std::string ListFirst(const std::vector<std::string>& names, size_t most, size_t all);
std::string ListFirst(const std::vector<std::string>& names, size_t most);

}  // namespace domcheck

#endif  // CHECKER_REPORT_NAME_LIST_H_
