#include "capsmodel/element_spans.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "capsmodel/source_file.h"
#include "capsmodel/xml_reader.h"
#include "checker/testing/marked_text.h"
#include "checker/testing/xml_files.h"

namespace domcheck {
namespace {

// The rows of these tests are texts in which braces mark the expected span.

std::string WithMarks(std::string text, std::optional<Span> span) {
  if (!span) return "nothing in " + text;
  return text.insert(span->end, "}").insert(span->begin, "{");
}

TEST(ElementSpansTest, FindsStartTags) {
  const struct {
    ElementNumber element;
    std::string marked;
  } kRows[] = {
      {0, "{<a/>}"},
      {0, "<?xml version='1.0'?>\n{<a>}</a>"},
      {1, "<a>{<b c='>' d=\"'>\">}</b></a>"},
      {1, "<a><!-- <x> -->{<b\r\n>}</b></a>"},
      {1, "<a><![CDATA[<x>]]>{<b/>}</a>"},
      {1, "<a><?pi <x>?>{<b/>}</a>"},
      {2, "<a><b></b\n>{<b/>}</a>"},
      {2, "<a>&lt;'<b/>\"{<b/>}</a>"},
      {1, "<\u00e9 \u65e5='\U0001F600'>\U0001F600{<b/>}</\u00e9>"},
      // Truncated: up to the end.
      {1, "<a>{<b c='>}"},
      {1, "<a>{<b c}"},
  };
  for (const auto& row : kRows) {
    const std::string text = TakeMarks(row.marked).text;
    EXPECT_EQ(WithMarks(text, ElementSpans(text).StartTag(row.element)), row.marked);
  }
}

TEST(ElementSpansTest, FindsWholeElements) {
  const struct {
    ElementNumber element;
    std::string marked;
  } kRows[] = {
      {0, "<?xml version='1.0'?>\n{<a/>}\n"},
      {0, "{<a b='/>'>1</a\n>} "},
      {1, "<a>{<b><b/><b></b></b>}<b/></a>"},
      {1, "<a>{<b><!-- </b> --><![CDATA[</b>]]><?pi </b>?></b>}</a>"},
      {1, "<a>\r\n\t{<\u00e9>\U0001F600</\u00e9>}</a>"},
      // Without an end tag: up to the end tag of an element around it, or to the end.
      {1, "<a>{<b><c/>}</a>"},
      {1, "<a>{<b>1}</a></z>"},
      {1, "<a>{<b><c></b>}</a>"},
      {1, "<a>{<b><c d='1'</b>}</a>"},
      {1, "<a>{<b><c}"},
      {1, "<a>{<b></b}"},
      {1,
       "<a>{<b>"
       "<!-- }"},
      {1, "<a>{<}"},
  };
  for (const auto& row : kRows) {
    const std::string text = TakeMarks(row.marked).text;
    EXPECT_EQ(WithMarks(text, ElementSpans(text).Whole(row.element)), row.marked);
  }
}

TEST(ElementSpansTest, FindsNames) {
  const struct {
    ElementNumber element;
    std::string marked;
  } kRows[] = {
      {0, "<{a}/>"},
      {0, "<{a}>b</a>"},
      {0, "<{domain} type='a'/>"},
      {0, "<{a}\n\tb='c'/>"},
      {0, "<{n:\u00e9-1.x}/>"},
      {1, "<a><{b}\r\n/></a>"},
      {0, "<{a}"},
  };
  for (const auto& row : kRows) {
    const std::string text = TakeMarks(row.marked).text;
    EXPECT_EQ(WithMarks(text, ElementSpans(text).Name(row.element)), row.marked);
  }
}

TEST(ElementSpansTest, FindsAttributeValues) {
  const std::string kRows[] = {
      "<a x='{1}'/>",
      "<a x=\"{1}\"/>",
      "<a x='{}'/>",
      "<a x='{>/ }'></a>",
      "<a x='{\"}'/>",
      "<a y='x=1' x='{2}'/>",
      "<a y=\"x='1'\" x='{2}'/>",
      "<a xx='1' x = \n '{2}' z='3'/>",
      "<a\r\n  y='1'\r\n  x='{\r\n2}'\r\n/>",
      "<a x='{&apos;}' y='2'/>",
      "<a \u00e9='\U0001F600' x='{\u65e5}'/>",
  };
  for (const std::string& row : kRows) {
    const std::string text = TakeMarks(row).text;
    EXPECT_EQ(WithMarks(text, ElementSpans(text).AttributeValue(0, "x")), row);
  }
}

TEST(ElementSpansTest, FindsNoValueOfAnAbsentAttribute) {
  for (const char* text : {"<a/>", "<a  />", "<a>x='1'</a>", "<a y='x'/>", "<a y=\"x='1'\"/>",
                           "<a><b x='1'/></a>", "<a xx='1'/>", "<a n:x='1'/>", "<a x", "<a x="})
    EXPECT_EQ(ElementSpans(text).AttributeValue(0, "x"), std::nullopt) << text;
}

TEST(ElementSpansTest, FindsTexts) {
  const std::string kRows[] = {
      "<a>{1}</a>",
      "<a>\r\n  {1 2}\t\r\n</a>",
      "<a>{&lt;}</a>",
      "<a b='>'>{1}</a>",
      "<a>{\u65e5 \U0001F600} </a>",
      // The first of several runs.
      "<a><!-- 0 --> {1} <!-- 2 -->3</a>",
      "<a><?pi 0?>{1}<?pi 2?>3</a>",
      "<a><![CDATA[ {<1>} ]]>2</a>",
      "<a> <![CDATA[ ]]> <![CDATA[]]>{1}</a>",
      "<a>{1}<![CDATA[2]]></a>",
      "<a>{1}<b>2</b></a>",
      // No text before the first child or the end: the name.
      "<{a}/>",
      "<{a}> </a>",
      "<{a}><b>1</b></a>",
      "<{a}> <b/>1</a>",
      "<{a} b='/'></a>",
      "<{a}><!-- 1 --></a>",
      "<{a}><![CDATA[ ]]></a>",
      // Truncated.
      "<{a}> ",
      "<{a}><![CDATA[ ",
      "<a> {1}",
  };
  for (const std::string& row : kRows) {
    const std::string text = TakeMarks(row).text;
    EXPECT_EQ(WithMarks(text, ElementSpans(text).Text(0)), row);
  }
}

TEST(ElementSpansTest, TextOfAnEmptyElementIsNotItsParents) {
  for (const std::string row : {"<p><{a}/>1</p>", "<p><{a} b='/'/> 1</p>", "<p><{a}></a>1</p>"}) {
    const std::string text = TakeMarks(row).text;
    EXPECT_EQ(WithMarks(text, ElementSpans(text).Text(1)), row);
  }
}

// The scan finds the same elements as the parser in every test document.
TEST(ElementSpansTest, AgreesWithTheParser) {
  XmlReader reader;
  Document document;
  size_t files = 0;
  for (const std::string& path : XmlFilesBelow("testdata")) {
    auto read = ReadSourceFile(path, path);
    if (!std::holds_alternative<SourceFile>(read)) continue;  // An unsupported encoding.
    const std::string_view text = std::get<SourceFile>(read).text();
    const auto error = reader.Read(text, &document);
    if (document.size() == 0) continue;
    ++files;
    const ElementSpans spans(text);
    if (error)
      ASSERT_GE(spans.size(), document.size()) << path;
    else
      ASSERT_EQ(spans.size(), document.size()) << path;
    for (ElementNumber number = 0; number < document.size(); ++number) {
      const Element element = document.at(number);
      const auto slice = [text](Span span) {
        return text.substr(span.begin, span.end - span.begin);
      };
      EXPECT_EQ(slice(spans.Name(number)), element.name()) << path;
      for (auto* at = element.attributes_begin(); at != element.attributes_end(); ++at) {
        const auto value = spans.AttributeValue(number, at->name);
        ASSERT_TRUE(value) << path << ": " << at->name;
        // The parser resolves references and normalizes white space.
        const bool is_plain = slice(*value).find_first_of("&\r\n\t") == std::string_view::npos;
        EXPECT_TRUE(!is_plain || slice(*value) == at->value) << path << ": " << at->value;
      }
      if (!error) {
        // An element ends before the next sibling begins, and within its parent.
        const Span whole = spans.Whole(number);
        EXPECT_EQ(text[whole.end - 1], '>') << path;
        const Element next = element.next_sibling();
        size_t most = text.size();
        if (next)
          most = spans.StartTag(next.number()).begin;
        else if (element.parent())
          most = spans.Whole(element.parent().number()).end - 1;
        EXPECT_LE(whole.end, most) << path;
      }
      const std::string_view run = slice(spans.Text(number));
      const bool is_plain = !element.first_child() && !element.Text().empty() &&
                            run.find_first_of("&\r") == std::string_view::npos;
      EXPECT_TRUE(!is_plain || element.Text().substr(0, run.size()) == run) << path << ": " << run;
    }
  }
  EXPECT_GE(files, 20u) << "the documents are not where the test looks";
}

}  // namespace
}  // namespace domcheck
