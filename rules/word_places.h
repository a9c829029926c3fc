// Where libvirt knows a word: what may be in an element of a guest, and where else a word belongs.
#ifndef RULES_WORD_PLACES_H_
#define RULES_WORD_PLACES_H_

#include <string>
#include <string_view>

#include "capsmodel/document.h"
#include "capsmodel/vocabulary.h"

namespace domcheck {

// Returns what may be in the element; null if libvirt does not know it. Goes down from the root, so
// it is for findings; the walk over a guest goes from parent to child by itself.
const ElementContent* ContentOf(Element element);

// Returns "<name>".
std::string Tag(std::string_view name);

// Returns "<driver> in <disk>".
std::string Named(Element element);

// Returns "disk driver cache 'fast'" for a value of an attribute, or of a text if `attribute` is
// empty.
std::string Named(Element element, std::string_view attribute, std::string_view value);

// Return where else a name belongs that libvirt does not know in its place, as the end of a
// sentence; empty if nowhere near. `content` is what may be in `parent` or `element`.
std::string ElsewhereElement(Element parent, const ElementContent& content, std::string_view name);
std::string ElsewhereAttribute(Element element, const ElementContent& content,
                               std::string_view name);

}  // namespace domcheck

#endif  // RULES_WORD_PLACES_H_
