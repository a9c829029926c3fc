// Tests of the places of findings in the text as written.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>

#include "checker/engine/check_tester.h"
#include "checker/testing/file_content.h"
#include "checker/testing/marked_text.h"
#include "checker/testing/xml_files.h"

namespace domcheck {
namespace {

TEST(FindingPlaceTest, PointsAtTheValue) {
  const struct {
    std::string before, marked;
    std::string place;
  } kRows[] = {
      {"", "<disk><target bus='{ide}'/></disk>", "1:37-1:40"},
      {"", "<disk><target bus=\"{ide}\"/></disk>", "1:37-1:40"},
      {"", "<disk><target dev='a>b' bus = '{ide}'/></disk>", "1:49-1:52"},
      {"", "<disk><target dev=\"bus='sata'\" bus='{ide}'/></disk>", "1:54-1:57"},
      {"", "<disk><target bus='{}'/></disk>", "1:37-1:37"},
      {"", "<disk><target bus='{a&amp;b}'/></disk>", "1:37-1:44"},
      {"", "<disk><target\tbus='{ide}'/></disk>", "1:37-1:40"},
      {"", "<disk><target bus='{i\nde}'/></disk>", "1:37-2:3"},
      {"", "<disk><{target} dev='hda'/></disk>", "1:25-1:31"},
      // All kinds of line ends.
      {"\n\n", "<disk><target bus='{ide}'/></disk>", "3:37-3:40"},
      {"\r\n\r\n", "<disk><target bus='{ide}'/></disk>", "3:37-3:40"},
      {"\r\r", "<disk><target bus='{ide}'/></disk>", "3:37-3:40"},
      {"", "\r\n<disk>\r\n<target\r\n  bus='{ide}'/></disk>", "4:8-4:11"},
      // Columns are code points.
      {"", "<!-- \u00e9\u65e5\U0001F600 --><disk><target bus='{ide}'/></disk>", "1:49-1:52"},
      {"", "<disk><target dev='\U0001F600\U0001F600' bus='{\u00e9\U0001F600}'/></disk>",
       "1:46-1:48"},
      // Text that looks like an element but is not one.
      {"<!-- <domain><disk> -->\n", "<disk><target bus='{ide}'/></disk>", "2:37-2:40"},
      {"<?pi <disk>?>", "<disk><target bus='{ide}'/></disk>", "1:50-1:53"},
      {"", "<![CDATA[<disk>]]><disk><target bus='{ide}'/></disk>", "1:55-1:58"},
      {"", "&lt;disk&gt;<disk><target bus='{ide}'/></disk>", "1:49-1:52"},
      // Texts.
      {"", "<emulator>{/x}</emulator>", "1:28-1:30"},
      {"", "<emulator>\n\t{/x y}\r\n</emulator>", "2:2-2:6"},
      {"", "<emulator><!-- a -->{/x}<!-- b -->/y</emulator>", "1:38-1:40"},
      {"", "<emulator><![CDATA[{/x}]]>/y</emulator>", "1:37-1:39"},
      {"", "<emulator><![CDATA[ ]]>{/x}</emulator>", "1:41-1:43"},
      {"", "<emulator>{&#x2F;x}</emulator>", "1:28-1:35"},
  };
  for (const auto& row : kRows) {
    const auto [text, span, is_marked] =
        TakeMarks(row.before + "<domain><devices>" + row.marked + "</devices></domain>");
    ASSERT_TRUE(is_marked) << row.marked;
    const Checked checked(text);
    const auto& findings = checked.result.findings;
    const auto of_interest =
        std::find_if(findings.begin(), findings.end(), [](const Finding& finding) {
          return finding.rule->id == "disk-bus" || finding.rule->id == "emulator-path";
        });
    ASSERT_NE(of_interest, findings.end()) << text;
    EXPECT_EQ(of_interest->span, span) << text;
    EXPECT_EQ(checked.At(of_interest->span->begin) + "-" + checked.At(of_interest->span->end),
              row.place)
        << text;
  }
}

TEST(FindingPlaceTest, TheEncodingMakesNoDifference) {
  // UTF-16 code units, each of which is also a byte in ISO-8859-1.
  const std::u16string units =
      u"<domain type='kvm'>\r\n<name>\u00e9\u00ff</name><devices><disk><target dev='\u00fc' "
      u"bus='ide'/></disk></devices>\r\n</domain>";
  std::string little = "\xFF\xFE", big = "\xFE\xFF", latin, ascii;
  for (const char16_t unit : units) {
    const char low = static_cast<char>(unit & 0xFF);
    little += {low, '\0'};
    big += {'\0', low};
    latin += low;
    ascii += unit < 0x80 ? std::string(1, low) : "&#" + std::to_string(unit) + ";";
  }
  std::string utf8;
  for (const char c : latin)
    utf8 += static_cast<unsigned char>(c) < 0x80
                ? std::string(1, c)
                : std::string{static_cast<char>(0xC0 | (c >> 6 & 3)),
                              static_cast<char>(0x80 | (c & 0x3F))};
  const std::string expected = Checked(utf8).Describe();
  EXPECT_NE(expected.find("\n2:52-2:55 error disk-bus"), std::string::npos) << expected;
  EXPECT_EQ(Checked("\xEF\xBB\xBF" + utf8).Describe(), expected);
  EXPECT_EQ(Checked(little).Describe(), expected);
  EXPECT_EQ(Checked(big).Describe(), expected);
  EXPECT_EQ(Checked(little.substr(2)).Describe(), expected);
  const std::string declaration = "<?xml version='1.0' encoding='ISO-8859-1'?>\n";
  EXPECT_EQ(Checked(declaration + latin).Describe(),
            Checked("<?xml version='1.0' encoding='UTF-8'?>\n" + utf8).Describe());
}

// Whatever the guest and the host: findings stand in the order of the text, and what a guest states
// in so many letters is what the finding points at.
TEST(FindingPlaceTest, FindingsOfAllGuestsPointAtWhatTheySay) {
  XmlReader reader;
  Host host("hosts", true);
  for (const std::string& file : XmlFilesBelow("testdata/hosts/debian-12"))
    host.Add(ParseCapabilities(ReadFile(file), file));
  size_t pointed = 0;
  for (const char* folder : {"testdata/guests", "testdata/rules"}) {
    for (const std::string& file : XmlFilesBelow(folder)) {
      auto source = ReadSourceFile(file, file);
      if (!std::holds_alternative<SourceFile>(source)) continue;
      Document document;
      const ReadGuest guest(std::move(std::get<SourceFile>(source)), &reader, &document);
      const CheckResult result = CheckGuest(guest, host, Notes::kInclude);
      EXPECT_LE(result.unknown(), result.asked()) << file;
      size_t last = 0;
      for (const Finding& finding : result.findings) {
        ASSERT_TRUE(finding.span) << file;
        EXPECT_GE(finding.span->begin, last) << file << ": " << finding.message;
        last = finding.span->begin;
        const std::string_view at =
            guest.source().text().substr(last, finding.span->end - finding.span->begin);
        if (!finding.value || finding.implied || at.find('&') != std::string_view::npos) continue;
        EXPECT_EQ(at, *finding.value) << file << ": " << finding.message;
        ++pointed;
      }
    }
  }
  EXPECT_GT(pointed, 50u) << "the documents are not where the test looks";
}

}  // namespace
}  // namespace domcheck
