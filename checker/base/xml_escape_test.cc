#include "checker/base/xml_escape.h"

#include <gtest/gtest.h>

#include "capsmodel/document.h"
#include "capsmodel/xml_reader.h"
#include "checker/report/report_tester.h"

namespace domcheck {
namespace {

constexpr char kReplacement[] = "\xEF\xBF\xBD";

struct EscapeCase {
  const char* about;
  std::string text;
  std::string escaped;
};

TEST(XmlEscaped, Cases) {
  const std::string r = kReplacement;
  const EscapeCase cases[] = {
      {"nothing", "", ""},
      {"plain", "disk bus 1-2_3", "disk bus 1-2_3"},
      {"markup", "<a b='c' d=\"e\">&amp;]]>",
       "&lt;a b=&apos;c&apos; d=&quot;e&quot;&gt;&amp;amp;]]&gt;"},
      {"white space that attributes would lose", "\t\n\r ", "&#x9;&#xA;&#xD; "},
      {"other control characters", std::string("\0\x01\x1B\x1F", 4), r + r + r + r},
      {"controls that XML has", "\x7F\xC2\x80\xC2\x9B\xC2\x9F\xC2\xA0",
       "&#x7F;&#x80;&#x9B;&#x9F;\xC2\xA0"},
      {"letters of all lengths", "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80",
       "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"},
      {"U+FFFD, U+FFFE and U+FFFF", "\xEF\xBF\xBD\xEF\xBF\xBE\xEF\xBF\xBF", r + r + r},
      {"U+1FFFE, which XML has", "\xF0\x9F\xBF\xBE", "\xF0\x9F\xBF\xBE"},
      {"a lone surrogate", "a\xED\xA0\x80z", "a" + r + r + r + "z"},
      {"a pair of surrogates, as CESU-8", "\xED\xA0\xBD\xED\xB8\x80", r + r + r + r + r + r},
      {"bytes that are no UTF-8", "\xFF\xC0\xAF\x80z", r + r + r + r + "z"},
      {"a sequence cut short", "a\xE2\x82", "a" + r + r},
      {"above U+10FFFF", "\xF4\x90\x80\x80", r + r + r + r},
  };
  for (const EscapeCase& row : cases) EXPECT_EQ(XmlEscaped(row.text), row.escaped) << row.about;
}

// A parser accepts the escaped text wherever text is allowed, and returns what XML can represent.
TEST(XmlEscaped, IsWellFormedWhateverTheBytes) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  for (int first = 0x80; first < 256; ++first)
    for (int second = 0x80; second < 0xC0; ++second)
      all += {static_cast<char>(first), static_cast<char>(second), static_cast<char>(second)};
  const std::string escaped = XmlEscaped(all);
  EXPECT_TRUE(IsWellFormed("<a b='" + escaped + "' c=\"" + escaped + "\">" + escaped + "</a>"));
}

TEST(XmlEscaped, ComesBackAsItWas) {
  const std::string text = "<a b='c'>&quot;\t\n\r\"\x7F\xC2\x9B\xF0\x9F\x98\x80]]>";
  XmlReader reader;
  Document document;
  ASSERT_FALSE(reader.Read("<a b='" + XmlEscaped(text) + "'/>", &document));
  EXPECT_EQ(document.root().AttributeOr("b", ""), text);
}

}  // namespace
}  // namespace domcheck
