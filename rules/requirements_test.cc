#include "rules/requirements.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/element_paths.h"
#include "capsmodel/xml_reader.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

// Returns "rule capability=value at path", with a mark if the value is implied.
std::string Describe(const Requirement& requirement) {
  std::string text = std::string(requirement.rule->id) + " " + std::string(requirement.capability);
  if (requirement.value) text += "=" + std::string(*requirement.value);
  text += " at " + ElementPath(requirement.place.element);
  if (requirement.place.part == Place::Part::kText) text += "/text()";
  if (requirement.place.part == Place::Part::kAttribute)
    text += "/@" + std::string(requirement.place.attribute);
  return requirement.implied ? text + " (implied)" : text;
}

// What the guest asks of a host. Its words are tested in words_test.cc.
std::vector<std::string> Required(const std::string& guest) {
  XmlReader reader;
  Document document;
  const auto error = reader.Read(guest, &document);
  EXPECT_FALSE(error) << guest;
  std::vector<std::string> lines;
  for (const Requirement& requirement : CollectRequirements(Guest(document)))
    if (requirement.rule->subject == Rule::Subject::kCapability)
      lines.push_back(Describe(requirement));
  return lines;
}

using Lines = std::vector<std::string>;

TEST(RequirementsTest, StandInTheOrderOfTheGuestThenOfTheRules) {
  EXPECT_EQ(Required(R"(
<domain type='kvm'>
  <devices>
    <tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>
    <disk><target dev='hda'/></disk>
    <disk device='cdrom' model='virtio'><target bus='sata'/></disk>
    <emulator> /usr/bin/qemu </emulator>
  </devices>
  <vcpu>4</vcpu>
  <os firmware='efi'><type arch='x86_64' machine='q35'>hvm</type></os>
</domain>)"),
            (Lines{
                "domain-type domain=kvm at /domain/@type",
                "tpm devices/tpm at /domain/devices/tpm[1]",
                "tpm-model devices/tpm/model=tpm-crb at /domain/devices/tpm[1]/@model",
                "tpm-backend devices/tpm/backendModel=emulator at "
                "/domain/devices/tpm[1]/backend/@type",
                "tpm-version devices/tpm/backendVersion=2.0 at "
                "/domain/devices/tpm[1]/backend/@version",
                "disk devices/disk at /domain/devices/disk[1]",
                "disk-device devices/disk/diskDevice=disk at /domain/devices/disk[1] (implied)",
                "disk-bus devices/disk/bus=ide at /domain/devices/disk[1]/target (implied)",
                "disk devices/disk at /domain/devices/disk[2]",
                "disk-device devices/disk/diskDevice=cdrom at /domain/devices/disk[2]/@device",
                "disk-bus devices/disk/bus=sata at /domain/devices/disk[2]/target/@bus",
                "disk-model devices/disk/model=virtio at /domain/devices/disk[2]/@model",
                "emulator-path path=/usr/bin/qemu at /domain/devices/emulator[1]/text()",
                "vcpu-max vcpu/max=4 at /domain/vcpu/text()",
                "os-firmware os/firmware=efi at /domain/os/@firmware",
                "os-arch arch=x86_64 at /domain/os/type/@arch",
                "os-machine machine=q35 at /domain/os/type/@machine",
            }));
}

TEST(RequirementsTest, AnElementAsksAtItsOwnPlaceOnly) {
  for (const char* guest :
       {"<domain/>", "<domain><disk/></domain>", "<domain><os><disk/></os></domain>",
        "<domain><devices><disks/></devices></domain>",
        "<domain><metadata><devices><disk/></devices></metadata></domain>",
        "<domain><devices><devices><disk/></devices></devices></domain>",
        "<domain><devices><a:disk xmlns:a='b'/></devices></domain>"})
    EXPECT_EQ(Required(guest), Lines()) << guest;
}

TEST(RequirementsTest, ConditionsSelectElements) {
  const std::string driver =
      " devices/hostdev/pciBackend=vfio at /domain/devices/interface[1]/driver";
  EXPECT_EQ(Required("<domain><devices><interface type='hostdev'><driver name='vfio'/></interface>"
                     "</devices></domain>"),
            Lines{"hostdev-driver" + driver + "/@name"});
  for (const char* type : {"type='network'", "type=''", "kind='hostdev'", ""})
    EXPECT_EQ(Required("<domain><devices><interface " + std::string(type) +
                       "><driver name='vfio'/></interface></devices></domain>"),
              Lines())
        << type;
}

// A device that occurs twice asks twice.
TEST(RequirementsTest, DevicesAskEachForItself) {
  const std::string devices =
      "<disk><target bus='ide'/></disk><tpm/><graphics type='vnc'/><rng model='virtio'/>";
  const size_t once = Required("<domain><devices>" + devices + "</devices></domain>").size();
  const size_t twice =
      Required("<domain><devices>" + devices + devices + "</devices></domain>").size();
  const size_t apart = Required("<domain><devices>" + devices + "</devices><devices>" + devices +
                                "</devices></domain>")
                           .size();
  EXPECT_GT(once, 6u);
  EXPECT_EQ(twice, 2 * once);
  EXPECT_EQ(apart, 2 * once);
}

// Returns an element with the elements of `path` below it; the value at the end of `path` is `x`.
std::string Build(const std::string& name, const std::string& attributes, const std::string& path) {
  const size_t slash = std::min(path.find('/'), path.size());
  const std::string step = path.substr(0, slash);
  if (step.empty()) return "<" + name + attributes + "/>";
  if (step[0] == '@') {
    // A row that asks for the attribute by which it chooses the element.
    if (attributes.substr(0, step.size() + 1) == " " + step.substr(1) + "=")
      return "<" + name + attributes + "/>";
    return "<" + name + attributes + " " + step.substr(1) + "='x'/>";
  }
  const std::string end_tag = "</" + name + ">";
  if (step == "text()") return "<" + name + attributes + ">x" + end_tag;
  const size_t bracket = std::min(step.find("[@"), step.size());
  std::string condition = step.substr(bracket);
  if (!condition.empty()) condition = " " + condition.substr(2, condition.size() - 3);
  return "<" + name + attributes + ">" +
         Build(step.substr(0, bracket), condition, path.substr(std::min(slash + 1, path.size()))) +
         end_tag;
}

// Every rule that asks in the common way asks exactly once, at the place in its row.
TEST(RequirementsTest, RulesAskWhereTheirRowsSay) {
  size_t rules = 0;
  for (const Rule* rule : AllRules()) {
    if (rule->subject != Rule::Subject::kCapability || rule->ask != &AskValue) continue;
    ++rules;
    const auto paths = ParseGuestPaths(rule->element, rule->value_path);
    EXPECT_FALSE(paths.empty()) << rule->id;
    for (const GuestPath& path : paths) {
      const std::string text = PathText(path);
      const size_t domain = path.element.empty() ? std::string_view("domain/").size() : 0;
      const std::string guest = Build("domain", "", text.substr(std::min(domain, text.size())));
      const Lines lines = Required(guest);
      const std::string expected = std::string(rule->id) + " " + std::string(rule->capability) +
                                   (AsksForBlock(*rule) ? " at" : "=");
      EXPECT_EQ(std::count_if(lines.begin(), lines.end(),
                              [&](const std::string& line) {
                                return line.substr(0, expected.size()) == expected;
                              }),
                1)
          << rule->id << ": " << guest;
    }
  }
  EXPECT_GT(rules, 20u);
}

}  // namespace
}  // namespace domcheck
