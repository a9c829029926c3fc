#include "checker/caps/caps_view.h"

#include <gtest/gtest.h>

#include <string>

#include "checker/testing/made_host.h"

namespace domcheck {
namespace {

TEST(CapsViewTest, NamesWhatNoRuleAsksFor) {
  const Capabilities capabilities = ParseCapabilities(
      "<domainCapabilities><cpu><mode name='maximum' supported='yes'>"
      "<enum name='maximumMigratable'><value>on</value></enum></mode></cpu>"
      "<devices><panic supported='yes'><enum name='model'><value>isa</value></enum></panic>"
      "<teapot supported='yes'/></devices></domainCapabilities>");
  const std::string text = CapsAsText(capabilities);
  const std::string unasked = "  (no rule asks for it)\n";
  const auto line_of = [&text](const std::string& path) {
    const size_t begin = text.find("  " + path + " ");
    return begin == std::string::npos ? "" : text.substr(begin, text.find('\n', begin) + 1 - begin);
  };
  const auto is_unasked = [&](const std::string& line) {
    return line.size() > unasked.size() &&
           line.compare(line.size() - unasked.size(), unasked.size(), unasked) == 0;
  };
  for (const char* path :
       {"cpu/maximum", "cpu/maximum/maximumMigratable", "devices/panic", "devices/panic/model"}) {
    EXPECT_NE(line_of(path), "") << path << text;
    EXPECT_FALSE(is_unasked(line_of(path))) << line_of(path);
  }
  EXPECT_TRUE(is_unasked(line_of("devices/teapot"))) << text;
}

}  // namespace
}  // namespace domcheck
