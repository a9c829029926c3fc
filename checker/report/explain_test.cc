#include "checker/report/explain.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <variant>

#include "capsmodel/source_file.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

TEST(ExplainTest, RulesMdIsWhatExplainAllPrints) {
  auto read = ReadSourceFile("rules/RULES.md", "rules/RULES.md");
  ASSERT_TRUE(std::holds_alternative<SourceFile>(read));
  EXPECT_EQ(std::get<SourceFile>(read).text(), RulesAsMarkdown())
      << "stale: bazel-bin/checker/domcheck explain --all > rules/RULES.md";
}

TEST(ExplainTest, TellsARuleInFull) {
  EXPECT_EQ(ExplainRule(*FindRule("rng-backend")),
            "rng-backend (error): A source of random numbers that the host does not offer\n"
            "\n"
            "  Where the numbers come from: a file of the host (random), a daemon (egd), or\n"
            "  the emulator itself (builtin).\n"
            "\n"
            "  asked by     devices/rng/backend/@model\n"
            "  answered by  devices/rng/backendModel (stated since libvirt 5.7)\n"
            "\n"
            "  example      <backend model='random'>/dev/urandom</backend>\n"
            "\n"
            "  What to do:\n"
            "  Ask for one of the values that the host offers ('domcheck caps' lists them),\n"
            "  or run the guest on a host that offers this one.\n"
            "\n"
            "  https://libvirt.org/formatdomain.html#random-number-generator-device\n");
}

TEST(ExplainTest, TellsARuleAsMarkdown) {
  EXPECT_EQ(RuleAsMarkdown(*FindRule("rng-backend")),
            "A source of random numbers that the host does not offer.\n"
            "\n"
            "| | |\n"
            "|---|---|\n"
            "| severity | error |\n"
            "| asked by | `devices/rng/backend/@model` |\n"
            "| answered by | `devices/rng/backendModel`, stated since libvirt 5.7 |\n"
            "\n"
            "Where the numbers come from: a file of the host (random), a daemon (egd), or the\n"
            "emulator itself (builtin).\n"
            "\n"
            "```xml\n"
            "<backend model='random'>/dev/urandom</backend>\n"
            "```\n"
            "\n"
            "What to do: Ask for one of the values that the host offers ('domcheck caps'\n"
            "lists them), or run the guest on a host that offers this one.\n"
            "\n"
            "See <https://libvirt.org/formatdomain.html#random-number-generator-device>.\n");
}

TEST(ExplainTest, ListsEveryRuleOnALine) {
  const std::string list = ListRules();
  EXPECT_EQ(static_cast<size_t>(std::count(list.begin(), list.end(), '\n')), AllRules().size());
  EXPECT_NE(list.find("disk-bus                error    A disk bus that the host does not offer\n"),
            std::string::npos)
      << list;
}

TEST(ExplainTest, TellsProgramsTheSame) {
  const auto json = nlohmann::json::parse(RulesAsJson());
  ASSERT_EQ(json["rules"].size(), AllRules().size());
  for (size_t i = 0; i < AllRules().size(); ++i)
    EXPECT_EQ(json["rules"][i]["id"], std::string(AllRules()[i]->id));
}

}  // namespace
}  // namespace domcheck
