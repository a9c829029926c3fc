#include "capsmodel/xml_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "capsmodel/element_spans.h"
#include "checker/testing/element_dump.h"
#include "checker/testing/marked_text.h"

namespace domcheck {
namespace {

TEST(XmlReaderTest, Reads) {
  const struct {
    std::string text;
    std::string dump;
  } kRows[] = {
      {"<a/>", "a"},
      {"<a></a>", "a"},
      {"<a> \n </a>", "a"},
      {"<a><b/><c><d/></c></a>", "a(b c(d))"},
      {"<a b='1' c=\"2\"\n d = '3'/>", "a[b=1 c=2 d=3]"},
      {"<a> x y </a>", "a\"x y\""},
      {"<a>x<b>y</b>z</a>", "a\"xz\"(b\"y\")"},
      {"\n<?pi x?><!-- <b/> --><a/><!-- c --><?pi?>\n", "a"},
      {"<?xml version='1.0'?><a/>", "a"},
      {"<n:a n:b='c' xmlns:n='d'/>", "n:a[n:b=c xmlns:n=d]"},
      // References, and the white space of attributes (XML 1.0, 3.3.3).
      {"<a b='&lt;&#65;&#x42;&amp;&quot;&apos;'>&lt;b&gt;&#x1F600;</a>",
       "a[b=<AB&\"']\"<b>\U0001F600\""},
      {"<a b='1\n2\t3\r\n4'/>", R"(a[b=1\ 2\ 3\ 4])"},
      {"<a b='&#10;'/>", "a[b=\n]"},
      {"<a b='>' c='\"'/>", "a[b=> c=\"]"},
      {"<a>1\r\n2\r3</a>", "a\"1\n2\n3\""},
      // Interrupted text, with white space kept in its middle.
      {"<a>x<!-- - -->y<?pi?>z</a>", "a\"xyz\""},
      {"<a>x<!-- --> <!-- -->y</a>", "a\"x y\""},
      {"<a>x<![CDATA[ ]]>y<b/> <b/>z</a>", "a\"x y z\"(b b)"},
      {"<a>y<b/> <b/>z</a>", "a\"y z\"(b b)"},
      {"<a>y <!-- a --> <!-- b --> <b/> z</a>", "a\"y    z\"(b)"},
      {"<a> <b>y</b> <b-->z</b--> </a>", "a(b\"y\" b--\"z\")"},
      {"<a>\n  <?pi > ?>\n  <b c='>\n  &lt;'/>\n  <!-- <c>\n  <d> -->\n</a>",
       R"(a(b[c=>\ \ \ <]))"},
      {"<a>\n  <![CDATA[<b>\n  <c>]]>\n</a>", "a\"<b>\n  <c>\""},
      {"<a><![CDATA[<b>]]></a>", "a\"<b>\""},
      {"<a> <![CDATA[ x ]]> </a>", "a\"x\""},
      {"<a><![CDATA[]]]]><![CDATA[>]]></a>", "a\"]]>\""},
      // Beyond ASCII, and beyond 16 bits.
      {"<\u00e9 \u65e5='\U0001F600'>x\u20ac\U0010FFFF</\u00e9>",
       "\u00e9[\u65e5=\U0001F600]\"x\u20ac\U0010FFFF\""},
      // The text is UTF-8 whatever it declares: it has been converted.
      {"<?xml version='1.0' encoding='UTF-16'?><a>\u00e9</a>", "a\"\u00e9\""},
      {"<?xml version='1.0' encoding='ISO-8859-1'?><a>\u00e9</a>", "a\"\u00e9\""},
      {"<a>" + std::string(200000, 'x') + "</a>", "a\"" + std::string(200000, 'x') + "\""},
  };
  XmlReader reader;
  Document document;
  for (const auto& row : kRows) {
    const auto error = reader.Read(row.text, &document);
    EXPECT_FALSE(error) << row.text << ": " << error->message;
    EXPECT_EQ(Dump(document.root()), row.dump);
    EXPECT_EQ(document.depth(), 0u);
  }
}

// `|` marks the place of the error.
TEST(XmlReaderTest, SaysWhatIsWrongAndKeepsWhatCameBefore) {
  const std::string kDoctype = "a document type declaration is not allowed here: remove it";
  const std::string kDeclaration = "an entity declaration is not allowed here: remove it";
  const auto kEntity = [](const std::string& name) {
    return "'&" + name +
           ";' is not known here: write the character itself, its number as in &#233;, or for a "
           "bare & &amp;";
  };
  const std::string kNoUtf8 =
      "a byte here is not UTF-8; convert the file, or name its encoding in an XML declaration";
  const struct {
    std::string marked;
    std::string message;
    std::string dump = "nothing";
  } kRows[] = {
      {"|", "there is no XML in this file: it is empty"},
      {"| \r\n\t", "there is no XML in this file: it is empty"},
      {"|hello", "this is not XML: an element must begin here"},
      {"|\x7F"
       "ELF\x02\x01\x01",
       "this is not XML: an element must begin here"},
      {"<a><b x='1'/></|c></a>", "</a> is missing before this", "a(b[x=1])"},
      {"<a>\r\n  <b>\r\n\u00e9\U0001F600</|c></b></a>", "</b> is missing before this",
       "a(b\"\u00e9\U0001F600\")"},
      {"<a>\r<b>\r</|c></b></a>", "</b> is missing before this", "a(b)"},
      {"<a><b/>text|", "input ended before all started tags were ended; last tag started is 'a'",
       "a\"text\"(b)"},
      {"<a b='1' b=|'2'/>", "attribute 'b' is already specified for element 'a'"},
      // References to entities, none of which can have been declared.
      {"<a><b/>|&name;</a>", kEntity("name"), "a(b)"},
      {"<a><b x='1 |&\u00e9;' y='2'/></a>", kEntity("\u00e9"), "a"},
      {"<a>&amp;&#65;<![CDATA[&x;]]><!-- &x; --><?x &x;?>|&x;</a>", kEntity("x"), "a\"&A&x;\""},
      {"<a>&lt;b&gt;&quot;&apos;|&LT;</a>", kEntity("LT"), R"(a"<b>\"'")"},
      {"<a></|b>&name;</a>", "</a> is missing before this", "a"},
      {"<a/>|<b/>",
       "the document has ended before this, and a file holds one; is an end tag too early?", "a"},
      // Bytes that are not UTF-8. No other text of their block may be lost.
      {"<a><b/>|\xFF</a>", kNoUtf8, "a(b)"},
      {"<a><b x='|\xE9'/></a>", kNoUtf8, "a"},
      {"<a/>|\xFF", kNoUtf8, "a"},
      {"|\xFF", kNoUtf8},
      {"<a><b/>|\xF0\x9F\x98", kNoUtf8, "a(b)"},
      {"<a>|\xED\xA0\x80</a>", kNoUtf8, "a"},
      {"<a></|b>\n\xFF", "</a> is missing before this", "a"},
      // Declarations are refused, whatever they would do.
      {"|<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", kDoctype},
      {"<?xml version='1.0'?>\n<!-- > --><?pi <!DOCTYPE?>\n |<!DOCTYPE a SYSTEM "
       "'file:///etc/passwd'>"
       "<a/>",
       kDoctype},
      {"|<!doctype a><a/>", kDoctype},
      {"<a/>|<!DOCTYPE a>", kDoctype, "a"},
      {"<a><b/>|<!DOCTYPE a>&lt;<c/></a>", kDoctype, "a(b)"},
      {"<a>x<!-- <!DOCTYPE b> --><![CDATA[<!DOCTYPE c>]]>|<!DocType a [", kDoctype,
       "a\"x<!DOCTYPE c>\""},
      {"|<!ENTITY a 'b'><a/>", kDeclaration},
      {"<a>|<!entity a SYSTEM 'file:///etc/passwd'></a>", kDeclaration, "a"},
      {"<a></|b><!DOCTYPE a></a>", "</a> is missing before this", "a"},
  };
  XmlReader reader;
  Document document;
  for (const auto& row : kRows) {
    const MarkedText marked = TakeMarks(row.marked);
    ASSERT_TRUE(marked.is_marked) << row.marked;
    const auto error = reader.Read(marked.text, &document);
    ASSERT_TRUE(error) << row.marked;
    EXPECT_EQ(error->message, row.message) << row.marked;
    EXPECT_EQ(error->offset, marked.offset()) << row.marked;
    EXPECT_EQ(Dump(document.root()), row.dump) << row.marked;
  }
}

// Wherever a file is truncated, every element with a complete start tag is kept.
TEST(XmlReaderTest, KeepsAllWholeTagsOfATextThatIsCutOff) {
  const std::string text =
      "<?xml version='1.0' encoding='UTF-8'?>\r\n<!-- \u65e5 --><domain type='kvm'\n id=\"1\">"
      "<name>v\u00e9&amp;\U0001F600m</name><devices><disk a='>'/><![CDATA[<x>]]><?pi q?>"
      "<disk><b/></disk></devices></domain>";
  std::vector<size_t> tag_ends;
  const ElementSpans spans(text);
  for (ElementNumber number = 0; number < spans.size(); ++number)
    tag_ends.push_back(spans.StartTag(number).end);
  ASSERT_EQ(tag_ends.size(), 6u);

  XmlReader reader;
  Document document;
  for (size_t size = 0; size < text.size(); ++size) {
    const std::string_view cut = std::string_view(text).substr(0, size);
    const auto error = reader.Read(cut, &document);
    ASSERT_TRUE(error) << cut;
    EXPECT_LE(error->offset, size) << cut;
    const auto whole =
        std::count_if(tag_ends.begin(), tag_ends.end(), [size](size_t end) { return end <= size; });
    EXPECT_EQ(document.size(), static_cast<size_t>(whole)) << cut;
  }
  EXPECT_FALSE(reader.Read(text, &document));
}

TEST(XmlReaderTest, NestsDeeply) {
  constexpr size_t kDepth = 100000;
  std::string text;
  for (size_t i = 0; i < kDepth; ++i) text += "<a>";
  Limits limits;
  limits.depth = kDepth;
  XmlReader reader(limits);
  Document document;
  EXPECT_TRUE(reader.Read(text, &document));
  EXPECT_EQ(document.depth(), kDepth);
  for (size_t i = 0; i < kDepth; ++i) text += "</a>";
  EXPECT_FALSE(reader.Read(text, &document));
  EXPECT_EQ(document.size(), kDepth);
  EXPECT_EQ(document.depth(), 0u);
}

TEST(XmlReaderTest, ReadsLongValues) {
  const std::string value(5 << 20, 'x');
  Limits limits;
  limits.value_length = value.size();
  XmlReader reader(limits);
  Document document;
  EXPECT_FALSE(reader.Read("<a b='" + value + "'>" + value + "</a>", &document));
  EXPECT_EQ(document.root().FindAttribute("b"), value);
  EXPECT_EQ(document.root().Text(), value);
}

// Characters of every length at every position in the blocks in which Xerces reads a text.
TEST(XmlReaderTest, BlocksEndBetweenCharacters) {
  std::string mixed;
  while (mixed.size() < 60000) mixed += "a\u00e9\u65e5\U0001F600 plain text of sixteen bytes ";
  mixed += ".";
  XmlReader reader;
  Document document;
  for (size_t shift = 0; shift < 20; ++shift) {
    const std::string text = std::string(shift, 'x') + mixed;
    ASSERT_FALSE(reader.Read("<a b='" + text + "'>" + text + "</a>", &document)) << shift;
    ASSERT_TRUE(document.root().FindAttribute("b") == text) << shift;
    ASSERT_TRUE(document.root().Text() == text) << shift;
    // The place of an error is also found far into a text.
    const std::string wrong = "<a>" + text + "</b>";
    ASSERT_EQ(reader.Read(wrong, &document)->offset, wrong.size() - 2) << shift;
  }
}

// A text does not affect how the reader reads the next one.
TEST(XmlReaderTest, EveryTextStartsAnew) {
  const std::string kGood = "<a b='1' c='2'><b c='3'>x</b><a/></a>";
  const std::string kDump = "a[b=1 c=2](b[c=3]\"x\" a)";
  const std::string kBad[] = {
      "",
      "<a",
      "<a b='1' b='2'/>",
      "<a><b></a>",
      "<a b='",
      "<a><!-- ",
      "<a>&x;</a>",
      "\xFF",
      "<a>\xFF</a>",
      "<!DOCTYPE a><a/>",
      "<?xml version='1.1'?><a>",
      "<a><![CDATA[",
      "<b/><a/>",
  };
  XmlReader reader;
  Document document;
  std::string names = "<a>";
  for (int i = 0; i < 3000; ++i) names += "<name" + std::to_string(i) + "/>";
  names += "</a>";
  for (const std::string& bad : kBad) {
    EXPECT_TRUE(reader.Read(bad, &document)) << bad;
    EXPECT_FALSE(reader.Read(kGood, &document)) << "after " << bad;
    EXPECT_EQ(Dump(document.root()), kDump) << "after " << bad;
    EXPECT_FALSE(reader.Read(names, &document)) << "after " << bad;
    EXPECT_EQ(document.size(), 3001u) << "after " << bad;
    EXPECT_EQ(document.at(3000).name(), "name2999") << "after " << bad;
  }
}

// U+0085 ends a line in XML 1.1; in XML 1.0 it is a character that names cannot have.
TEST(XmlReaderTest, AVersionIsOfItsTextAlone) {
  const std::string next_line = "<a\u0085b='1'/>";
  XmlReader reader;
  Document document;
  EXPECT_TRUE(reader.Read(next_line, &document));
  EXPECT_FALSE(reader.Read("<?xml version='1.1'?>" + next_line, &document));
  EXPECT_TRUE(reader.Read(next_line, &document));
}

TEST(XmlReaderTest, ServesManyDocumentsAndMoves) {
  XmlReader reader;
  Document first, second;
  EXPECT_FALSE(reader.Read("<a>1</a>", &first));
  EXPECT_FALSE(reader.Read("<b>2</b>", &second));
  XmlReader moved = std::move(reader);
  EXPECT_FALSE(moved.Read("<c/>", &second));
  EXPECT_EQ(Dump(first.root()), "a\"1\"");
  EXPECT_EQ(Dump(second.root()), "c");
}

TEST(XmlReaderTest, ThreadsHaveTheirOwn) {
  std::vector<std::string> dumps(8);
  std::vector<std::thread> threads;
  for (std::string& dump : dumps)
    threads.emplace_back([&dump] {
      for (int round = 0; round < 50; ++round) {
        XmlReader reader;
        Document document;
        reader.Read("<a b='c'>\u00e9</a>", &document);
        dump = Dump(document.root());
      }
    });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& dump : dumps) EXPECT_EQ(dump, "a[b=c]\"\u00e9\"");
}

}  // namespace
}  // namespace domcheck
