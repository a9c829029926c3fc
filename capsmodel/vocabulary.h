// The vocabulary is libvirt's domain format as a table: which elements and attributes may be in an
// element, which values are closed sets, and since when libvirt knows each. It is compiled in from
// schemas/domain_words.txt, which says where the facts are from; nothing is parsed at start.
//
// All of it is constant and is never freed.
#ifndef CAPSMODEL_VOCABULARY_H_
#define CAPSMODEL_VOCABULARY_H_

#include <string_view>

#include "capsmodel/libvirt_release.h"
#include "capsmodel/word_list.h"

namespace domcheck {

struct ValueWord {
  std::string_view name;
  Since since;
};

struct AttributeWord {
  std::string_view name;
  Since since;
  WordList<ValueWord> values;   // empty if any value will do
  bool ignores_others = false;  // libvirt ignores a value that is not in `values`; else refuses it
  bool ignores_case = false;    // `values` may be written in any case
};

struct ElementContent;

struct ElementWord {
  std::string_view name;
  Since since;
  const ElementContent* content = nullptr;  // never null
};

// What may be in an element. Elements of different names may share one.
struct ElementContent {
  WordList<AttributeWord> attributes;
  WordList<ElementWord> children;
  WordList<ValueWord> values;   // of the text; empty if any text will do
  bool is_anything = false;     // other elements, attributes and texts may be in it
  bool refuses_others = false;  // libvirt refuses an element in it that it does not know
  bool is_namespaced = false;   // libvirt looks for it only in a namespace of its own
};

// Returns the content of <domain>.
const ElementContent& DomainContent();

// Returns the newest release whose words are all in the table.
LibvirtRelease NewestRelease();

// Compiled once, optimized, for whoever looks words up.
extern template struct WordList<ValueWord>;
extern template struct WordList<AttributeWord>;
extern template struct WordList<ElementWord>;

}  // namespace domcheck

#endif  // CAPSMODEL_VOCABULARY_H_
