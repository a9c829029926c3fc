#include "rules/guest_path.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace domcheck {
namespace {

TEST(GuestPathTest, ReadsThePathsOfRows) {
  const struct {
    std::string_view elements, values, paths;
  } kRows[] = {
      {"", "", "domain"},
      {"", "@type", "domain/@type"},
      {"devices/disk", "", "devices/disk"},
      {"devices/disk", "source", "devices/disk/source"},
      {"devices/disk", "target/@bus", "devices/disk/target/@bus"},
      {"a | b/c", "", "a | b/c"},
      {"a | b[@d='e'] | c", "text()", "a/text() | b[@d='e']/text() | c/text()"},
      {"a | b", "text() | @c", "a/text() | b/@c"},
      {"a | a | b", "@c | @d | e/text()", "a/@c | a/@d | b/e/text()"},
  };
  for (const auto& row : kRows) {
    std::string paths;
    for (const GuestPath& path : ParseGuestPaths(row.elements, row.values))
      paths += (paths.empty() ? "" : " | ") + PathText(path);
    EXPECT_EQ(paths, row.paths);
  }
}

TEST(GuestPathTest, TakesConditionsApart) {
  const GuestPath path = ParseGuestPaths("devices/interface[@type='user']", "backend/@type")[0];
  ASSERT_EQ(path.element.size(), 2u);
  EXPECT_EQ(path.element[0].attribute, "");
  EXPECT_EQ(path.element[1].name, "interface");
  EXPECT_EQ(path.element[1].attribute, "type");
  EXPECT_EQ(path.element[1].value, "user");
}

}  // namespace
}  // namespace domcheck
