// A constant list of named things, as the tables that are compiled in from schemas/ have them.
#ifndef CAPSMODEL_WORD_LIST_H_
#define CAPSMODEL_WORD_LIST_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace domcheck {

// Returns a hash of a name that is not empty. schemas/word_index.py has the same.
inline size_t WordHash(std::string_view name) {
  const auto letter = [name](size_t at) { return static_cast<unsigned char>(name[at]); };
  return name.size() * 7 + letter(0) * 31 + letter(name.size() / 2) * 11 + letter(name.size() - 1);
}

// `Word` has a member `name`, which is not empty. The words are in no particular order unless a
// table says so.
template <typename Word>
struct WordList {
  const Word* first = nullptr;
  size_t count = 0;
  // Long lists have an index, made with the table: the numbers of words, from 1, by the hash of
  // their name, or in the next free slot behind it; 0 in a free slot. `mask` is the number of
  // slots, a power of two, less one.
  const uint8_t* slots = nullptr;
  size_t mask = 0;

  const Word* begin() const { return first; }
  const Word* end() const { return first + count; }
  size_t size() const { return count; }
  bool empty() const { return count == 0; }
  // Returns the word with that name, or null.
  const Word* Find(std::string_view name) const {
    if (slots == nullptr) {
      for (const Word& word : *this)
        if (word.name.size() == name.size() && word.name[0] == name[0] && word.name == name)
          return &word;
      return nullptr;
    }
    if (name.empty()) return nullptr;
    for (size_t slot = WordHash(name) & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
      const Word& word = first[slots[slot] - 1];
      if (word.name == name) return &word;
    }
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

}  // namespace domcheck

#endif  // CAPSMODEL_WORD_LIST_H_
