// Tests of texts that are too large for the reader, or that could take it too long.
#include <gtest/gtest.h>

#include <cstdio>
#include <ctime>
#include <string>

#include "capsmodel/limits.h"
#include "capsmodel/xml_reader.h"
#include "checker/testing/element_dump.h"
#include "checker/testing/marked_text.h"

namespace domcheck {
namespace {

// `|` marks the beginning of the part that is over a limit.
TEST(XmlReaderLimitsTest, RefusesWhatIsOverALimit) {
  Limits limits;
  limits.depth = 3;
  limits.elements = 6;
  limits.attributes = 2;
  limits.name_length = 4;
  limits.value_length = 5;
  const std::string kDepth = DescribeExcess(LimitOf(&Limits::depth), limits);
  const std::string kElements = DescribeExcess(LimitOf(&Limits::elements), limits);
  const std::string kAttributes = DescribeExcess(LimitOf(&Limits::attributes), limits);
  const std::string kName = DescribeExcess(LimitOf(&Limits::name_length), limits);
  const std::string kValue = DescribeExcess(LimitOf(&Limits::value_length), limits);
  const struct {
    std::string marked;
    std::string message;
    std::string dump = "nothing";
  } kRows[] = {
      {"<a><b><c/></b><b><c/><c/></b></a>", "", "a(b(c) b(c c))"},
      {"<a><b><c><|d/></c></b></a>", kDepth, "a(b(c))"},
      {"<a><b><c/></b><b><c/><c/><|d/></b></a>", kElements, "a(b(c) b(c c))"},
      {"<a b='1' c='2'/>", "", "a[b=1 c=2]"},
      {"<a b='1' c='2' |d='3'/>", kAttributes},
      {"<a><b/><c b='1' c='2' |d='3'/></a>", kAttributes, "a(b)"},
      {"<name name='1'/>", "", "name[name=1]"},
      {"<|names/>", kName},
      {"<a |names='1'/>", kName},
      {"<a b='12345'>54321</a>", "", "a[b=12345]\"54321\""},
      {"<a><b b='|123456'/></a>", kValue, "a"},
      {"<a> \n \n \n \n </a>", "", "a"},
      {"<a>12<b/>\n\n <b/></a>", "", "a\"12\"(b b)"},
      {"<a>123<b/>|456</a>", kValue, "a\"123\"(b)"},
      {"<a>123<!-- long comment -->|456</a>", kValue, "a\"123\""},
      {"<a>123<![CDATA[|456]]></a>", kValue, "a\"123\""},
      {"<a>  |123456</a>", kValue, "a"},
      {"<a b='1'><b>12345</b>12345<b>12345</b></a>", "", "a[b=1]\"12345\"(b\"12345\" b\"12345\")"},
      // An error before that part is reported instead.
      {"<a><b></|a><names/>", "</b> is missing before this", "a(b)"},
      {"<a><b b='1' b=|'2'/><c b='1' c='2' d='3'/></a>",
       "attribute 'b' is already specified for element 'b'", "a"},
  };
  // A processing instruction makes XmlReader use Xerces instead of the fast reader.
  for (const std::string& behind : {std::string(), std::string("<?pi?>")}) {
    XmlReader reader(limits);
    Document document;
    for (const auto& row : kRows) {
      const MarkedText marked = TakeMarks(row.marked);
      EXPECT_EQ(marked.is_marked, !row.message.empty()) << row.marked;
      const auto error = reader.Read(marked.text + behind, &document);
      EXPECT_EQ(error ? error->message : "", row.message) << row.marked;
      if (error) {
        EXPECT_EQ(error->offset, marked.offset()) << row.marked;
      }
      EXPECT_EQ(Dump(document.root()), row.dump) << row.marked;
    }
  }
}

TEST(XmlReaderLimitsTest, RefusesATextOfTooManyBytes) {
  Limits limits;
  limits.bytes = 10;
  XmlReader reader(limits);
  Document document;
  EXPECT_FALSE(reader.Read("<a>123</a>", &document));
  const auto error = reader.Read("<a>1234</a>", &document);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->message, "there are more than 10 bytes; --max-bytes raises this limit");
  EXPECT_EQ(error->offset, 10U);
  EXPECT_FALSE(document.root());
}

// Large generated guests, and texts exactly at the default limits.
TEST(XmlReaderLimitsTest, TakesWhatIsLarge) {
  std::string text = "<a>";
  for (int i = 0; i < 999'999; ++i) text += i % 2 == 0 ? "<b c='1'/>" : "<?p?><d/>";
  text += "</a>";
  XmlReader reader;
  Document document;
  EXPECT_FALSE(reader.Read(text, &document));
  EXPECT_EQ(document.size(), 1'000'000U);
  text.insert(text.size() - 4, "<d/>");
  EXPECT_TRUE(reader.Read(text, &document));
  std::string deep;
  for (int i = 0; i < 256; ++i) deep += "<a b='&lt;'>";
  for (int i = 0; i < 256; ++i) deep += "</a>";
  EXPECT_FALSE(reader.Read(deep, &document));
  EXPECT_EQ(document.size(), 256U);
}

// These texts would take Xerces hours or unbounded memory.
TEST(XmlReaderLimitsTest, IsSoonDoneWithWhatIsHostile) {
  constexpr size_t kBytes = 4 << 20;
  const auto repeated = [](const std::string& begin, const std::string& piece) {
    std::string text = begin;
    while (text.size() < kBytes) text += piece;
    return text;
  };
  const auto counted = [](const std::string& begin, const std::string& before,
                          const std::string& behind) {
    std::string text = begin;
    for (int i = 0; text.size() < kBytes; ++i) text += before + std::to_string(i) + behind;
    return text;
  };
  const std::string kTexts[] = {
      repeated("", "<a>"),
      repeated("<a>", "<b/>"),
      repeated("<", "a"),
      repeated("<a b='", "x"),
      repeated("<a>", "x"),
      repeated("<a>&", "x"),
      repeated("<a>", "&#65;"),
      repeated("<a>", "x<?p?>"),
      repeated("<a>", "x<b/>"),
      repeated("<a>", "]]"),
      repeated("<a><?", "p"),
      repeated("<a><!--", "-x"),
      repeated("<a", " "),
      counted("<a", " b", "='1'"),
      counted("<a", "\u0085b", "='1'"),  // U+0085 is a line end only in XML 1.1
      counted("<?xml version='1.1'?><a", "\u0085b", "='1'"),
      counted("<?xml version='1.1'?><a", "\u2028b", "='1'"),
      counted("<a>", "<b", "/>"),
      counted("<a><?p?>", "<b", "/>"),
      counted("<a><?p?>", "<b c", "='1'/>"),
      counted("<a>", "</b", ">"),
  };
  XmlReader reader;
  Document document;
  for (const std::string& text : kTexts) {
    const std::clock_t begin = std::clock();
    EXPECT_TRUE(reader.Read(text, &document)) << text.substr(0, 40);
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    // Where each piece looked at all before it, it would be hours.
    EXPECT_LT(seconds, 10) << text.substr(0, 40);
    std::printf("%6.2f s  %s\n", seconds, text.substr(0, 40).c_str());
  }
}

}  // namespace
}  // namespace domcheck
