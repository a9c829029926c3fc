#include "checker/fleet/common/document_match.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "checker/fleet/common/common_document_tester.h"

namespace domcheck {
namespace {

TEST(MatchDocumentsTest, OtherTypesArchitecturesAndFamiliesShareNothing) {
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
  // A host of that many documents, and of what is known of its machines.
  static Host Folder(const std::vector<std::string>& machines, const std::string& known = "") {
    XmlReader reader;
    Host host("folder", /*chooses=*/true);
    if (!known.empty())
      host.SetMachines(
          std::get<HostMachines>(ReadHostMachines(SourceFile("capabilities.xml", known), &reader)));
    for (const std::string& machine : machines)
      host.Add(std::get<Capabilities>(
          ReadCapabilities(SourceFile(machine, Document35("", machine)), &reader)));
    return host;
  }

  static std::string Machines(const std::vector<DocumentMatch>& matches) {
    std::string text;
    for (const DocumentMatch& match : matches) {
      text += match.machine + "(";
      for (const Capabilities* document : match.documents)
        text += std::string(document->machine()) + " ";
      text.back() = ')';
    }
    return text;
  }
};

TEST_F(FolderMatchTest, MatchesMachinesAndElseFamilies) {
  const Host a = Folder({"pc-q35-7.2", "pc-i440fx-7.2", "pc-i440fx-6.0", "microvm"});
  const Host b = Folder({"pc-i440fx-6.0", "pc-q35-10.0"});
  EXPECT_EQ(Machines(MatchDocuments({&a, &b})),
            "pc-i440fx-6.0(pc-i440fx-6.0 pc-i440fx-6.0)q35(pc-q35-7.2 pc-q35-10.0)");
  EXPECT_EQ(Machines(MatchDocuments({&a, &b}, "pc-i440fx-6.0")),
            "pc-i440fx-6.0(pc-i440fx-6.0 pc-i440fx-6.0)");
  EXPECT_EQ(Machines(MatchDocuments({&a, &b}, "pc")), "pc(pc-i440fx-7.2 pc-i440fx-6.0)");
  EXPECT_EQ(Machines(MatchDocuments({&a, &b}, "pc-i440fx-7.2")), "");
  EXPECT_EQ(Machines(MatchDocuments({&a, &b}, "virt")), "");
}

TEST_F(FolderMatchTest, TakesTheMachineThatTheHostsAliasStandsFor) {
  const Host a = Folder({"pc-q35-6.0", "pc-q35-7.2"},
                        "<capabilities><guest><os_type>hvm</os_type><arch name='x86_64'>"
                        "<machine>pc-q35-6.0</machine>"
                        "<machine canonical='pc-q35-7.2'>q35</machine>"
                        "<machine>pc-q35-7.2</machine>"
                        "<domain type='kvm'/></arch></guest></capabilities>");
  const Host b = Folder({"pc-q35-10.0"});
  EXPECT_EQ(Machines(MatchDocuments({&a, &b})), "q35(pc-q35-7.2 pc-q35-10.0)");
}

}  // namespace
}  // namespace domcheck
