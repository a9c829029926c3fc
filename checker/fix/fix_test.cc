#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "checker/base/xml_escape.h"
#include "checker/fix/fix_tester.h"

namespace domcheck {
namespace {

std::string Enum(const std::string& name, const std::vector<std::string>& values) {
  std::string text = "<enum name='" + name + "'>";
  for (const std::string& value : values) text += "<value>" + value + "</value>";
  return text + "</enum>";
}

// A host that offers these disk buses, video models and CPU models; it has all CPU modes.
std::string Caps(const std::vector<std::string>& buses, const std::vector<std::string>& videos,
                 const std::string& cpu_models = "") {
  return "<domainCapabilities><domain>kvm</domain><arch>x86_64</arch>"
         "<cpu><mode name='custom' supported='yes'>" +
         cpu_models + "</mode></cpu><devices><disk supported='yes'>" + Enum("bus", buses) +
         "</disk><video supported='yes'>" + Enum("modelType", videos) +
         "</video></devices></domainCapabilities>";
}

std::string Guest(const std::string& inside) {
  return "<domain type='kvm'>" + inside + "</domain>";
}

std::string Disk(const std::string& target) {
  return Guest("<devices><disk type='file' device='disk'><target " + target +
               "/></disk></devices>");
}

TEST(FixTest, ReplacesTheValueAndNothingElse) {
  Bench bench({Caps({"sata", "virtio"}, {"virtio", "vga"})});
  const std::string kRest = " <!-- bus='ide' -->\r\n\t<unknown bus='ide'/>\r\n";
  EXPECT_EQ(bench.Fixed(Disk("bus='ide' dev='a'") + kRest), Disk("bus='sata' dev='a'") + kRest);
  EXPECT_EQ(bench.Fixed(Disk("dev=\"a\" bus = \"ide\"")), Disk("dev=\"a\" bus = \"sata\""));
  EXPECT_EQ(bench.Fixed(Disk("dev='a'\n  bus='&#105;de'  ")), Disk("dev='a'\n  bus='sata'  "));
  EXPECT_EQ(bench.Fixed(Disk("dev='a' bus='sata'")), Disk("dev='a' bus='sata'"));
  EXPECT_EQ(bench.Fixed(Disk("dev='a>' x='bus=\"ide\"' bus='virtoi'")),
            Disk("dev='a>' x='bus=\"ide\"' bus='virtio'"));
}

// A feature that a guest requires beside its model goes with the model that had it.
TEST(FixTest, LeavesOutFeaturesThatTheHostLacks) {
  Bench bench({Caps({"sata"}, {"vga"},
                    "<model usable='yes' vendor='Intel'>Haswell-noTSX-IBRS</model>"
                    "<model usable='no' vendor='Intel'>Haswell</model><blockers model='Haswell'>"
                    "<feature name='hle'/><feature name='rtm'/></blockers>")});
  const auto cpu = [](const std::string& content) {
    return Guest("\n<cpu mode='custom' check='full'>" + content + "\n</cpu>\n");
  };
  EXPECT_EQ(bench.Fixed(cpu("\n  <model>Haswell</model>\n"
                            "  <feature policy='require' name='hle'/>\n"
                            "  <feature policy='disable' name='mpx'/>\n"
                            "  <feature policy='require' name='vmx'/>\n"
                            "  <!-- of old --> <feature name='rtm'></feature>")),
            cpu("\n  <model>Haswell-noTSX-IBRS</model>\n"
                "  <feature policy='disable' name='mpx'/>\n"
                "  <feature policy='require' name='vmx'/>\n"
                "  <!-- of old --> "));
  const FixResult found =
      bench.Fix(SourceFile("guest.xml", cpu("<model>Haswell</model><feature name='hle'/>")));
  ASSERT_EQ(found.fixes.size(), 2u);
  EXPECT_EQ(found.fixes[1].value, "hle");
  EXPECT_EQ(found.fixes[1].better, "");
}

TEST(FixTest, FixesAllValues) {
  Bench bench({Caps({"sata", "virtio"}, {"virtio", "vga"})});
  const std::string bad =
      "<devices><disk><target dev='a' bus='ide'/></disk><disk><target dev='b' bus='virtoi'/>"
      "</disk><video><model type='vag'/></video></devices>";
  const std::string good =
      "<devices><disk><target dev='a' bus='sata'/></disk><disk><target dev='b' bus='virtio'/>"
      "</disk><video><model type='vga'/></video></devices>";
  EXPECT_EQ(bench.Fixed(Guest(bad)), Guest(good));

  const FixResult found = bench.Fix(SourceFile("guest.xml", Guest(bad)));
  ASSERT_EQ(found.fixes.size(), 3u);
  EXPECT_EQ(found.fixes[0].rule->id, "disk-bus");
  EXPECT_EQ(found.fixes[0].path, "/domain/devices/disk[1]/target/@bus");
  EXPECT_EQ(found.fixes[0].value, "ide");
  EXPECT_EQ(found.fixes[0].better, "sata");
  EXPECT_EQ(found.fixes[2].value, "vag");
  EXPECT_EQ(found.others, 0u);
}

TEST(FixTest, ManyFixesNeedFewChecks) {
  std::string bad = "<devices>", good = "<devices>";
  for (int i = 0; i < 1000; ++i) {
    bad += "<disk><target dev='a' bus='ide'/></disk>\n";
    good += "<disk><target dev='a' bus='sata'/></disk>\n";
  }
  Bench bench({Caps({"sata"}, {})});
  bench.Fix(SourceFile("guest.xml", Guest(bad + "</devices>")));
  EXPECT_LE(bench.checks(), 3u);
  EXPECT_EQ(bench.Fixed(Guest(bad + "</devices>")), Guest(good + "</devices>"));
  // All of them refused by the second host: no search for the one that is to blame.
  Bench two({Caps({"sata"}, {}), Caps({"scsi", "ide"}, {})});
  EXPECT_EQ(two.Fix(SourceFile("guest.xml", Guest(bad + "</devices>"))).refused.size(), 1000u);
  EXPECT_LE(two.checks(), 3u);
  // Likewise for names, where the new findings are inside what is renamed.
  std::string names = "<devices>";
  for (int i = 0; i < 1000; ++i) names += "<dsk><target dev='a' bus='nothing'/></dsk>\n";
  Bench three({Caps({"sata"}, {})});
  EXPECT_EQ(three.Fix(SourceFile("guest.xml", Guest(names + "</devices>"))).refused.size(), 1000u);
  EXPECT_LE(three.checks(), 3u);
}

TEST(FixTest, LeavesAloneWhatTheTextDoesNotState) {
  Bench bench({Caps({"sata"}, {"vga"})});
  const FixResult implied = bench.Fix(SourceFile("guest.xml", Disk("dev='hda'")));
  EXPECT_TRUE(implied.fixes.empty());
  EXPECT_TRUE(implied.refused.empty());
  EXPECT_EQ(implied.others, 1u);
  const FixResult far = bench.Fix(SourceFile("guest.xml", Disk("dev='a' bus='nothing-like-it'")));
  EXPECT_TRUE(far.fixes.empty());
  EXPECT_EQ(far.others, 1u);
}

TEST(FixTest, RenamesAnElementInBothOfItsTags) {
  Bench bench({"<domainCapabilities><domain>kvm</domain><features><hyperv supported='yes'>" +
               Enum("features", {"relaxed", "vapic"}) +
               "</hyperv></features></domainCapabilities>"});
  const auto hyperv = [](const std::string& name, const std::string& rest) {
    return Guest("<features><hyperv><" + name + " state='on'" + rest + "</hyperv></features>");
  };
  EXPECT_EQ(bench.Fixed(hyperv("relaxd", "></relaxd>")), hyperv("relaxed", "></relaxed>"));
  EXPECT_EQ(bench.Fixed(hyperv("relaxd", "><!-- </relaxd> --></relaxd >")),
            hyperv("relaxed", "><!-- </relaxd> --></relaxed >"));
  EXPECT_EQ(bench.Fixed(hyperv("relaxd", "/>")), hyperv("relaxed", "/>"));
}

// Renaming elements gives those behind them other numbers in their paths.
TEST(FixTest, FixesNamesAndValuesTogether) {
  Bench bench({Caps({"sata", "virtio"}, {"vga"})});
  const auto devices = [](const std::string& disk, const std::string& bus,
                          const std::string& tune) {
    return Guest("<devices><" + disk + " type='file'><target dev='a' bus='sata'/></" + disk +
                 "><disk type='file'><target dev='b' bus='" + bus + "'/><" + tune + "/></disk><" +
                 disk + "><target dev='c' bus='sata'/></" + disk + "></devices>");
  };
  EXPECT_EQ(bench.Fixed(devices("diks", "virtoi", "iotun")), devices("disk", "virtio", "iotune"));
}

// What is in an element is asked for only once its name is right, and fixed then.
TEST(FixTest, FixesWhatIsInAnElementThatItRenames) {
  Bench bench({Caps({"sata"}, {"vga"})});
  EXPECT_EQ(bench.Fixed(Guest("<devices><Disk type='File'><Source flie='a'/><target dev='a' "
                              "bus='stata'/></Disk></devices>")),
            Guest("<devices><disk type='file'><source file='a'/><target dev='a' "
                  "bus='sata'/></disk></devices>"));
}

TEST(FixTest, RenamesNoElementIfWhatIsInItIsNotOffered) {
  Bench bench({Caps({"sata"}, {"vga"})});
  const std::string good = "<disk type='file'><target dev='a' bus='sata'/></disk>";
  EXPECT_EQ(
      bench.Fixed(Guest("<devices><diks type='file'><target dev='a' bus='nothing-like-it'/>"
                        "</diks>" +
                        good + "</devices>")),
      Guest("<devices><diks type='file'><target dev='a' bus='nothing-like-it'/></diks>" + good +
            "</devices>") +
          "\ndiks -> disk: it would lead to: disk bus 'nothing-like-it' is not offered by this "
          "host [disk-bus]");
}

TEST(FixTest, RenamesAttributes) {
  Bench bench({Caps({"sata"}, {"vga"})});
  EXPECT_EQ(bench.Fixed(Guest("<os frimware = 'efi'/>")), Guest("<os firmware = 'efi'/>"));
}

TEST(FixTest, FixesText) {
  Bench bench({Caps({}, {},
                    "<model usable='yes' vendor='AMD'>EPYC</model>"
                    "<model usable='no' vendor='AMD'>EPYC-Rome</model>")});
  const auto cpu = [](const std::string& text) {
    return Guest("<cpu mode='custom'><model fallback='forbid'>" + text + "</model></cpu>");
  };
  EXPECT_EQ(bench.Fixed(cpu("EPYC-Rome")), cpu("EPYC"));
  EXPECT_EQ(bench.Fixed(cpu("\r\n  EPYC-Rome\t\r\n")), cpu("\r\n  EPYC\t\r\n"));
  EXPECT_EQ(bench.Fixed(cpu("<!-- the old one -->EPYC-Rome")), cpu("<!-- the old one -->EPYC"));
  EXPECT_EQ(bench.Fixed(cpu("<![CDATA[ EPYC-Rome ]]>")), cpu("<![CDATA[ EPYC ]]>"));
  EXPECT_EQ(bench.Fixed(cpu("EPYC&#45;Rome")), cpu("EPYC"));
  // Text in two parts, of which only the first can be replaced.
  EXPECT_EQ(bench.Fixed(cpu("EPYC<!-- -->-Rome")),
            cpu("EPYC<!-- -->-Rome") + "\nEPYC-Rome -> EPYC: that would not help");
}

TEST(FixTest, ASuggestionIsWrittenAsXml) {
  Bench bench({Caps({"s&amp;a&lt;t>a'&quot;"}, {})});
  const std::string bad = "s&amp;a&lt;t>a";
  EXPECT_EQ(bench.Fixed(Disk("dev='a' bus='" + bad + "'")),
            Disk("dev='a' bus='s&amp;a&lt;t>a&apos;\"'"));
  EXPECT_EQ(bench.Fixed(Disk("dev='a' bus=\"" + bad + "\"")),
            Disk("dev='a' bus=\"s&amp;a&lt;t>a'&quot;\""));
}

TEST(FixTest, WritesForThePlace) {
  const auto written = [](const std::string& before, std::string_view value) {
    return WrittenAt(before + "x", {before.size(), before.size() + 1}, value);
  };
  EXPECT_EQ(written("<a b='", "<&>'\"\t\r\n"), "&lt;&amp;>&apos;\"&#9;&#13;&#10;");
  EXPECT_EQ(written("<a b=\"", "<&>'\""), "&lt;&amp;>'&quot;");
  EXPECT_EQ(written("<a>", "<&>'\"]]>\u00e9"), "&lt;&amp;&gt;'\"]]&gt;\u00e9");
  EXPECT_EQ(written("<a>\n ", "&"), "&amp;");
  EXPECT_EQ(written("<a><![CDATA[", "<&>'\""), "<&>'\"");
  EXPECT_EQ(written("<a><![CDATA[ \n ", "<&>"), "<&>");
  EXPECT_EQ(written("<a><![CDATA[", "]]>"), std::nullopt);
  EXPECT_EQ(written("<a><![CDATA[]]>", "&"), "&amp;");
}

TEST(FixTest, TheEncodingMustHaveTheValue) {
  Bench bench({Caps({"s\u00e4ta", "with-\u4e00-in-it"}, {})});
  const std::string bad = Disk("dev='a' bus='s\u00e4to'");
  const std::string good = Disk("dev='a' bus='s\u00e4ta'");
  EXPECT_EQ(bench.Fixed(bad), good);
  EXPECT_EQ(bench.Fixed(bad, {FileEncoding::Form::kLatin1, false}), good);
  EXPECT_EQ(bench.Fixed(bad, {FileEncoding::Form::kUtf16BigEndian, true}), good);
  EXPECT_EQ(
      bench.Fixed(bad, {FileEncoding::Form::kAscii, false}),
      bad + "\ns\u00e4to -> s\u00e4ta: it cannot be written in the file's encoding, US-ASCII");
  const std::string far = Disk("dev='a' bus='with-i-in-it'");
  EXPECT_EQ(bench.Fixed(far, {FileEncoding::Form::kLatin1, false}),
            far +
                "\nwith-i-in-it -> with-\u4e00-in-it: it cannot be written in the file's encoding, "
                "ISO-8859-1");
}

TEST(FixTest, EveryHostMustOfferTheValue) {
  Bench conflict({Caps({"sata"}, {}), Caps({"scsi", "ide"}, {})});
  const std::string bad = Disk("dev='a' bus='ide'");
  EXPECT_EQ(conflict.Fixed(bad), bad +
                                     "\nide -> sata: it would lead to: disk bus 'sata' is not "
                                     "offered by this host (host2.xml) [disk-bus]");
  Bench agreed({Caps({"sata", "virtio"}, {}), Caps({"scsi", "sata"}, {})});
  EXPECT_EQ(agreed.Fixed(bad), Disk("dev='a' bus='sata'"));
  // The first host's suggestion fails on the second host, whose own suggestion works for both.
  Bench second({Caps({"virtio", "virtix"}, {}), Caps({"virtix"}, {})});
  EXPECT_EQ(second.Fixed(Disk("dev='a' bus='virti'")), Disk("dev='a' bus='virtix'"));
}

TEST(FixTest, AFixMakesNoNewFinding) {
  // The suggested model is deprecated, which the other was not.
  Bench bench({Caps({"sata"}, {},
                    "<model usable='yes' vendor='AMD' deprecated='yes'>EPYC</model>"
                    "<model usable='no' vendor='AMD'>EPYC-Rome</model>")});
  const auto guest = [](const std::string& bus, const std::string& model) {
    return Guest("<cpu mode='custom'><model fallback='forbid'>" + model +
                 "</model></cpu><devices><disk><target dev='a' bus='" + bus +
                 "'/></disk></devices>");
  };
  EXPECT_EQ(bench.Fixed(guest("ide", "EPYC-Rome")),
            guest("sata", "EPYC-Rome") +
                "\nEPYC-Rome -> EPYC: it would lead to: CPU model 'EPYC' is deprecated: a later "
                "version of the emulator may drop it [cpu-model-deprecated]");
}

TEST(FixTest, FindsTheFixThatMakesAFindingElsewhere) {
  // In the suggested mode, a setting takes effect that did not before.
  const std::string caps =
      "<domainCapabilities><domain>kvm</domain><arch>x86_64</arch><cpu>"
      "<mode name='host-passthrough' supported='no'/>"
      "<mode name='maximum' supported='yes'>" +
      Enum("maximumMigratable", {"on"}) +
      "</mode><mode name='host-model' supported='no'/><mode name='custom' supported='no'/></cpu>"
      "<devices><disk supported='yes'>" +
      Enum("bus", {"sata"}) + "</disk></devices></domainCapabilities>";
  const auto guest = [](const std::string& mode, const std::string& bus) {
    const std::string disk = "<disk><target dev='a' bus='" + bus + "'/></disk>";
    return Guest("<cpu mode='" + mode + "' migratable='off'/><devices>" + disk + disk + disk +
                 "</devices>");
  };
  Bench bench({caps});
  EXPECT_EQ(bench.Fixed(guest("host-passthrough", "ide")),
            guest("host-passthrough", "sata") +
                "\nhost-passthrough -> maximum: it would lead to: CPU setting migratable 'off' is "
                "not offered by this host [cpu-migratable]");
}

TEST(FixTest, SuppressedFindingsAreLeftAlone) {
  Bench bench({Caps({"sata"}, {"vga"})});
  bench.set_suppressed("disk-bus");
  const std::string text = Guest(
      "<devices><disk><target dev='a' bus='ide'/></disk><video><model type='vag'/></video>"
      "</devices>");
  const FixResult found = bench.Fix(SourceFile("guest.xml", text));
  ASSERT_EQ(found.fixes.size(), 1u);
  EXPECT_EQ(found.fixes[0].better, "vga");
  EXPECT_EQ(found.others, 0u);
}

}  // namespace
}  // namespace domcheck
