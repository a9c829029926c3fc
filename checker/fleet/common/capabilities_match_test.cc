#include "checker/fleet/common/capabilities_match.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "checker/fleet/common/common_capabilities_tester.h"
#include "checker/testing/made_host.h"

namespace domcheck {
namespace {

TEST(MatchCapabilitiesTest, OtherTypesArchitecturesAndFamiliesShareNothing) {
  const std::string q35 = Document35("");
  EXPECT_EQ(CommonOf(q35, Document35("", "pc-i440fx-9.2")), "");
  for (const char* change : {"<domain>qemu", "<arch>aarch64"}) {
    std::string other = q35;
    const std::string tag(change, std::string_view(change).find('>') + 1);
    const size_t at = other.find(tag);
    other.replace(at, other.find("</", at) - at, change);
    EXPECT_EQ(CommonOf(q35, other), "") << other;
  }
}

class FolderMatchTest : public testing::Test {
 protected:
  // Makes a host with a document for each of `machines`. `known` is for ParseMachines().
  static Host Folder(const std::vector<std::string>& machines, std::string_view known = "") {
    std::vector<std::string> documents;
    for (const std::string& machine : machines) documents.push_back(Document35("", machine));
    return MakeHost("folder", documents, known);
  }

  static std::string Machines(const std::vector<CapabilitiesMatch>& matches) {
    std::string text;
    for (const CapabilitiesMatch& match : matches) {
      text += match.machine + "(";
      for (const Capabilities* capabilities : match.capabilities)
        text += std::string(capabilities->machine()) + " ";
      text.back() = ')';
    }
    return text;
  }
};

TEST_F(FolderMatchTest, MatchesMachinesAndElseFamilies) {
  const Host a = Folder({"pc-q35-7.2", "pc-i440fx-7.2", "pc-i440fx-6.0", "microvm"});
  const Host b = Folder({"pc-i440fx-6.0", "pc-q35-10.0"});
  EXPECT_EQ(Machines(MatchCapabilities({&a, &b})),
            "pc-i440fx-6.0(pc-i440fx-6.0 pc-i440fx-6.0)q35(pc-q35-7.2 pc-q35-10.0)");
  EXPECT_EQ(Machines(MatchCapabilities({&a, &b}, "pc-i440fx-6.0")),
            "pc-i440fx-6.0(pc-i440fx-6.0 pc-i440fx-6.0)");
  EXPECT_EQ(Machines(MatchCapabilities({&a, &b}, "pc")), "pc(pc-i440fx-7.2 pc-i440fx-6.0)");
  EXPECT_EQ(Machines(MatchCapabilities({&a, &b}, "pc-i440fx-7.2")), "");
  EXPECT_EQ(Machines(MatchCapabilities({&a, &b}, "virt")), "");
}

TEST_F(FolderMatchTest, TakesTheMachineThatTheHostsAliasStandsFor) {
  const Host a = Folder({"pc-q35-6.0", "pc-q35-7.2"},
                        "<machine>pc-q35-6.0</machine>"
                        "<machine canonical='pc-q35-7.2'>q35</machine>"
                        "<machine>pc-q35-7.2</machine>"
                        "<domain type='kvm'/>");
  const Host b = Folder({"pc-q35-10.0"});
  EXPECT_EQ(Machines(MatchCapabilities({&a, &b})), "q35(pc-q35-7.2 pc-q35-10.0)");
}

}  // namespace
}  // namespace domcheck
