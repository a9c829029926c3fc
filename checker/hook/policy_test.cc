#include "checker/hook/policy.h"

#include <gtest/gtest.h>

namespace domcheck {
namespace {

std::vector<std::string> Described(const std::vector<InputProblem>& problems) {
  std::vector<std::string> described;
  for (const InputProblem& problem : problems) described.push_back(DescribeProblem(problem));
  return described;
}

TEST(HookPolicyTest, RefusesNothingWhereNothingIsSaid) {
  std::vector<InputProblem> problems;
  const HookPolicy policy = ParsePolicy("# nothing\n", "hook.cfg", &problems);
  EXPECT_FALSE(policy.enforces || policy.needs_host || policy.needs_current_host);
  EXPECT_EQ(policy.host, "/var/lib/domcheck/host");
  EXPECT_TRUE(problems.empty());
}

TEST(HookPolicyTest, ReadsEveryKey) {
  std::vector<InputProblem> problems;
  const HookPolicy policy = ParsePolicy(
      "mode = enforce\nhost = /srv/host\nmissing-host = refuse\nstale-host = refuse\n"
      "fail-on = warning\ndisable = disk-bus\ndisable = rng\nseverity = cpu-model=warning\n",
      "hook.cfg", &problems);
  EXPECT_TRUE(policy.enforces && policy.needs_host && policy.needs_current_host);
  EXPECT_EQ(policy.host, "/srv/host");
  EXPECT_EQ(policy.settings.fail_on, FailOn::kWarning);
  EXPECT_EQ(policy.settings.policy.disabled, (std::set<std::string_view>{"disk-bus", "rng"}));
  EXPECT_EQ(policy.settings.policy.severities.at("cpu-model"), Severity::kWarning);
  EXPECT_TRUE(problems.empty());
}

TEST(HookPolicyTest, TellsWhatItDoesNotUnderstandAndKeepsTheRest) {
  std::vector<InputProblem> problems;
  const HookPolicy policy = ParsePolicy(
      "mod = enforce\nmode = enforce\nstale-host = refused\nhost = here\ndisable = disk-buss\n"
      "[web]\nmode = log\n",
      "hook.cfg", &problems);
  EXPECT_TRUE(policy.enforces);
  EXPECT_FALSE(policy.needs_current_host);
  EXPECT_EQ(Described(problems),
            (std::vector<std::string>{
                "hook.cfg:1:1: error: there is no setting 'mod'; did you mean 'mode'?",
                "hook.cfg:3:1: error: 'refused' is neither 'start' nor 'refuse'",
                "hook.cfg:4:1: error: 'here' is not the whole path of a folder or file",
                "hook.cfg:5:1: error: 'disk-buss' is not a rule; did you mean 'disk-bus'?",
                "hook.cfg:7:1: error: there is no setting 'web.mode' (mode, host, missing-host, "
                "stale-host, fail-on, disable, severity)"}));
}

TEST(HookPolicyTest, AFileThatIsNotThereSaysNothing) {
  std::vector<InputProblem> problems;
  EXPECT_FALSE(ReadPolicy("no-such/hook.cfg", &problems).enforces);
  EXPECT_TRUE(problems.empty());
}

TEST(HookPolicyTest, ChangesTheModeAndNothingElse) {
  EXPECT_EQ(WithEnforcing("# why\nmode = log  \nhost = /srv\n", true),
            "# why\nmode = enforce\nhost = /srv\n");
  EXPECT_EQ(WithEnforcing("host = /srv\n", true), "mode = enforce\nhost = /srv\n");
  EXPECT_EQ(WithEnforcing("mode=enforce\nx = 1\nmode = enforce", false), "mode = log\nx = 1\n");
  EXPECT_EQ(WithEnforcing("# mode = log\n", true), "mode = enforce\n# mode = log\n");
}

}  // namespace
}  // namespace domcheck
