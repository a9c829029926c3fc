// Which of the offered values a person most likely wants: by meaning where the rule's row knows it,
// by spelling for a typing mistake.
#ifndef RULES_SUGGESTION_H_
#define RULES_SUGGESTION_H_

#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace domcheck {

// The one of `offered` to use in place of `asked`, or empty where none is near.
std::string_view Suggest(std::string_view asked, const std::vector<std::string_view>& offered,
                         const Rule& rule);

// The one of `known` that `typed` is a slip of, or empty: at most a third of it mistyped.
std::string_view NearestSpelling(std::string_view typed,
                                 const std::vector<std::string_view>& known);

// Insertions, deletions, replacements and swaps of neighbours, in bytes, from one to the other; the
// case of ASCII letters counts for nothing. Cut off: returns `limit` + 1 where it is more.
size_t EditDistance(std::string_view from, std::string_view to, size_t limit);

}  // namespace domcheck

#endif  // RULES_SUGGESTION_H_
