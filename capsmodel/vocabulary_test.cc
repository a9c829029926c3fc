#include "capsmodel/vocabulary.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace domcheck {
namespace {

template <typename Word>
void ExpectAllFound(const WordList<Word>& words) {
  for (const Word& word : words) {
    EXPECT_EQ(words.Find(word.name), &word) << word.name;
    EXPECT_EQ(words.Find(std::string(word.name) + "?"), nullptr) << word.name;
  }
  EXPECT_EQ(words.Find(""), nullptr);
}

void Visit(const ElementContent& content, std::set<const ElementContent*>* seen) {
  if (!seen->insert(&content).second) return;
  ExpectAllFound(content.attributes);
  ExpectAllFound(content.children);
  ExpectAllFound(content.values);
  for (const AttributeWord& attribute : content.attributes) ExpectAllFound(attribute.values);
  for (const ElementWord& child : content.children) Visit(*child.content, seen);
}

TEST(VocabularyTest, FindsEveryWord) {
  std::set<const ElementContent*> seen;
  Visit(DomainContent(), &seen);
  EXPECT_GT(seen.size(), 400u);
}

TEST(VocabularyTest, FindsWordsInAnyCase) {
  const WordList<ValueWord>& units =
      DomainContent().children.Find("memory")->content->attributes.Find("unit")->values;
  EXPECT_EQ(FindInAnyCase(units, "gib")->name, "GiB");
  EXPECT_EQ(FindInAnyCase(units, "BYTES")->name, "bytes");
  EXPECT_EQ(FindInAnyCase(units, "gibi"), nullptr);
  EXPECT_EQ(FindInAnyCase(units, ""), nullptr);
}

}  // namespace
}  // namespace domcheck
