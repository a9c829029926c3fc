// Tests how each kind of statement is joined.
#include "checker/fleet/common/common_capabilities.h"

#include <gtest/gtest.h>

#include <string>

#include "checker/fleet/common/common_capabilities_tester.h"

namespace domcheck {
namespace {

TEST(CommonCapabilitiesOfTest, JoinsEachKindOfStatement) {
  const std::string a = Document35(R"(  <vcpu max='4096'/>
  <iothreads supported='yes'/>
  <cpu>
    <mode name='maximum' supported='yes'/>
    <mode name='host-model' supported='yes'>
      <model fallback='forbid'>EPYC</model>
      <vendor>AMD</vendor>
      <maxphysaddr mode='passthrough' limit='48'/>
      <feature policy='require' name='x2apic'/>
    </mode>
    <mode name='custom' supported='yes'>
      <model usable='yes' vendor='AMD' canonical='EPYC-v1'>EPYC</model>
      <model usable='no' vendor='AMD'>EPYC-Milan</model>
      <blockers model='EPYC-Milan'>
        <feature name='avx'/>
      </blockers>
      <model usable='yes' vendor='Intel'>Nehalem</model>
      <model usable='yes' vendor='Intel'>Penryn</model>
    </mode>
  </cpu>
  <devices>
    <disk supported='yes'>
      <enum name='bus'>
        <value>fdc</value>
        <value>sata</value>
        <value>virtio</value>
      </enum>
      <enum name='model'>
        <value>virtio</value>
      </enum>
    </disk>
    <graphics supported='yes'>
      <enum name='type'>
        <value>spice</value>
      </enum>
    </graphics>
    <tpm supported='yes'>
      <enum name='model'>
        <value>tpm-tis</value>
      </enum>
    </tpm>
    <rng supported='no'/>
  </devices>
  <features>
    <sev supported='yes'>
      <cbitpos>47</cbitpos>
      <reducedPhysBits>1</reducedPhysBits>
      <maxGuests>15</maxGuests>
    </sev>
    <sgx supported='yes'>
      <flc>yes</flc>
      <section_size unit='KiB'>131072</section_size>
      <sections>
        <section node='0' size='65536' unit='KiB'/>
        <section node='1' size='65536' unit='KiB'/>
      </sections>
    </sgx>
  </features>
)");
  const std::string b = Document35(R"(  <vcpu max='288'/>
  <cpu>
    <mode name='host-model' supported='yes'>
      <model fallback='forbid'>EPYC</model>
      <vendor>AMD</vendor>
      <maxphysaddr mode='passthrough' limit='46'/>
      <feature policy='require' name='invtsc'/>
    </mode>
    <mode name='custom' supported='yes'>
      <model usable='yes' vendor='AMD' canonical='EPYC-v1'>EPYC</model>
      <model usable='no' vendor='AMD'>EPYC-Milan</model>
      <blockers model='EPYC-Milan'>
        <feature name='sse4a'/>
      </blockers>
      <model usable='unknown' deprecated='yes' vendor='unknown'>Nehalem</model>
    </mode>
  </cpu>
  <devices>
    <disk supported='yes'>
      <enum name='bus'>
        <value>virtio</value>
        <value>fdc</value>
        <value>usb</value>
      </enum>
    </disk>
    <graphics supported='yes'>
      <enum name='type'>
        <value>vnc</value>
      </enum>
    </graphics>
    <tpm supported='no'/>
  </devices>
  <features>
    <sev supported='yes'>
      <cbitpos>51</cbitpos>
      <reducedPhysBits>1</reducedPhysBits>
      <maxGuests>99</maxGuests>
    </sev>
    <sgx supported='yes'>
      <flc>no</flc>
      <section_size unit='KiB'>65536</section_size>
      <sections>
        <section node='0' size='4096' unit='KiB'/>
      </sections>
    </sgx>
  </features>
)",
                                   "pc-q35-10.0");
  const std::string expected = Document35(R"(  <vcpu max='288'/>
  <cpu>
    <mode name='maximum' supported='no'/>
    <mode name='host-model' supported='yes'>
      <model fallback='forbid'>EPYC</model>
      <vendor>AMD</vendor>
      <maxphysaddr mode='passthrough' limit='46'/>
    </mode>
    <mode name='custom' supported='yes'>
      <model usable='yes' vendor='AMD' canonical='EPYC-v1'>EPYC</model>
      <model usable='no' vendor='AMD'>EPYC-Milan</model>
      <blockers model='EPYC-Milan'>
        <feature name='avx'/>
        <feature name='sse4a'/>
      </blockers>
      <model usable='unknown' deprecated='yes' vendor='unknown'>Nehalem</model>
    </mode>
  </cpu>
  <devices>
    <disk supported='yes'>
      <enum name='bus'>
        <value>fdc</value>
        <value>virtio</value>
      </enum>
    </disk>
    <graphics supported='yes'>
      <enum name='type'/>
    </graphics>
    <tpm supported='no'/>
    <rng supported='no'/>
  </devices>
  <features>
    <sev supported='yes'>
      <reducedPhysBits>1</reducedPhysBits>
      <maxGuests>15</maxGuests>
    </sev>
    <sgx supported='yes'>
      <flc>no</flc>
      <section_size unit='KiB'>65536</section_size>
      <sections>
        <section node='0' size='4096' unit='KiB'/>
      </sections>
    </sgx>
  </features>
)",
                                          "q35");
  EXPECT_EQ(CommonOf(a, b), expected);
}

TEST(CommonCapabilitiesOfTest, DoesNotRefuseHostDevicesForLackOfACommonBackend) {
  const auto with = [](const std::string& list) {
    return Document35("  <devices>\n    <hostdev supported='yes'" +
                      (list.empty() ? "/>\n" : ">\n" + list + "    </hostdev>\n") +
                      "  </devices>\n");
  };
  const auto backend = [&](const std::string& value) {
    return with("      <enum name='pciBackend'>\n        <value>" + value +
                "</value>\n      </enum>\n");
  };
  const std::string none = with("      <enum name='pciBackend'/>\n");
  EXPECT_EQ(CommonOf(backend("default"), backend("vfio")), with(""));
  EXPECT_EQ(CommonOf(backend("default"), none), none);
}

TEST(CommonCapabilitiesOfTest, LeavesOutModesWhereAHostListsNone) {
  const std::string modes =
      "  <cpu>\n    <mode name='host-passthrough' supported='no'/>\n"
      "    <mode name='custom' supported='yes'/>\n  </cpu>\n";
  EXPECT_EQ(CommonOf(Document35(modes), Document35("")), Document35(""));
  EXPECT_EQ(CommonOf(Document35(modes), Document35(modes)), Document35(modes));
}

TEST(CommonCapabilitiesOfTest, LeavesOutAnAddressLimitOfAnotherKind) {
  const auto with = [](const std::string& mode) {
    return Document35(
        "  <cpu>\n    <mode name='host-model' supported='yes'>\n      <maxphysaddr mode='" + mode +
        "' limit='46'/>\n    </mode>\n  </cpu>\n");
  };
  EXPECT_EQ(CommonOf(with("passthrough"), with("emulate")),
            Document35("  <cpu>\n    <mode name='host-model' supported='yes'/>\n  </cpu>\n"));
}

TEST(CommonCapabilitiesOfTest, EscapesWhatXmlAsksFor) {
  const std::string text = Document35(
      "  <audit supported='yes' note='a&apos;b&#xA;c'>\n    <enum name='x'>\n"
      "      <value>a&amp;&lt;b</value>\n    </enum>\n  </audit>\n");
  EXPECT_EQ(CommonOf(text, text), text);
}

TEST(CommonCapabilitiesOfTest, ReadsTheManualsSpellings) {
  EXPECT_EQ(CommonOf(Document35("  <iothread supported='yes'/>\n"),
                     Document35("  <iothreads supported='no'/>\n")),
            Document35("  <iothreads supported='no'/>\n"));
}

}  // namespace
}  // namespace domcheck
