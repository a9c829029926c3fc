#include "rules/wording.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace domcheck {
namespace {

TEST(WordingTest, TheCommandHasTheOptionsThatAreKnown) {
  EXPECT_EQ(DomcapabilitiesCommand("kvm", "x86_64", "q35"),
            "'virsh domcapabilities --virttype kvm --arch x86_64 --machine q35'");
  EXPECT_EQ(DomcapabilitiesCommand("", "", "virt"), "'virsh domcapabilities --machine virt'");
  EXPECT_EQ(DomcapabilitiesCommand("", "", ""), "'virsh domcapabilities'");
}

TEST(WordingTest, Counts) {
  EXPECT_EQ(Count(0, "guest"), "0 guests");
  EXPECT_EQ(Count(1, "guest"), "1 guest");
  EXPECT_EQ(Count(2, "guest"), "2 guests");
}

TEST(WordingTest, Joins) {
  EXPECT_EQ(Joined(std::vector<std::string>{}), "");
  EXPECT_EQ(Joined(std::vector<std::string_view>{"a"}), "a");
  EXPECT_EQ(Joined(std::set<std::string>{"b", "a"}), "a, b");
  EXPECT_EQ(Joined(std::vector<std::string>{"a", "b"}, " "), "a b");
}

TEST(WordingTest, JoinsTheFirstAndCountsTheRest) {
  const std::vector<std::string_view> texts = {"a", "b", "c"};
  EXPECT_EQ(JoinedFirst(texts, 3), "a, b, c");
  EXPECT_EQ(JoinedFirst(texts, 2), "a, b and 1 more");
  EXPECT_EQ(JoinedFirst(texts, 1), "a and 2 more");
}

TEST(WordingTest, SuggestsWhatIsNear) {
  EXPECT_EQ(DidYouMean("sata"), "; did you mean 'sata'?");
  EXPECT_EQ(DidYouMean(""), "");
}

}  // namespace
}  // namespace domcheck
