#include "capsmodel/document.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>
#include <string>
#include <utility>
#include <vector>

// Counts the bytes allocated for arrays, to measure the memory that a document's strings take.
namespace {
size_t allocated = 0;
}  // namespace

void* operator new[](size_t size) {
  allocated += size;
  if (void* bytes = std::malloc(size)) return bytes;
  throw std::bad_alloc();
}
void operator delete[](void* bytes) noexcept { std::free(bytes); }
void operator delete[](void* bytes, size_t) noexcept { std::free(bytes); }

namespace domcheck {
namespace {

// <domain type='kvm'><name>vm</name><devices><disk/><emulator/><disk/></devices></domain>
Document Domain() {
  Document document;
  document.StartElement("domain");
  document.AddAttribute("type", "kvm");
  document.AddAttribute("id", "7");
  document.StartElement("name");
  document.AddText("\n  vm\t");
  document.EndElement();
  document.StartElement("devices");
  for (const char* name : {"disk", "emulator", "disk"}) {
    document.StartElement(name);
    document.EndElement();
  }
  document.EndElement();
  document.EndElement();
  return document;
}

TEST(DocumentTest, NumbersElementsByTheirStartTags) {
  const Document document = Domain();
  std::string names;
  for (ElementNumber number = 0; number < document.size(); ++number) {
    EXPECT_EQ(document.at(number).number(), number);
    names += std::string(document.at(number).name()) + " ";
  }
  EXPECT_EQ(names, "domain name devices disk emulator disk ");
  EXPECT_EQ(document.depth(), 0u);
}

TEST(DocumentTest, LeadsFromElementToElement) {
  const Document document = Domain();
  const Element domain = document.root();
  EXPECT_FALSE(domain.parent());
  EXPECT_FALSE(domain.next_sibling());
  const Element name = domain.first_child();
  EXPECT_EQ(name.name(), "name");
  EXPECT_EQ(name.parent().number(), domain.number());
  EXPECT_FALSE(name.first_child());
  EXPECT_EQ(name.next_sibling().name(), "devices");
  EXPECT_FALSE(name.next_sibling().next_sibling());

  const Element disk = domain.Child("devices").Child("disk");
  EXPECT_EQ(disk.number(), 3u);
  EXPECT_EQ(disk.NextNamed("disk").number(), 5u);
  EXPECT_FALSE(disk.NextNamed("disk").NextNamed("disk"));
  EXPECT_FALSE(disk.NextNamed("name"));
  EXPECT_FALSE(domain.Child("disk")) << "not a child but a grandchild";
}

TEST(DocumentTest, FindsAttributes) {
  const Document document = Domain();
  const Element domain = document.root();
  EXPECT_EQ(domain.FindAttribute("type"), "kvm");
  EXPECT_EQ(domain.FindAttribute("id"), "7");
  EXPECT_EQ(domain.FindAttribute("name"), std::nullopt);
  EXPECT_EQ(domain.AttributeOr("id", "8"), "7");
  EXPECT_EQ(domain.AttributeOr("uuid", "8"), "8");
  EXPECT_TRUE(domain.AttributeIs("type", "kvm"));
  EXPECT_FALSE(domain.AttributeIs("type", "qemu"));
  EXPECT_FALSE(domain.AttributeIs("uuid", ""));
  EXPECT_EQ(domain.attributes_end() - domain.attributes_begin(), 2);
  const Element name = domain.Child("name");
  EXPECT_EQ(name.attributes_begin(), name.attributes_end());
}

TEST(DocumentTest, NoElementFindsNothing) {
  const Element none = Document().root();
  EXPECT_FALSE(none);
  EXPECT_FALSE(Element());
  EXPECT_FALSE(none.Child("a").Child("b"));
  EXPECT_EQ(none.Child("a").FindAttribute("b"), std::nullopt);
  EXPECT_EQ(none.Child("a").AttributeOr("b", "c"), "c");
  EXPECT_FALSE(none.Child("a").AttributeIs("b", ""));
  EXPECT_EQ(none.Child("a").Text(), "");
}

TEST(DocumentTest, TrimsXmlSpaceOnly) {
  const struct {
    std::string_view text, trimmed;
  } kRows[] = {
      {"", ""},       {" \t\r\n", ""},      {"a", "a"}, {"\n a b \t", "a b"},
      {"\fa", "\fa"}, {"\u00a0", "\u00a0"},
  };
  for (const auto& row : kRows) EXPECT_EQ(TrimXmlSpace(row.text), row.trimmed);
}

TEST(DocumentTest, TextIsThatOfTheElementItself) {
  Document document;
  EXPECT_FALSE(document.has_text());
  document.AddText("outside");
  document.StartElement("a");
  EXPECT_FALSE(document.has_text());
  document.AddText(" one ");
  EXPECT_TRUE(document.has_text());
  document.StartElement("b");
  EXPECT_FALSE(document.has_text());
  document.AddText("inner");
  document.EndElement();
  EXPECT_TRUE(document.has_text());
  document.AddText("two");
  document.AddText(" three\n");
  document.StartElement("c");
  document.EndElement();
  document.AddText("four");
  document.EndElement();
  document.AddText("outside");
  EXPECT_FALSE(document.has_text());

  EXPECT_EQ(document.root().Text(), "one two three\nfour");
  EXPECT_EQ(document.root().Child("b").Text(), "inner");
  EXPECT_TRUE(document.root().has_content());
  EXPECT_TRUE(document.root().Child("b").has_content());
  EXPECT_FALSE(document.root().Child("c").has_content());
}

TEST(DocumentTest, OnlyChildrenAndTextAreContent) {
  const Document document = Domain();
  EXPECT_TRUE(document.root().Child("devices").has_content());
  EXPECT_TRUE(document.root().Child("name").has_content());
  EXPECT_FALSE(document.at(3).has_content());
}

// A hostile guest may have a text in many pieces with elements between them.
TEST(DocumentTest, TextInPiecesTakesMemoryInProportion) {
  constexpr size_t kPieces = 20000;
  std::string expected;
  Document document;
  const size_t before = allocated;
  document.StartElement("a");
  for (size_t i = 0; i < kPieces; ++i) {
    char* const bytes = document.Allocate(2);
    bytes[0] = static_cast<char>('a' + i % 26);
    bytes[1] = '-';
    document.AddText({bytes, 2});
    expected.append(bytes, 2);
    char* const name = document.Allocate(1);
    *name = static_cast<char>('A' + i % 26);
    document.StartElement({name, 1});
    document.EndElement();
  }
  document.EndElement();
  EXPECT_EQ(document.root().Text(), expected);
  EXPECT_LT(allocated - before, 20 * expected.size());
  // The text does not overwrite other strings.
  for (size_t i = 0; i < kPieces; ++i)
    ASSERT_EQ(document.at(static_cast<ElementNumber>(i + 1)).name()[0],
              static_cast<char>('A' + i % 26));
}

TEST(DocumentTest, AllocationsDoNotOverlap) {
  Document document;
  std::vector<std::pair<char*, size_t>> all;
  for (const size_t size : {1, 60000, 60000, 200000, 3, 60000}) {
    char* const bytes = document.Allocate(size + 5);
    document.GiveBack(5);
    std::fill(bytes, bytes + size, static_cast<char>(all.size()));
    all.push_back({bytes, size});
  }
  for (size_t i = 0; i < all.size(); ++i)
    EXPECT_EQ(std::string(all[i].first, all[i].second),
              std::string(all[i].second, static_cast<char>(i)));
}

TEST(DocumentTest, ClearKeepsTheMemory) {
  Document document = Domain();
  const auto fill = [&document] {
    for (const size_t size : {100, 70000, 100, 60000, 60000}) document.Allocate(size);
  };
  fill();
  const size_t before = allocated;
  document.Clear();
  EXPECT_EQ(document.size(), 0u);
  EXPECT_EQ(document.depth(), 0u);
  EXPECT_FALSE(document.root());
  fill();
  EXPECT_EQ(allocated, before);
  document.StartElement("a");
  EXPECT_EQ(document.root().attributes_begin(), document.root().attributes_end());
  EXPECT_FALSE(document.root().parent());
}

TEST(DocumentTest, MovingKeepsStrings) {
  Document document;
  char* const name = document.Allocate(1);
  *name = 'a';
  document.StartElement({name, 1});
  const Document moved = std::move(document);
  EXPECT_EQ(moved.root().name().data(), name);
  EXPECT_EQ(moved.root().name(), "a");
}

}  // namespace
}  // namespace domcheck
