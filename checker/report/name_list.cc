#include "checker/report/name_list.h"

#include "checker/base/visible_text.h"

namespace domcheck {

std::string ListFirst(const std::vector<std::string_view>& names, size_t most, size_t all) {
  const size_t shown = all <= most + 1 ? all : most;
  std::string list;
  for (size_t i = 0; i < shown; ++i) {
    if (i > 0) list += ", ";
    AppendVisibleText(names[i], &list);
  }
  if (shown < all) list += " and " + std::to_string(all - shown) + " more";
  return list;
}

std::string ListFirst(const std::vector<std::string>& names, size_t most, size_t all) {
  return ListFirst(std::vector<std::string_view>(names.begin(), names.end()), most, all);
}

std::string ListFirst(const std::vector<std::string>& names, size_t most) {
  return ListFirst(names, most, names.size());
}

}  // namespace domcheck
