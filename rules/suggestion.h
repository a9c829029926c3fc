// Suggests the offered value that the user most likely wants: by meaning if the rule has a
// preference for the value asked for, or else by spelling, for a typing mistake.
#ifndef RULES_SUGGESTION_H_
#define RULES_SUGGESTION_H_

#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace domcheck {

// Returns the one of `offered` to use instead of `asked`, or an empty view if none is near.
std::string_view Suggest(std::string_view asked, const std::vector<std::string_view>& offered,
                         const Rule& rule);

// Returns the one of `known` that `typed` may be a misspelling of, or an empty view. At most a
// third of `typed` may be wrong, but always one byte.
std::string_view NearestSpelling(std::string_view typed,
                                 const std::vector<std::string_view>& known);

// Returns the one of `known` that means the same as `value` where both turn something on or off, as
// 'yes' and 'on' do; an empty view if there is none. Ignores the case of `value`.
std::string_view SameSwitch(std::string_view value, const std::vector<std::string_view>& known);

// Returns the only one of `known` that begins with `typed`, or with which `typed` begins, in at
// least four bytes; an empty view if there is none, or several.
std::string_view OnlyWithSameBeginning(std::string_view typed,
                                       const std::vector<std::string_view>& known);

// Returns the least number of insertions, deletions, replacements and swaps of neighbouring bytes
// that turn `from` into `to`, ignoring the case of ASCII letters. Returns `limit` + 1 if it is more
// than `limit`.
size_t EditDistance(std::string_view from, std::string_view to, size_t limit);

}  // namespace domcheck

#endif  // RULES_SUGGESTION_H_
