#include "checker/hook/hook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "checker/testing/temporary_folder.h"

namespace domcheck {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// A host with the disk buses ide and virtio, whose emulator is a file of the test.
class HookTest : public testing::Test {
 protected:
  void SetUp() override {
    policy_.host = folder_.Path("host");
    policy_.enforces = true;
  }

  void StoreHost(const std::string& fetched) {
    const std::string emulator = folder_.Write("qemu", "an emulator\n");
    folder_.Write("host/index.json", R"({"host": "h", "fetched": ")" + fetched + R"("})");
    folder_.Write("host/q35.xml",
                  "<domainCapabilities><path>" + emulator +
                      "</path><domain>kvm</domain><machine>q35</machine><arch>x86_64</arch>"
                      "<devices><disk supported='yes'>"
                      "<enum name='bus'><value>ide</value><value>virtio</value></enum>"
                      "</disk></devices></domainCapabilities>");
  }

  HookAnswer Check(const std::string& bus) {
    return CheckBeforeStart(
        "web1",
        "<domain type='kvm'><name>web1</name><os><type arch='x86_64' machine='q35'>hvm</type></os>"
        "<devices><emulator>" +
            folder_.Path("qemu") +
            "</emulator><disk type='file' device='disk'><target dev='a' bus='" + bus +
            "'/></disk></devices></domain>",
        policy_);
  }

  const TemporaryFolder folder_;
  HookPolicy policy_;
};

// libvirtd and QEMU are older than that on any machine that runs this.
constexpr char kLater[] = "2999-01-01T00:00:00Z";

TEST_F(HookTest, LetsAGuestThatFitsPassInSilence) {
  StoreHost(kLater);
  const HookAnswer answer = Check("virtio");
  EXPECT_FALSE(answer.refuses);
  EXPECT_THAT(answer.lines, IsEmpty());
}

TEST_F(HookTest, RefusesAGuestThatDoesNot) {
  StoreHost(kLater);
  const HookAnswer answer = Check("sata");
  EXPECT_TRUE(answer.refuses);
  ASSERT_EQ(answer.lines.size(), 2U);
  EXPECT_THAT(answer.lines[0], HasSubstr("web1: error: /domain/devices/disk[1]/target/@bus: "));
  EXPECT_THAT(answer.lines[0], HasSubstr("'sata'"));
  EXPECT_THAT(answer.lines[0], HasSubstr(" [disk-bus]"));
  EXPECT_EQ(answer.lines[1], "web1: not started, as the hook's policy has mode = enforce");
}

TEST_F(HookTest, OnlyTellsUnlessItEnforces) {
  StoreHost(kLater);
  policy_.enforces = false;
  policy_.needs_current_host = policy_.needs_host = true;
  const HookAnswer answer = Check("sata");
  EXPECT_FALSE(answer.refuses);
  EXPECT_THAT(answer.lines, ElementsAre(HasSubstr("[disk-bus]")));
}

TEST_F(HookTest, ARuleThatIsDisabledRefusesNothing) {
  StoreHost(kLater);
  policy_.settings.policy.disabled.insert("disk-bus");
  EXPECT_FALSE(Check("sata").refuses);
  policy_.settings.policy.disabled.clear();
  policy_.settings.policy.severities["disk-bus"] = Severity::kWarning;
  EXPECT_FALSE(Check("sata").refuses);
  policy_.settings.fail_on = FailOn::kWarning;
  EXPECT_TRUE(Check("sata").refuses);
}

TEST_F(HookTest, WithoutAHostItDependsOnThePolicy) {
  HookAnswer answer = Check("sata");
  EXPECT_FALSE(answer.refuses);
  EXPECT_THAT(answer.lines, testing::Contains(HasSubstr("domcheck fetch --out " + policy_.host)));
  policy_.needs_host = true;
  answer = Check("virtio");
  EXPECT_TRUE(answer.refuses);
  EXPECT_THAT(answer.lines.back(), HasSubstr("missing-host = refuse"));
}

TEST_F(HookTest, AHostThatChangedSinceRefusesNothingUnlessThePolicySaysSo) {
  StoreHost("2001-01-01T00:00:00Z");
  HookAnswer answer = Check("sata");
  EXPECT_FALSE(answer.refuses);
  EXPECT_THAT(answer.lines, testing::Contains(HasSubstr("older than ")));
  policy_.needs_current_host = true;
  answer = Check("virtio");
  EXPECT_TRUE(answer.refuses);
  EXPECT_THAT(answer.lines.back(), HasSubstr("stale-host = refuse"));
}

TEST_F(HookTest, WhatItCannotReadItLetsPass) {
  StoreHost(kLater);
  for (const char* text :
       {"", "<domain", "no XML", "<domain><name>\xff</name></domain>", "<network/>"}) {
    const HookAnswer answer = CheckBeforeStart("web1", text, policy_);
    EXPECT_FALSE(answer.refuses) << text;
    EXPECT_FALSE(answer.lines.empty()) << text;
  }
}

TEST_F(HookTest, NamesAreMadeSafeForTerminals) {
  StoreHost(kLater);
  const HookAnswer answer = CheckBeforeStart("a\x1b[2Jb\nc", "<domain", policy_);
  EXPECT_THAT(answer.lines, Not(IsEmpty()));
  for (const std::string& line : answer.lines)
    EXPECT_EQ(line.find_first_of("\x1b\n"), std::string::npos) << line;
}

TEST(IsBeforeStartTest, OnlyWhereAGuestIsAboutToRun) {
  EXPECT_TRUE(IsBeforeStart("prepare", "begin"));
  EXPECT_TRUE(IsBeforeStart("migrate", "begin"));
  EXPECT_TRUE(IsBeforeStart("restore", "begin"));
  for (const char* operation : {"start", "started", "stopped", "release", "reconnect", "attach"})
    EXPECT_FALSE(IsBeforeStart(operation, "begin")) << operation;
  EXPECT_FALSE(IsBeforeStart("prepare", "end"));
}

}  // namespace
}  // namespace domcheck
