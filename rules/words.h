// Finds the words of a guest that libvirt does not know. No host is asked: libvirt's vocabulary
// (vocabulary.h) decides.
#ifndef RULES_WORDS_H_
#define RULES_WORDS_H_

#include <vector>

#include "capsmodel/vocabulary.h"
#include "rules/rule.h"

namespace domcheck {

// Adds a requirement for each attribute, value and text of `element` that is not in `content`, what
// may be in it, or that came to libvirt later than its oldest release. `since` is that of the
// element. Leaves out attributes with a prefix.
void AskWords(Element element, const ElementContent& content, Since since,
              std::vector<Requirement>* requirements);

// Returns the word of `element`, a child of an element with `content` and `since`. Adds a
// requirement if libvirt does not know the element there, and then returns null, or if it came to
// libvirt later than its oldest release. Also returns null, and adds nothing, if any element may be
// there, or if the element is in a foreign namespace.
const ElementWord* AskElement(Element element, const ElementContent& content, Since since,
                              std::vector<Requirement>* requirements);

// Whether the rule reports what a host's libvirt does not know yet, which explains why the host
// does not offer it.
bool IsNewerThanHost(const Rule& rule);

}  // namespace domcheck

#endif  // RULES_WORDS_H_
