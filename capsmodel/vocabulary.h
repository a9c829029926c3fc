// The vocabulary is libvirt's domain format as a table: which elements and attributes may be in an
// element, which values are closed sets, and since when libvirt knows each. It is compiled in from
// schemas/domain_words.txt, which says where the facts are from; nothing is parsed at start.
//
// All of it is constant and is never freed.
#ifndef CAPSMODEL_VOCABULARY_H_
#define CAPSMODEL_VOCABULARY_H_

#include <cstddef>
#include <string_view>

#include "capsmodel/libvirt_release.h"

namespace domcheck {

// A constant list of words, in no particular order. None is empty.
template <typename Word>
struct WordList {
  const Word* first = nullptr;
  size_t count = 0;

  const Word* begin() const { return first; }
  const Word* end() const { return first + count; }
  size_t size() const { return count; }
  bool empty() const { return count == 0; }
  // Returns the word with that name, or null.
  const Word* Find(std::string_view name) const {
    for (const Word& word : *this)
      if (word.name.size() == name.size() && word.name[0] == name[0] && word.name == name)
        return &word;
    return nullptr;
  }
};

// Returns the word with that name, whatever the case of its ASCII letters, or null.
template <typename Word>
const Word* FindInAnyCase(const WordList<Word>& words, std::string_view name) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  for (const Word& word : words) {
    size_t same = 0;
    while (same < word.name.size() && same < name.size() &&
           lower(word.name[same]) == lower(name[same]))
      ++same;
    if (same == word.name.size() && same == name.size()) return &word;
  }
  return nullptr;
}

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

}  // namespace domcheck

#endif  // CAPSMODEL_VOCABULARY_H_
