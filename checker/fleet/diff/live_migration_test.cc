#include "checker/fleet/diff/live_migration.h"

#include <gtest/gtest.h>

#include <string>

#include "capsmodel/xml_reader.h"
#include "checker/testing/made_host.h"

namespace domcheck {
namespace {

// A host whose <mode name='host-model'> has `content`.
Host HostWith(const std::string& content) {
  return MakeHost("host", {"<domainCapabilities><domain>kvm</domain><arch>x86_64</arch><cpu>"
                           "<mode name='host-model' supported='yes'>" +
                           content + "</mode></cpu></domainCapabilities>"});
}

std::string Why(const std::string& cpu, const std::string& before, const std::string& after) {
  XmlReader reader;
  Document document;
  EXPECT_FALSE(reader.Read("<domain type='kvm'>" + cpu + "</domain>", &document));
  return WhyNotMigrated(Guest(document), HostWith(before), HostWith(after));
}

constexpr char kHostModel[] = "<cpu mode='host-model'/>";
constexpr char kModel[] = "<model>Denverton</model>";
const std::string kRequired = std::string(kModel) + "<feature policy='require' name='waitpkg'/>";

TEST(LiveMigrationTest, AFeatureThatIsLost) {
  EXPECT_EQ(Why(kHostModel, kRequired, kModel), "the new host lacks waitpkg of its CPU");
  EXPECT_EQ(Why(kHostModel, kModel, kModel + std::string("<feature policy='disable' name='mpx'/>")),
            "the new host lacks mpx of its CPU");
  EXPECT_EQ(Why(kHostModel, kModel, kRequired), "");
  EXPECT_EQ(Why(kHostModel, kRequired, kRequired), "");
}

TEST(LiveMigrationTest, AnotherModel) {
  EXPECT_EQ(Why(kHostModel, kModel, "<model>EPYC</model>"),
            "its CPU is made of Denverton on the old host and of EPYC on the new one");
  EXPECT_EQ(Why(kHostModel, kModel, ""), "");
}

TEST(LiveMigrationTest, OnlyTheHostsOwnModel) {
  EXPECT_EQ(Why("<cpu mode='host-passthrough'/>", kRequired, kModel), "");
  EXPECT_EQ(Why("", kRequired, kModel), "");
}

}  // namespace
}  // namespace domcheck
