// What a block that states 'no', or is not there, answers for all that would stand in it.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "checker/engine/rule_answers/rule_answer.h"
#include "checker/testing/checked_guest.h"

namespace domcheck {
namespace {

// A block that states 'no' answers all that would stand in it, and is reported once.
TEST(BlockTest, LeavesNothingInItUnknown) {
  const auto no_mode = [](const std::string& mode) {
    return "<cpu><mode name='" + mode + "' supported='no'/></cpu>";
  };
  const struct {
    std::string host, guest, told;
    int refused;  // questions
  } kRows[] = {
      {no_mode("custom"), "<cpu><model fallback='forbid'>Skylake-Client</model></cpu>", "cpu-mode",
       3},
      {no_mode("custom"), "<cpu mode='custom'><model>qemu64</model><maxphysaddr bits='42'/></cpu>",
       "cpu-mode", 4},
      {no_mode("host-passthrough"),
       "<cpu mode='host-passthrough' migratable='off'><maxphysaddr limit='42'/></cpu>", "cpu-mode",
       3},
      {no_mode("host-model"), "<cpu mode='host-model'><maxphysaddr bits='42'/></cpu>", "cpu-mode",
       2},
      {"<features><sgx supported='no'/></features>",
       "<devices><memory model='sgx-epc'><target><size>1</size></target></memory></devices>", "sgx",
       2},
      {"<features><launchSecurity supported='yes'><enum name='sectype'><value>sev</value></enum>"
       "</launchSecurity><sev supported='no'/></features>",
       "<launchSecurity type='sev'><cbitpos>47</cbitpos><reducedPhysBits>1</reducedPhysBits>"
       "</launchSecurity>",
       "sev", 3},
  };
  for (const auto& row : kRows) {
    const CheckedGuest guest(HostText(kX86, row.host), GuestText(kX86, row.guest), Notes::kInclude);
    SCOPED_TRACE(row.guest + "\n" + guest.Describe());
    const auto& answers = guest.result().answers;
    EXPECT_EQ(std::count_if(
                  answers.begin(), answers.end(),
                  [](const AskedRule& asked) { return asked.support == Support::kUnsupported; }),
              row.refused);
    EXPECT_EQ(guest.result().unknown(), 0);
    ASSERT_EQ(guest.result().findings.size(), 1);
    EXPECT_EQ(guest.result().findings.front().rule->id, row.told);
  }
}

// The document states the host's limit in the mode host-model. Without that mode it is unknown.
TEST(BlockTest, TheLimitOfBitsIsUnknownWithoutTheModeThatStatesIt) {
  const CheckedGuest guest(
      HostText(kX86,
               "<cpu><mode name='host-passthrough' supported='yes'/>"
               "<mode name='host-model' supported='no'/></cpu>"),
      GuestText(kX86, "<cpu mode='host-passthrough'><maxphysaddr bits='42'/></cpu>"),
      Notes::kLeaveOut);
  EXPECT_TRUE(guest.result().findings.empty()) << guest.Describe();
  EXPECT_EQ(guest.result().unknown(), 1);
}

}  // namespace
}  // namespace domcheck
