#include "checker/settings/config.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "checker/testing/file_content.h"
#include "checker/testing/temporary_folder.h"

namespace domcheck {
namespace {

namespace fs = std::filesystem;

std::string Problems(const std::vector<InputProblem>& problems) {
  std::string text;
  for (const InputProblem& problem : problems) text += DescribeProblem(problem) + "\n";
  return text;
}

TEST(ConfigTest, ReadsKeysAndSections) {
  std::vector<InputProblem> problems;
  const Config config = ParseConfig(
      "# for all guests\ncaps = hosts/a.xml\ncaps = @debian-12\ncaps = /srv/b.xml\n"
      "fail-on = warning  # strict\nseverity = cpu-model=note\n\n"
      "[legacy/*]\ndisable = disk-bus\ndisable = disk-model\n[*.old.xml]\nfail-on = never\n",
      "x.cfg", "/repo", &problems);
  EXPECT_EQ(Problems(problems), "");
  EXPECT_EQ(config.settings.caps,
            (std::vector<std::string>{"/repo/hosts/a.xml", "@debian-12", "/srv/b.xml"}));
  EXPECT_EQ(config.settings.fail_on, FailOn::kWarning);
  EXPECT_EQ(config.settings.policy.severities.at("cpu-model"), Severity::kNote);
  ASSERT_EQ(config.sections.size(), 2U);
  EXPECT_EQ(config.sections[0].first, "legacy/*");
  EXPECT_EQ(config.sections[0].second.policy.disabled.size(), 2U);
  EXPECT_EQ(config.sections[1].first, "*.old.xml");
  EXPECT_EQ(config.sections[1].second.fail_on, FailOn::kNever);
}

TEST(ConfigTest, TellsEveryMistakeWithItsLine) {
  std::vector<InputProblem> problems;
  ParseConfig("capz = a\n\nfail-on = sometimes\n[b]\ndisable = disk\ndisable = disk-buss\nx=1\n",
              "x.cfg", "/repo", &problems);
  EXPECT_EQ(Problems(problems),
            "x.cfg:1:1: error: there is no setting 'capz'; did you mean 'caps'?\n"
            "x.cfg:3:1: error: 'sometimes' is not a level (error, warning, unknown, never)\n"
            "x.cfg:6:1: error: 'disk-buss' is not a rule; did you mean 'disk-bus'?\n"
            "x.cfg:7:1: error: there is no setting 'x' (caps, libvirt-version, fail-on, disable, "
            "severity, exclude)\n");
}

TEST(ConfigTest, TakesNoUriThatCouldRunPrograms) {
  for (const char* uri : {"qemu:///system", "qemu+ext:///system?command=/srv/run",
                          "qemu+ssh://host/system?command=/srv/run"}) {
    std::vector<InputProblem> problems;
    const Config config = ParseConfig(std::string("caps = ") + uri, "x.cfg", "/repo", &problems);
    EXPECT_EQ(Problems(problems),
              "x.cfg:1:1: error: the URI of a libvirt is taken from the command line alone: it can "
              "run programs\n");
    EXPECT_TRUE(config.settings.caps.empty());
  }
}

TEST(ConfigTest, TellsALineThatIsNone) {
  std::vector<InputProblem> problems;
  ParseConfig("caps\n", "x.cfg", "/repo", &problems);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_NE(problems[0].message.find("caps"), std::string::npos) << problems[0].message;
}

// A tree of folders with configuration files, in a folder of the test.
class ConfigFinderTest : public testing::Test {
 protected:
  void SetUp() override {
    root_.Enter();
    fs::create_directories("a/b");
    WriteFile(".domcheck.cfg", "caps = top.xml\nexclude = draft-*\n[a/x.xml]\nfail-on = never\n");
    WriteFile("c/.domcheck.cfg", "caps = c.xml\n");
  }

  TemporaryFolder root_;
  std::vector<InputProblem> problems_;
};

TEST_F(ConfigFinderTest, TheNearestFileAtOrAboveCounts) {
  ConfigFinder finder(ConfigFinder::Search::kNearest, Settings());
  for (const std::string path : {"x.xml", "./x.xml", "a/b/x.xml", "a//b/../b/x.xml", "-"})
    EXPECT_EQ(finder.For(path, &problems_).caps, std::vector<std::string>{"top.xml"}) << path;
  EXPECT_EQ(finder.For(root_.Path("a/b/x.xml"), &problems_).caps,
            std::vector<std::string>{"top.xml"});
  EXPECT_EQ(finder.For("c/x.xml", &problems_).caps, std::vector<std::string>{"c/c.xml"});
  EXPECT_EQ(finder.For("a/x.xml", &problems_).fail_on, FailOn::kNever);
  EXPECT_FALSE(finder.For("a/y.xml", &problems_).fail_on);
  EXPECT_EQ(Problems(problems_), "");
}

TEST_F(ConfigFinderTest, TheCommandLineIsOnTop) {
  Settings on_top;
  on_top.caps = {"mine.xml"};
  ConfigFinder finder(ConfigFinder::Search::kNearest, on_top);
  EXPECT_EQ(finder.For("c/x.xml", &problems_).caps, std::vector<std::string>{"mine.xml"});
}

TEST_F(ConfigFinderTest, AFileThatIsNamedCountsForAllAndNoneMayCount) {
  ConfigFinder named(ConfigFinder::Search::kNearest, Settings());
  named.UseFile("c/.domcheck.cfg", &problems_);
  EXPECT_EQ(named.For("a/b/x.xml", &problems_).caps, std::vector<std::string>{"c/c.xml"});
  ConfigFinder none(ConfigFinder::Search::kNone, Settings());
  EXPECT_TRUE(none.For("c/x.xml", &problems_).caps.empty());
  EXPECT_EQ(Problems(problems_), "");
  named.UseFile("missing.cfg", &problems_);
  EXPECT_EQ(Problems(problems_), "missing.cfg: error: no such file or folder\n");
}

TEST_F(ConfigFinderTest, ExcludesByPattern) {
  Settings on_top;
  on_top.excludes = {"a/b"};
  ConfigFinder finder(ConfigFinder::Search::kNearest, on_top);
  EXPECT_TRUE(finder.IsExcluded("draft-1.xml", &problems_));
  EXPECT_TRUE(finder.IsExcluded("a/draft-1.xml", &problems_));
  EXPECT_TRUE(finder.IsExcluded("a/b/x.xml", &problems_));
  EXPECT_FALSE(finder.IsExcluded("a/x.xml", &problems_));
  EXPECT_FALSE(finder.IsExcluded("c/draft-1.xml", &problems_));
}

TEST_F(ConfigFinderTest, TellsABrokenFileOnce) {
  WriteFile("c/.domcheck.cfg", "cap = c.xml\n");
  ConfigFinder finder(ConfigFinder::Search::kNearest, Settings());
  finder.For("c/x.xml", &problems_);
  finder.For("c/y.xml", &problems_);
  EXPECT_EQ(Problems(problems_),
            "c/.domcheck.cfg:1:1: error: there is no setting 'cap'; did you mean 'caps'?\n");
}

}  // namespace
}  // namespace domcheck
