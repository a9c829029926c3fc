#include "checker/lsp/uri.h"

#include <gtest/gtest.h>

#include "checker/report/report_path.h"

namespace domcheck {
namespace {

TEST(UriTest, NamesFiles) {
  const struct {
    std::string_view uri;
    std::optional<std::string> path;
  } kRows[] = {
      {"file:///a/b.xml", "/a/b.xml"},
      {"file://localhost/a", "/a"},
      {"file:///a%20b/%C3%A9%23.xml", "/a b/\u00e9#.xml"},
      {"file:///a%2", "/a%2"},
      {"file:///a%zz%", "/a%zz%"},
      {"file:///a%00b", "/a%00b"},
      {"file:///a?x#y", "/a"},
      {"file:///", "/"},
      {"file://elsewhere/a", std::nullopt},
      {"file:a", std::nullopt},
      {"untitled:Untitled-1", std::nullopt},
      {"", std::nullopt},
  };
  for (const auto& row : kRows) EXPECT_EQ(PathOfUri(row.uri), row.path) << row.uri;
}

TEST(UriTest, GoesBothWays) {
  for (const std::string path : {"/", "/a b/c", "/\u00e9/%41", "/\U0001F600.xml", "/a?b#c"})
    EXPECT_EQ(PathOfUri(PathAsUri(path)), path);
}

}  // namespace
}  // namespace domcheck
