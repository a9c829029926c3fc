#include "capsmodel/plain_xml.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "capsmodel/xml_reader.h"
#include "checker/testing/element_dump.h"
#include "checker/testing/file_content.h"
#include "checker/testing/xml_files.h"

namespace domcheck {
namespace {

// If the fast reader accepts the text, Xerces must accept it and read the same. An instruction
// after the root makes XmlReader use Xerces.
void Compare(const std::string& text, XmlReader* reader, size_t* taken) {
  Document quick, whole;
  if (!ReadPlainXml(text, &quick)) return;
  ++*taken;
  const auto error = reader->Read(text + "<?x?>", &whole);
  ASSERT_FALSE(error) << error->message << " in:\n" << text;
  ASSERT_EQ(quick.size(), whole.size()) << text;
  ASSERT_EQ(Dump(quick.root()), Dump(whole.root())) << text;
}

TEST(PlainXmlTest, TakesWhatIsPlain) {
  for (const char* text :
       {"<a/>", "<a></a>", " \n<a />\n", "<a b='c' d=\"e'f\" g = 'h>'/>", "<a>x <b>y</b > z</a>",
        "<!-- a < b & c --><a><!----></a><!-- - -->", "<a:b xmlns:a='c' a:d='e'/>",
        "<?xml version='1.0' encoding='UTF-8'?>\n<a/>", "<a>\r\n</a>\r", "<a>\rb</a>",
        "<a\t>\t</a>", "<a>x &amp;&lt; &gt;</a>", "<a b='&lt;&quot;c&apos;' d=\"&apos;'\"/>",
        "<a b='&#65;&#x1F600;&#10;'>&#x0041;&#xd;&#9;&#1114109;</a>", "<a> <![CDATA[]]> </a>",
        "<a>x<![CDATA[<b> & ]] ]>]]>y<b/>\r\n<![CDATA[\r\n]]></a>",
        "<a b='\u00e9'>\u20ac<!-- \U0001F600 --></a>", "<a>\u0085\uFEFF\uFFFD</a>",
        "<?xml version='1.0' encoding='UTF-16'?>\r\n<a/>"}) {
    Document document;
    EXPECT_TRUE(ReadPlainXml(text, &document)) << text;
  }
}

TEST(PlainXmlTest, LeavesTheRestToXerces) {
  for (const char* text : {"",
                           " ",
                           "<",
                           "<a",
                           "<a>",
                           "<a/",
                           "<a/>x",
                           "<a/><b/>",
                           "</a>",
                           "<a></b>",
                           "<a></ab>",
                           "<ab></a>",
                           "<a b/>",
                           "<a b=c/>",
                           "<a b='c'd='e'/>",
                           "<a b='c' b='d'/>",
                           "<a b='<'/>",
                           "<a b='\n'/>",
                           "<a b='\t'/>",
                           "<a b='\r\n'/>",
                           "<a>&#65</a>",
                           "<a>&#;</a>",
                           "<a>&#x;</a>",
                           "<a>&#X41;</a>",
                           "<a>&#6F;</a>",
                           "<a>&#0;</a>",
                           "<a>&#8;</a>",
                           "<a>&#xD800;</a>",
                           "<a>&#xFFFF;</a>",
                           "<a>&#x110000;</a>",
                           "<a>&#4294967361;</a>",
                           "<a>&#18446744073709551681;</a>",
                           "<a>&amp</a>",
                           "<a>&x;</a>",
                           "<a>&amp;]]></a>",
                           "<a b='&amp;\n'/>",
                           "<a b='&lt;<'/>",
                           "<a>]]></a>",
                           "<a><![CDATA[x]></a>",
                           "<a><![CDATA[\x01]]></a>",
                           "<![CDATA[x]]><a/>",
                           "<a/><![CDATA[x]]>",
                           "<a><?x?></a>",
                           "<!DOCTYPE a><a/>",
                           "<a>\xC3</a>",
                           "<a b='\xE9'/>",
                           "<a>\uFFFE</a>",
                           "<!--\uFFFF--><a/>",
                           "<a>\xED\xA0\x80</a>",
                           "<\u00e9/>",
                           "<1/>",
                           "<a 1='2'/>",
                           "<a><!-- -- --></a>",
                           "<a><!-- ---></a>",
                           "<a><!--</a>",
                           "<a>\x7f</a>",
                           "<a>\x01</a>",
                           "<a b='c",
                           "<a><b></a></b>",
                           "<? xml?><a/>",
                           "\xEF\xBB\xBF<a/>",
                           "<?xml version='1.1'?><a/>"}) {
    Document document;
    EXPECT_FALSE(ReadPlainXml(text, &document)) << text;
  }
  Document document;
  EXPECT_FALSE(ReadPlainXml(std::string_view("<a>\0</a>", 8), &document));
}

TEST(PlainXmlTest, AgreesWithXerces) {
  XmlReader reader;
  std::mt19937 random(11);
  const std::string kPieces[] = {
      "<",     ">",      "/",     "=",      "'",         "\"",   "&",      ";",         "!",
      "--",    "]",      "]]>",   "<!--",   "-->",       "<a>",  "</a>",   " ",         "\n",
      "\t",    "\r",     ":",     "a",      "<![CDATA[", "]]>",  "&#65;",  "&#x1F600;", "&#13;",
      "&#x0;", "&#",     "&amp;", "#",      "\x01",      "\x7f", "\u00e9", "</",        "?",
      "\r\n",  "\uFFFE", "\xC3",  "\u0085", "\U0001F600"};
  size_t documents = 0, taken = 0;
  for (const char* text :
       {"<a>\r\n</a>\r", "<a>\rb\r\r\nc</a>",
        "<a b='&amp;amp;&apos;x'\tc=\"'&quot;\">"
        "\t&lt;x&gt;\t<b/>&amp; &amp;<b>&apos;</b>\n</a>",
        "<a>\u0085\uFEFF\u2028\uFFFD</a>",
        "<a b='&#10;x&#x9;'>&#65;&#13;<b/>&#x1F600; <![CDATA[<c>\r\n&#65;]]> x</a>",
        "<a> <![CDATA[ ]]> <b/></a>", "<a><b><![CDATA[]]></b>&#32;</a>",
        "<a b='\u00a0\u00e9'>\u20ac<!-- \U0001F600 -->\u3000</a>"})
    ASSERT_NO_FATAL_FAILURE(Compare(text, &reader, &taken)) << text;
  ASSERT_EQ(taken, 8u);
  for (const std::string& path : XmlFilesBelow("testdata")) {
    const std::string text = ReadFile(path);
    if (text.size() > 5000) continue;
    ++documents;
    ASSERT_NO_FATAL_FAILURE(Compare(text, &reader, &taken)) << path;
    for (int round = 0; round < 60; ++round) {
      std::string mutated = text;
      for (size_t edits = 1 + random() % 3; edits > 0; --edits) {
        const size_t begin = random() % (mutated.size() + 1);
        const size_t count = random() % 4 == 0 ? random() % 12 : random() % 2;
        mutated.replace(begin, std::min(count, mutated.size() - begin),
                        random() % 3 == 0 ? "" : kPieces[random() % std::size(kPieces)]);
      }
      ASSERT_NO_FATAL_FAILURE(Compare(mutated, &reader, &taken)) << path;
    }
  }
  EXPECT_GT(documents, 200u);
  EXPECT_GT(taken, documents * 5);
}

}  // namespace
}  // namespace domcheck
