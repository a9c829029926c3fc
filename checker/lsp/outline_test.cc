#include "checker/lsp/outline.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "checker/lsp/viewed_guest.h"
#include "checker/testing/marked_text.h"

namespace domcheck {
namespace {

// One line for each symbol: its name and its detail in parentheses, indented by its depth.
std::string Dump(const std::vector<Symbol>& symbols, const std::string& indent = "") {
  std::string lines;
  for (const Symbol& symbol : symbols) {
    lines += indent + symbol.name;
    if (!symbol.detail.empty()) lines += " (" + symbol.detail + ")";
    lines += "\n" + Dump(symbol.children, indent + "  ");
  }
  return lines;
}

std::string_view Slice(std::string_view text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

TEST(SymbolsTest, AreTheGuestItsGroupsAndItsDevices) {
  const ViewedGuest guest("", R"(<?xml version='1.0'?>
<domain type='kvm'>
  <name>web</name>
  <memory unit='GiB'>4</memory>
  <vcpu placement='static'>2</vcpu>
  <os firmware='efi'><type arch='x86_64' machine='q35'>hvm</type></os>
  <features><acpi/></features>
  <cpu mode='host-model'/>
  <devices>
    <emulator>/usr/bin/kvm</emulator>
  </devices>
</domain>)");
  const auto symbols = Symbols(guest.view());
  EXPECT_EQ(Dump(symbols),
            "domain web (kvm, x86_64, q35)\n"
            "  name web\n"
            "  memory 4 (GiB)\n"
            "  vcpu 2 (static)\n"
            "  os (efi, q35)\n"
            "  features\n"
            "  cpu host-model\n"
            "  devices (1 device)\n"
            "    emulator /usr/bin/kvm\n");
  ASSERT_EQ(symbols.size(), 1u);
  EXPECT_EQ(symbols[0].kind, Symbol::Kind::kGuest);
  EXPECT_EQ(symbols[0].children.back().kind, Symbol::Kind::kGroup);
  EXPECT_EQ(symbols[0].children.back().children[0].kind, Symbol::Kind::kDevice);
}

TEST(SymbolsTest, NameWhatTellsApart) {
  const struct {
    std::string element;
    std::string symbol;
  } kDevices[] = {
      {"<disk type='file' device='disk'><target dev='vda' bus='virtio'/></disk>",
       "disk vda (virtio, file)"},
      {"<disk type='block' device='cdrom'><source dev='/dev/sr0'/><target dev='sda' bus='sata'/>"
       "</disk>",
       "disk sda (sata, block, cdrom)"},
      {"<disk/>", "disk"},
      {"<interface type='network'><source network='default'/><target dev='vnet0'/>"
       "<model type='virtio'/></interface>",
       "interface network=default (virtio, network)"},
      {"<interface type='bridge'><source bridge='br0'/><model type='e1000e'/></interface>",
       "interface bridge=br0 (e1000e, bridge)"},
      {"<interface type='user'><backend type='passt'/></interface>", "interface user (passt)"},
      {"<interface type='direct'><source dev='eth0'/></interface>", "interface dev=eth0 (direct)"},
      {"<graphics type='vnc'/>", "graphics vnc"},
      {"<video><model type='qxl'/></video>", "video qxl"},
      {"<controller type='pci' index='1' model='pcie-root-port'/>",
       "controller pci 1 (pcie-root-port)"},
      {"<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>",
       "channel org.qemu.guest_agent.0 (unix)"},
      {"<filesystem type='mount'><source dir='/srv'/><target dir='share'/></filesystem>",
       "filesystem share (mount)"},
      {"<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>",
       "rng virtio (random)"},
      {"<tpm model='tpm-crb'><backend type='emulator'/></tpm>", "tpm tpm-crb (emulator)"},
      {"<input type='tablet' bus='usb'/>", "input tablet (usb)"},
      {"<hostdev mode='subsystem' type='pci'><source><address domain='0x0000' bus='0x65' "
       "slot='0x00' function='0x1'/></source></hostdev>",
       "hostdev pci 0000:65:00.1"},
      {"<hostdev mode='subsystem' type='usb'><source><vendor id='0x1234'/><product id='0xbeef'/>"
       "</source></hostdev>",
       "hostdev usb 1234:beef"},
      {"<hostdev mode='subsystem' type='mdev'><source><address uuid='c2177883'/></source>"
       "</hostdev>",
       "hostdev mdev c2177883"},
      {"<sound model='ich9'/>", "sound ich9"},
      {"<disk><target dev='\U0001F600&#10;&#x202E;'/></disk>", "disk \U0001F600\\u{0A}\\u{202E}"},
      {"<lease>" + std::string(81, 'x') + "</lease>", "lease"},
  };
  for (const auto& row : kDevices) {
    const ViewedGuest guest("", "<domain><devices>" + row.element + "</devices></domain>");
    EXPECT_EQ(Dump(Symbols(guest.view())),
              "domain\n  devices (1 device)\n    " + row.symbol + "\n");
  }
  const ViewedGuest guest("",
                          "<domain><cpu><model>EPYC</model></cpu><cpu mode='custom'><model>Z"
                          "</model></cpu><metadata><devices/></metadata></domain>");
  EXPECT_EQ(Dump(Symbols(guest.view())), "domain\n  cpu EPYC\n  cpu custom (Z)\n  metadata\n");
}

TEST(SymbolsTest, TellWhereTheyAre) {
  const std::string disk = "<disk>\r\n\t<!-- </disk> \U0001F600 --><target dev='vda'/>\r\n</disk >";
  const std::string devices = "<devices>\t" + disk + "<disk/></devices>";
  const std::string domain = "<domain\n>" + devices + "\r\n</domain>";
  const std::string text = "<!-- \U0001F600 -->" + domain + "\n";
  const ViewedGuest guest("", text);
  const Symbol symbol = Symbols(guest.view()).at(0);
  EXPECT_EQ(Slice(text, symbol.span), domain);
  EXPECT_EQ(Slice(text, symbol.name_span), "domain");
  EXPECT_EQ(Slice(text, symbol.children.at(0).span), devices);
  EXPECT_EQ(Slice(text, symbol.children.at(0).children.at(0).span), disk);
  EXPECT_EQ(symbol.children[0].children[0].name_span.begin, text.find("disk>"));
  EXPECT_EQ(Slice(text, symbol.children[0].children.at(1).span), "<disk/>");
}

TEST(SymbolsTest, AreNoneOfOtherDocuments) {
  for (const char* text : {"", " ", "<", "x", "<domai", "<domain", "<network/>", "<!DOCTYPE a>"})
    EXPECT_TRUE(Symbols(ViewedGuest("", text).view()).empty()) << text;
  EXPECT_TRUE(Symbols(GuestView()).empty());
}

// Returns the number of symbols at all depths.
size_t ExpectInside(const std::vector<Symbol>& symbols, Span parent, const std::string& text) {
  size_t count = symbols.size();
  for (const Symbol& symbol : symbols) {
    EXPECT_GE(symbol.span.begin, parent.begin) << text;
    EXPECT_LE(symbol.span.end, parent.end) << text;
    EXPECT_GT(symbol.name_span.begin, symbol.span.begin) << text;
    EXPECT_LE(symbol.name_span.end, symbol.span.end) << text;
    EXPECT_LT(symbol.name_span.begin, symbol.name_span.end) << text;
    EXPECT_FALSE(symbol.name.empty()) << text;
    parent.begin = symbol.span.end;  // of the next one
    count += ExpectInside(symbol.children, symbol.span, text);
  }
  return count;
}

// Cut off anywhere, and with each byte left out in turn: spans nest, and nothing crashes.
TEST(SymbolsTest, HoldForBrokenTexts) {
  const std::string caps = ReadTestdata("hosts/debian-12/x86_64-kvm-q35.xml");
  size_t symbols = 0;
  for (const std::string name : {"one-line", "crlf"}) {
    const std::string whole = ReadTestdata("guests/" + name + ".xml");
    for (size_t at = 0; at < whole.size(); ++at) {
      for (const std::string& text :
           {whole.substr(0, at), whole.substr(0, at) + whole.substr(at + 1)}) {
        const ViewedGuest guest("", text);
        symbols += ExpectInside(Symbols(guest.view()), {0, text.size()}, text);
      }
    }
    for (size_t at = 0; at < whole.size(); at += 23) {
      const ViewedGuest guest(caps, whole.substr(0, at));
      VerdictLens(guest.view());
      DefinitionAt(guest.view(), at / 2);
    }
  }
  EXPECT_GT(symbols, 1000u);
}

TEST(VerdictLensTest, TellsTheVerdict) {
  const std::string caps =
      "<domainCapabilities><domain>kvm</domain><vcpu max='8'/><devices><disk supported='yes'>"
      "<enum name='bus'><value>virtio</value></enum></disk><graphics supported='no'/></devices>"
      "</domainCapabilities>";
  const struct {
    std::string inside;
    std::string title;
    std::string host = "@debian-12";
  } kRows[] = {
      {"<vcpu>2</vcpu>", "compatible with debian-12: 2 of 2 checked"},
      {"<vcpu>2</vcpu><devices><rng/><video/></devices>",
       "compatible with debian-12: 2 of 4 checked, 2 unknown"},
      {"<vcpu>9</vcpu><devices><graphics/></devices>",
       "incompatible with debian-12: 2 errors; 3 of 3 checked"},
      {"<vcpu>9</vcpu><!-- domcheck: ignore rng --><devices><rng/></devices>",
       "incompatible with debian-12: 1 error, 1 warning; 2 of 3 checked, 1 unknown"},
      {"<!-- domcheck: ignore vcpu-max --><vcpu>9</vcpu>",
       "compatible with debian-12: 1 ignored; 2 of 2 checked"},
      {"<devices><rng/></devices>", "unknown on debian-12: 1 of 2 checked, 1 unknown"},
      {"<devices>", "invalid: this guest cannot be read to its end"},
      {"<vcpu>2</vcpu>", "compatible with host.xml: 2 of 2 checked", "/srv/caps/host.xml"},
      {"<vcpu>2</vcpu>", "compatible with prod: 2 of 2 checked", "caps/prod//"},
      {"<vcpu>2</vcpu>", "compatible with debian-12/q35.xml: 2 of 2 checked", "@debian-12/q35.xml"},
      {"<vcpu>2</vcpu>", "compatible with /: 2 of 2 checked", "/"},
  };
  for (const auto& row : kRows) {
    const std::string text = "\r\n\t<domain type='kvm'>" + row.inside + "</domain>";
    const ViewedGuest guest(caps, text, {}, row.host);
    const auto lens = VerdictLens(guest.view());
    ASSERT_TRUE(lens) << row.inside;
    EXPECT_EQ(lens->title, row.title) << FindingsOf(guest.result());
    EXPECT_EQ(lens->span, (Span{4, 10}));
  }
}

TEST(VerdictLensTest, TellsThatThereIsNoHostOrDocument) {
  EXPECT_EQ(VerdictLens(ViewedGuest("", "<domain/>").view())->title, "no host chosen");
  EXPECT_FALSE(VerdictLens(ViewedGuest("", "").view()));
  EXPECT_FALSE(VerdictLens(ViewedGuest("", "<network/>").view()));
  // A host that describes no guest of this kind.
  const ViewedGuest guest("", "<domain type='xen'/>");
  const Host host("caps/prod", /*has_many_documents=*/true);
  CheckResult result;
  GuestView view = guest.view();
  view.hosts = {&host};
  view.result = &result;
  EXPECT_EQ(VerdictLens(view)->title, "unknown: no document of prod is for this guest");
}

// A document whose lines describe themselves.
constexpr char kCaps[] = R"(<domainCapabilities>
<domain>kvm</domain>
<machine>pc-q35-7.2</machine>
<vcpu max='8'/>
<os supported='yes'>
 <loader supported='yes'>
  <value>/fw/one.fd</value>
  <value>/fw/two.fd</value>
 </loader>
</os>
<cpu>
 <mode name='host-passthrough' supported='no'/>
 <mode name='maximum' supported='yes'/>
 <mode name='custom' supported='yes'>
  <model usable='yes'>EPYC</model>
  <model usable='no'>Rome</model>
  <model usable='yes' canonical='Milan-v1'>Milan</model>
 </mode>
</cpu>
<devices>
 <disk supported='yes'>
  <enum name='bus'>
   <value>virtio</value>
   <value>sata</value>
  </enum>
 </disk>
 <graphics supported='no'>
  <enum name='type'><value>vnc</value></enum>
 </graphics>
 <hostdev supported='yes'>
  <enum name='pciBackend'/>
 </hostdev>
</devices>
</domainCapabilities>
)";

TEST(DefinitionTest, IsTheLineThatDecides) {
  // The marks enclose every place that leads there.
  const struct {
    std::string marked;
    std::string line;  // as the document has it; empty if there is none
  } kRows[] = {
      {"<domain type='{kvm}'/>", "<domain>kvm</domain>"},
      {"<domain type='{qemu}'/>", "<domain>kvm</domain>"},
      {"<domain><os><type machine='{q35}'/></os></domain>", "<machine>pc-q35-7.2</machine>"},
      {"<domain><vcpu> {2} </vcpu></domain>", "<vcpu max='8'/>"},
      {"<domain><vcpu>{9}</vcpu></domain>", "<vcpu max='8'/>"},
      {"<domain><os><loader>{/fw/two.fd}</loader></os></domain>", "  <value>/fw/two.fd</value>"},
      {"<domain><os><{loader}>x</loader></os></domain>", " <loader supported='yes'>"},
      {"<domain><os><loader>{x}</loader></os></domain>", "  <value>/fw/one.fd</value>"},
      {"<domain><cpu mode='{maximum}'/></domain>", " <mode name='maximum' supported='yes'/>"},
      {"<domain><{cpu}><model>EPYC</model></cpu></domain>",
       " <mode name='custom' supported='yes'>"},
      {"<domain><cpu mode='{host-passthrough}'/></domain>", "<cpu>"},
      {"<domain><cpu><model>{EPYC}</model></cpu></domain>", "  <model usable='yes'>EPYC</model>"},
      {"<domain><cpu><model>{Rome}</model></cpu></domain>", "  <model usable='no'>Rome</model>"},
      {"<domain><cpu><model>{Milan-v1}</model></cpu></domain>",
       "  <model usable='yes' canonical='Milan-v1'>Milan</model>"},
      {"<domain><cpu><model>{none}</model></cpu></domain>", "  <model usable='yes'>EPYC</model>"},
      {"<domain><devices><{disk}/></devices></domain>", " <disk supported='yes'>"},
      {"<domain><devices><disk><target dev='\U0001F600' bus=\"{sata}\"/></disk></devices></domain>",
       "   <value>sata</value>"},
      {"<domain><devices><disk><target\r\n\tbus='{ide}'/></disk></devices></domain>",
       "  <enum name='bus'>"},
      {"<domain><devices><disk><target bus='{$BUS}'/></disk></devices></domain>",
       "  <enum name='bus'>"},
      {"<domain><devices><disk><{target} dev='vda'/></disk></devices></domain>",
       "   <value>virtio</value>"},
      {"<domain><devices><graphics type='{vnc}'/></devices></domain>",
       " <graphics supported='no'>"},
      // What is wrong comes before what is right.
      {"<domain><devices><{hostdev} type='pci'/></devices></domain>",
       "  <enum name='pciBackend'/>"},
      {"<domain><devices><{hostdev} type='usb'/></devices></domain>", " <hostdev supported='yes'>"},
      // The document does not mention it, or no rule knows it.
      {"<domain><devices><{rng}/></devices></domain>", ""},
      {"<domain><{name}>x</name></domain>", ""},
      {"<{domain}/>", ""},
      // Cut off.
      {"<domain><devices><disk><target bus='{sata}'/><", "   <value>sata</value>"},
  };
  for (const auto& row : kRows) {
    const auto [text, span, is_marked] = TakeMarks(row.marked);
    ASSERT_TRUE(is_marked) << row.marked;
    const ViewedGuest guest(kCaps, text);
    for (size_t offset = span.begin; offset <= span.end; ++offset) {
      const auto line = DefinitionAt(guest.view(), offset);
      ASSERT_EQ(line.has_value(), !row.line.empty()) << row.marked;
      if (!line) continue;
      EXPECT_EQ(line->source->Line(line->line), row.line) << row.marked;
      EXPECT_EQ(line->source, &guest.view().capabilities()->source());
    }
    // A finding's own line is the same one.
    for (const Finding& finding : guest.result().findings) {
      if (!(finding.span == span) || finding.capability_line == 0) continue;
      EXPECT_EQ(DefinitionAt(guest.view(), span.begin)->line, finding.capability_line)
          << row.marked;
    }
  }
}

TEST(DefinitionTest, IsNoneElsewhere) {
  const std::string text = "<domain><devices><disk><target bus='sata'/></disk></devices></domain>";
  const ViewedGuest guest(kCaps, text);
  for (const size_t offset : {size_t{0}, text.find("devices"), text.find("bus="), text.find("/>"),
                              text.size(), text.size() + 9, ~size_t{0}})
    EXPECT_FALSE(DefinitionAt(guest.view(), offset)) << offset;
  EXPECT_FALSE(DefinitionAt(ViewedGuest("", text).view(), text.find("sata")));
}

}  // namespace
}  // namespace domcheck
