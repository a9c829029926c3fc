#include "rules/word_suggestion.h"

#include <algorithm>

#include "rules/suggestion.h"

namespace domcheck {
namespace {

// Whether one of the parts of `name`, between hyphens, is `part`.
bool HasPart(std::string_view name, std::string_view part) {
  for (size_t begin = 0; begin <= name.size();) {
    const size_t end = std::min(name.find('-', begin), name.size());
    if (name.substr(begin, end - begin) == part) return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

std::string_view NearestWord(std::string_view word, const std::vector<std::string_view>& known) {
  const std::string_view same = SameSwitch(word, known);
  if (!same.empty()) return same;
  // Several may be meant, such as nec-xhci and qemu-xhci by xhci, rather than one of another name.
  const auto has_part = [word](std::string_view one) { return HasPart(one, word); };
  if (std::count_if(known.begin(), known.end(), has_part) > 1) return "";
  const std::string_view nearest = NearestSpelling(word, known);
  return nearest.empty() ? OnlyWithSameBeginning(word, known) : nearest;
}

bool HasOneChild(Element parent, std::string_view name) {
  constexpr int kMostLookedAt = 256;
  if (parent.name() == "devices") return false;
  int found = 0, left = kMostLookedAt;
  for (Element child = parent.first_child(); child && left > 0 && found < 2;
       child = child.next_sibling(), --left)
    if (child.name() == name) ++found;
  return found == 1;
}

}  // namespace domcheck
