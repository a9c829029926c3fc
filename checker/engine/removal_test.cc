#include "checker/engine/removal.h"

#include <gtest/gtest.h>

#include <string>

namespace domcheck {
namespace {

// Returns the text without the element whose start tag has the mark "^".
std::string Without(std::string text) {
  const size_t at = text.find('^');
  text.erase(at, 1);
  const Span span = SpanOfRemoval(text, ElementSpans(text), at);
  return text.erase(span.begin, span.end - span.begin);
}

TEST(RemovalTest, TakesTheLineOfTheElement) {
  EXPECT_EQ(Without("<a>\n  <b c='^d'/>\n</a>"), "<a>\n</a>");
  EXPECT_EQ(Without("<a>\r\n\t<b c='^d'>\r\n</b>\r\n</a>"), "<a>\r\n</a>");
  EXPECT_EQ(Without("  <b c='^d'/> \n<e/>"), "<e/>");
}

TEST(RemovalTest, LeavesWhatElseIsOnTheLine) {
  EXPECT_EQ(Without("<a> <b c='^d'/> <e/></a>"), "<a>  <e/></a>");
  EXPECT_EQ(Without("<a>\n  <e/> <b c='^d'/>\n</a>"), "<a>\n  <e/> \n</a>");
  EXPECT_EQ(Without("<a>\n<b c='^d'/></a>"), "<a>\n</a>");
  EXPECT_EQ(Without("<a>\n<b c='^d'/>"), "<a>\n");
}

}  // namespace
}  // namespace domcheck
