// Which word is meant by one that libvirt does not know.
#ifndef RULES_WORD_SUGGESTION_H_
#define RULES_WORD_SUGGESTION_H_

#include <string_view>
#include <vector>

#include "capsmodel/document.h"

namespace domcheck {

// Returns the one of `known` that is probably meant, or an empty view.
std::string_view NearestWord(std::string_view word, const std::vector<std::string_view>& known);

// Whether `parent`, if it is not <devices>, has exactly one child of that name, so that one more
// probably is not meant. Looks at the first children only.
bool HasOneChild(Element parent, std::string_view name);

}  // namespace domcheck

#endif  // RULES_WORD_SUGGESTION_H_
