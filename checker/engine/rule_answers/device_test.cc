// Tests of disks, TPMs, host devices, other devices, and values of incomplete lists.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "checker/engine/rule_answers/rule_answer.h"

namespace domcheck {
namespace {

std::vector<Row> DiskRows() {
  const auto buses = [](const std::string& bus) {
    return "<devices><disk supported='yes'><enum name='bus'><value>" + bus +
           "</value></enum></disk></devices>";
  };
  const auto disk = [](const std::string& attributes, const std::string& target) {
    return "<devices><disk " + attributes + "><target " + target + "/></disk></devices>";
  };
  const auto implied = [&](const std::string& name, const std::string& target,
                           const std::string& bus) {
    return Row{name, "disk-bus", kX86, buses(bus), disk("", target), Says::kFine};
  };
  const std::string store =
      "<devices><disk><backingStore type='file'><source file='/base.qcow2'/>"
      "</backingStore></disk></devices>";
  const std::string no_store = "<features><backingStoreInput supported='no'/></features>";
  return {
      implied("HdIsIde", "dev='hda'", "ide"),
      implied("SdIsScsi", "dev='sdb'", "scsi"),
      implied("VdIsVirtio", "dev='vdc'", "virtio"),
      implied("XvdIsXen", "dev='xvda'", "xen"),
      implied("UbdIsUml", "dev='ubda'", "uml"),
      implied("FdIsFdc", "dev='fda'", "fdc"),
      implied("IoemuIsLeftOut", "dev='ioemu:hdc'", "ide"),
      {"AFloppysControllerIsAnsweredByItsDevice", "disk-bus", kX86, buses("virtio"),
       disk("device='floppy'", "dev='sda'"), Says::kNotAsked},
      {"FloppyOnAStatedBus", "disk-bus", kX86, buses("fdc"),
       disk("device='floppy'", "dev='sda' bus='usb'"), Says::kError},
      {"ImpliedButNotOffered", "disk-bus", kX86, buses("virtio"), disk("", "dev='hda'"),
       Says::kError},
      {"OtherNamesImplyNothing", "disk-bus", kX86, buses("virtio"), disk("", "dev='nvme0n1'"),
       Says::kNotAsked},
      {"NoTarget", "disk-bus", kX86, buses("virtio"), "<devices><disk/></devices>",
       Says::kNotAsked},
      {"SdCardDependsOnTheBoard", "disk-bus", kArm, buses("virtio"), disk("", "dev='sda' bus='sd'"),
       Says::kWarning},
      {"DeviceIsDisk", "disk-device", kX86,
       "<devices><disk supported='yes'><enum name='diskDevice'><value>cdrom</value></enum></disk>"
       "</devices>",
       disk("", "dev='vda'"), Says::kError},
      {"BackingStore", "backing-store", kX86, no_store, store, Says::kWarning},
      {"BackingStoreThatEndsTheChain", "backing-store", kX86, no_store,
       "<devices><disk><backingStore/></disk></devices>", Says::kNotAsked},
  };
}

INSTANTIATE_TEST_SUITE_P(Disk, RuleAnswerTest, testing::ValuesIn(DiskRows()), RowName);

std::vector<Row> TpmRows() {
  const auto states = [](const std::string& list, const std::string& value) {
    return "<devices><tpm supported='yes'><enum name='" + list + "'><value>" + value +
           "</value></enum></tpm></devices>";
  };
  const auto tpm = [](const std::string& model, const std::string& backend) {
    return "<devices><tpm " + model + "><backend " + backend + "/></tpm></devices>";
  };
  const std::string model = "model", version = "backendVersion", emulator = "type='emulator'";
  const std::string tis = "model='tpm-tis'", crb = "model='tpm-crb'";
  return {
      {"TisOnX86", "tpm-model", kX86, states(model, "tpm-tis"), tpm("", emulator), Says::kFine},
      {"TisOnArm", "tpm-model", kArm, states(model, "tpm-tis"), tpm("", emulator), Says::kFine},
      {"SpaprOnPpc64", "tpm-model", kPower, states(model, "tpm-spapr"), tpm("", emulator),
       Says::kFine},
      {"TisNotOnPpc64", "tpm-model", kPower, states(model, "tpm-tis"), tpm("", emulator),
       Says::kError},
      {"Tis12OnX86", "tpm-version", kX86, states(version, "1.2"), tpm(tis, emulator), Says::kFine},
      {"ImpliedTis12OnX86", "tpm-version", kX86, states(version, "1.2"), tpm("", emulator),
       Says::kFine},
      {"Crb20OnX86", "tpm-version", kX86, states(version, "2.0"), tpm(crb, emulator), Says::kFine},
      {"Tis20OnArm", "tpm-version", kArm, states(version, "2.0"), tpm(tis, emulator), Says::kFine},
      {"Spapr20OnPpc64", "tpm-version", kPower, states(version, "2.0"), tpm("", emulator),
       Says::kFine},
      {"NoVersionOfPassthrough", "tpm-version", kX86, states(version, "2.0"),
       tpm(tis, "type='passthrough'"), Says::kNotAsked},
      {"NoVersionOfExternal", "tpm-version", kX86, states(version, "2.0"),
       tpm(tis, "type='external' version='1.2'"), Says::kNotAsked},
  };
}

INSTANTIATE_TEST_SUITE_P(Tpm, RuleAnswerTest, testing::ValuesIn(TpmRows()), RowName);

std::vector<Row> HostdevRows() {
  const std::string rule = "hostdev-driver";
  const auto states = [](const std::string& list) {
    return "<devices><hostdev supported='yes'>" + list + "</hostdev></devices>";
  };
  const std::string none = states("<enum name='pciBackend'/>");
  const std::string vfio = states("<enum name='pciBackend'><value>vfio</value></enum>");
  const std::string no_hostdev = "<devices><hostdev supported='no'/></devices>";
  const auto device = [](const std::string& text) { return "<devices>" + text + "</devices>"; };
  const std::string pci = device("<hostdev mode='subsystem' type='pci'/>");
  const std::string interface = device("<interface type='hostdev'/>");
  const std::string storage = device("<hostdev mode='capabilities' type='storage'/>");
  return {
      {"PciNeedsSomeDriver", rule, kX86, none, pci, Says::kError},
      {"PciWithoutModeNeedsSomeDriver", rule, kX86, none, device("<hostdev type='pci'/>"),
       Says::kError},
      {"InterfaceNeedsSomeDriver", rule, kX86, none, interface, Says::kError},
      {"PciTakesAnyDriver", rule, kX86, vfio, pci, Says::kFine},
      {"InterfaceTakesAnyDriver", rule, kX86, vfio, interface, Says::kFine},
      {"InterfaceNamesADriver", rule, kX86, vfio,
       device("<interface type='hostdev'><driver name='xen'/></interface>"), Says::kError},
      {"InterfaceOnAHostWithoutHostdev", rule, kX86, no_hostdev, interface, Says::kError},
      {"DriversNotStated", rule, kX86, states(""), pci, Says::kUnknown},
      {"UsbNeedsNoDriver", rule, kX86, none, device("<hostdev type='usb'/>"), Says::kNotAsked},
      {"MdevNeedsNoDriver", rule, kX86, none, device("<hostdev type='mdev'/>"), Says::kNotAsked},
      {"OtherInterfaceNeedsNoDriver", rule, kX86, none,
       device("<interface type='network'><driver name='vhost'/></interface>"), Says::kNotAsked},
      {"TypeOfCapabilitiesIsNoBus", "hostdev-type", kX86, none, storage, Says::kNotAsked},
      {"TypeOfCapabilities", "hostdev-capability", kX86, states("<enum name='capsType'/>"), storage,
       Says::kError},
      {"TypeOfSubsystemIsNoCapability", "hostdev-capability", kX86,
       states("<enum name='capsType'/>"), pci, Says::kNotAsked},
      {"WithoutIommufd", "hostdev-iommufd", kX86, states("<enum name='iommufd'/>"),
       device("<hostdev type='pci'><driver iommufd='no'/></hostdev>"), Says::kNotAsked},
  };
}

INSTANTIATE_TEST_SUITE_P(Hostdev, RuleAnswerTest, testing::ValuesIn(HostdevRows()), RowName);

std::vector<Row> DeviceRows() {
  const std::string channels =
      "<devices><channel supported='yes'><enum name='type'><value>unix</value></enum></channel>"
      "</devices>";
  const std::string passt = "<backend type='passt'/>";
  const std::string backends =
      "<devices><interface supported='yes'><enum name='backendType'><value>default</value></enum>"
      "</interface></devices>";
  const auto interface = [&](const std::string& type) {
    return "<devices><interface type='" + type + "'>" + passt + "</interface></devices>";
  };
  const std::string videos =
      "<devices><video supported='yes'><enum name='modelType'><value>vga</value></enum></video>"
      "</devices>";
  const auto video = [](const std::string& type) {
    return "<devices><video><model type='" + type + "'/></video></devices>";
  };
  return {
      {"ChannelPty", "channel-type", kX86, channels, "<devices><channel type='pty'/></devices>",
       Says::kError},
      {"ChannelOfFreeBsd", "channel-type", kX86, channels,
       "<devices><channel type='nmdm'/></devices>", Says::kError},
      {"UserNetwork", "interface-backend", kX86, backends, interface("user"), Says::kError},
      {"OtherNetwork", "interface-backend", kX86, backends, interface("vhostuser"),
       Says::kNotAsked},
      {"VideoNone", "video-model", kX86, videos, video("none"), Says::kNotAsked},
      {"VideoDefault", "video-model", kX86, videos, video("default"), Says::kNotAsked},
      {"VideoQxl", "video-model", kX86, videos, video("qxl"), Says::kError},
  };
}

INSTANTIATE_TEST_SUITE_P(Devices, RuleAnswerTest, testing::ValuesIn(DeviceRows()), RowName);

// Rows for values that libvirt accepts although no document lists them; see CAPABILITIES.md.
std::vector<Row> OpenRows() {
  struct Open {
    const char* rule;
    const char* block;
    const char* list;
    std::string before, after;  // of the value, in the guest
    std::vector<std::string> values;
  };
  const Open open[] = {
      {"hostdev-type", "hostdev", "subsysType", "<hostdev type='", "'/>", {"mdev", "scsi_host"}},
      {"filesystem-driver",
       "filesystem",
       "driverType",
       "<filesystem><driver type='",
       "'/></filesystem>",
       {"default", "mtp"}},
      {"channel-type",
       "channel",
       "type",
       "<channel type='",
       "'/>",
       {"null", "vc", "dev", "file", "pipe", "stdio", "udp", "tcp", "spiceport", "qemu-vdagent",
        "dbus"}},
  };
  std::vector<Row> rows;
  for (const Open& rule : open) {
    const std::string block(rule.block);
    const std::string host = "<devices><" + block + " supported='yes'><enum name='" + rule.list +
                             "'/></" + block + "></devices>";
    for (const std::string& value : rule.values) {
      std::string name = block + "_" + value;
      std::replace(name.begin(), name.end(), '-', '_');
      rows.push_back({name, rule.rule, kX86, host,
                      "<devices>" + rule.before + value + rule.after + "</devices>",
                      Says::kUnknown});
    }
  }
  return rows;
}

INSTANTIATE_TEST_SUITE_P(Open, RuleAnswerTest, testing::ValuesIn(OpenRows()), RowName);

}  // namespace
}  // namespace domcheck
