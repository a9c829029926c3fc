#include "checker/lsp/cursor.h"

#include <gtest/gtest.h>

#include "checker/testing/marked_text.h"

namespace domcheck {
namespace {

std::string_view KindName(Cursor::Kind kind) {
  switch (kind) {
    case Cursor::Kind::kNone:
      return "none";
    case Cursor::Kind::kElementName:
      return "element";
    case Cursor::Kind::kEndTag:
      return "end";
    case Cursor::Kind::kAttributeName:
      return "attribute";
    case Cursor::Kind::kAttributeValue:
      return "value";
    case Cursor::Kind::kText:
      return "text";
  }
  return "";
}

// "value a/b @bus 'vir'": the kind, the open elements, the attribute and the span's text.
std::string Describe(const std::string& marked) {
  const MarkedText text = TakeMarks(marked);
  const Cursor cursor = FindCursor(text.text, text.offset());
  EXPECT_LE(cursor.span.begin, text.offset()) << marked;
  EXPECT_GE(cursor.span.end, text.offset()) << marked;
  if (cursor.kind == Cursor::Kind::kNone) return "none";
  std::string described(KindName(cursor.kind));
  described += ' ';
  for (size_t i = 0; i < cursor.open.size(); ++i)
    described += (i == 0 ? "" : "/") + std::string(cursor.open[i].name);
  if (!cursor.attribute.empty()) described += " @" + std::string(cursor.attribute);
  return described + " '" +
         text.text.substr(cursor.span.begin, cursor.span.end - cursor.span.begin) + "'";
}

TEST(CursorTest, FindsThePlace) {
  const struct {
    const char* marked;
    const char* place;
  } kRows[] = {
      // Outside the root.
      {"|", "none"},
      {"|<domain/>", "none"},
      {"<domain/>|", "none"},
      {"<domain></domain> |", "none"},
      // Element names.
      {"<|", "element  ''"},
      {"<dom|ain>", "element  'domain'"},
      {"<domain|>", "element  'domain'"},
      {"<domain><|", "element domain ''"},
      {"<domain><|>", "element domain ''"},
      {"<domain><o|s/></domain>", "element domain 'os'"},
      {"<a><|\n <b c='d'/></a>", "element a ''"},
      {"<a><x|<b/></a>", "element a 'x'"},
      {"<a><|</a>", "element a ''"},
      // End tags.
      {"<a><b></|", "end a/b ''"},
      {"<a><b></b|></a>", "end a/b 'b'"},
      {"<a><b><|/b></a>", "end a/b ''"},
      {"<a><b></b |></a>", "end a/b ''"},
      // Attribute names.
      {"<a |", "attribute a ''"},
      {"<a |>", "attribute a ''"},
      {"<a |/>", "attribute a ''"},
      {"<a b|='c'>", "attribute a 'b'"},
      {"<a b|c d='e'>", "attribute a 'bc'"},
      {"<a b='c' |>", "attribute a ''"},
      {"<a b='c' | d='e'>", "attribute a ''"},
      {"<a\r\n  |\r\n  b='c'>", "attribute a ''"},
      {"<a b='c'\n|\n<d/>", "attribute a ''"},
      {"<a b='c'|>", "none"},
      {"<a b=|>", "none"},
      {"<a b= |>", "none"},
      {"<a /|>", "none"},
      // Values.
      {"<a b='|'>", "value a @b ''"},
      {"<a b='|c'>", "value a @b 'c'"},
      {"<a b='c|d'>", "value a @b 'cd'"},
      {"<a b=\"c'|\"/>", "value a @b 'c''"},
      {"<a b = 'c|'/>", "value a @b 'c'"},
      {"<a b='x > |y'/>", "value a @b 'x > y'"},
      {"<a b='x<y' c='|'/>", "value a @c ''"},
      {"<a b='x\ny|'/>", "value a @b 'x\ny'"},
      {"<a b='/>|'/>", "value a @b '/>'"},
      {"<a b='c=|'/>", "value a @b 'c='"},
      // Values without a closing quote.
      {"<a b='|", "value a @b ''"},
      {"<a b='c|", "value a @b 'c'"},
      {"<a b='c|/>", "value a @b 'c'"},
      {"<a b='|>\n<c d='e'/>", "value a @b ''"},
      {"<a b='|>\nit's</a>", "value a @b ''"},
      {"<a b='|\n  c='d'>", "value a @b ''"},
      {"<a b='|\n<c d='e'/>", "value a @b ''"},
      {"<a b='| c='d'/>", "value a @b ''"},
      {"<a b='x c='|'/>", "value a @c ''"},
      {"<a><b c='|/><d e='f'/></a>", "value a/b @c ''"},
      {"<a><b c='>\n<d e='|'/></a>", "value a/b/d @e ''"},
      // Texts.
      {"<a>|", "text a ''"},
      {"<a>|</a>", "text a ''"},
      {"<a>b|c</a>", "text a 'bc'"},
      {"<a>\r\n  |bc \r\n</a>", "text a 'bc'"},
      {"<a>\n  bc\n |</a>", "text a ''"},
      {"<a><b>\n|</b></a>", "text a/b ''"},
      {"<a>x<b/>y|<c/></a>", "text a 'y'"},
      {"<a><b c='d'/>|</a>", "text a ''"},
      {"<a b='>'>|", "text a ''"},
      {"<a> > |</a>", "text a ''"},
      // Elements that are not closed before the place.
      {"<a><b\n<c>|", "text a/c ''"},
      {"<a>< <c>|", "text a/c ''"},
      {"<a><b><c></b>|", "text a ''"},
      {"<a></x>|", "text a ''"},
      {"<a><b></|<c/></b></a>", "end a/b ''"},
      {"<a><b></c <d |", "attribute a/b/d ''"},
      // Comments, sections, instructions.
      {"<?xml version='|'?><a/>", "none"},
      {"<a><!-- <b c='|'/> --></a>", "none"},
      {"<a><!-- |", "none"},
      {"<a><!-- <b> -->|</a>", "text a ''"},
      {"<a><!-- it's --><b c='|'/></a>", "value a/b @c ''"},
      {"<a><![CDATA[<b>|]]></a>", "none"},
      {"<a><![CDATA[<b>]]>|</a>", "text a ''"},
      {"<a><!|", "none"},
  };
  for (const auto& row : kRows) EXPECT_EQ(Describe(row.marked), row.place) << row.marked;
}

TEST(CursorTest, KnowsTheAttributesOfTheWholeTag) {
  const MarkedText text =
      TakeMarks("<domain><devices a='1'><interface type='user' x model='|' trust='a&amp;b'/>");
  const Cursor cursor = FindCursor(text.text, text.offset());
  ASSERT_EQ(cursor.open.size(), 3u);
  EXPECT_EQ(cursor.open[1].FindAttribute("a"), "1");
  EXPECT_EQ(cursor.open[2].begin, 23u);
  EXPECT_EQ(cursor.open[2].FindAttribute("type"), "user");
  EXPECT_EQ(cursor.open[2].FindAttribute("trust"), "a&amp;b");
  EXPECT_EQ(cursor.open[2].FindAttribute("x"), std::nullopt);
  const Cursor name = FindCursor(text.text, text.text.find("interface"));
  EXPECT_EQ(name.kind, Cursor::Kind::kElementName);
  EXPECT_EQ(name.tag.FindAttribute("type"), "user");
  EXPECT_EQ(name.open.size(), 2u);
}

TEST(CursorTest, HasThePathBelowDomain) {
  const struct {
    const char* marked;
    std::optional<std::string> path;
  } kRows[] = {
      {"", std::nullopt},
      {"<network>|", std::nullopt},
      {"<domain>|", ""},
      {"<domain><devices><disk><target |", "devices/disk/target"},
      {"<domain><devices><disk><|", "devices/disk"},
  };
  for (const auto& row : kRows) {
    const MarkedText text = TakeMarks(row.marked);
    EXPECT_EQ(FindCursor(text.text, text.offset()).path(), row.path) << row.marked;
  }
}

// At every place of texts that are cut off anywhere, nothing fails and the span contains the place.
TEST(CursorTest, NeverFails) {
  const std::string whole =
      "<?xml version='1.0'?>\r\n<!-- a -->\r\n<domain type='kvm'>\r\n  <os><type arch=\"x'y\">hvm"
      "</type></os>\r\n  <![CDATA[ <x> ]]><devices><disk a='<' b='>'/>\xc3\xa9</devices>\r\n"
      "</domain>";
  for (size_t end = 0; end <= whole.size(); ++end) {
    const std::string text = whole.substr(0, end);
    for (size_t offset = 0; offset <= end + 1; ++offset) {
      const Cursor cursor = FindCursor(text, offset);
      EXPECT_LE(cursor.span.begin, std::min(offset, end));
      EXPECT_GE(cursor.span.end, std::min(offset, end));
      EXPECT_LE(cursor.span.end, end);
    }
  }
}

}  // namespace
}  // namespace domcheck
