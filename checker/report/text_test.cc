#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "checker/base/visible_text.h"
#include "checker/report/formats.h"
#include "checker/report/report.h"
#include "checker/testing/marked_text.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

// A guest with the span of a finding marked.
struct Marked {
  explicit Marked(const std::string& text) : Marked(TakeMarks(text)) {}
  explicit Marked(const MarkedText& text) : span(text.span), source("vm.xml", text.text) {}
  Span span;
  SourceFile source;
};

Finding DiskBus(Span span) {
  Finding finding;
  finding.rule = FindRule("disk-bus");
  finding.capability = "devices/disk/bus";
  finding.value = "ide";
  finding.allowed = {"virtio", "sata"};
  finding.suggestion = "sata";
  finding.message = "disk bus 'ide' is not offered by this host";
  finding.span = span;
  finding.capability_line = 205;
  return finding;
}

std::string ReportOf(const SourceFile* source, const std::vector<Finding>& findings,
                     ReportOptions options = {false, true, false}) {
  CheckResult result;
  result.findings = findings;
  GuestReport report;
  report.domain = "vm.xml";
  report.capabilities = "host.xml";
  report.source = source;
  report.result = &result;
  std::string out;
  kTextFormat.begin(&out);
  kTextFormat.guest(report, options, &out);
  return out;
}

TEST(TextTest, ListsAllThatIsOfferedIfAsked) {
  const Marked marked("<domain>{x}</domain>");
  Finding finding = DiskBus(marked.span);
  finding.suggestion.clear();
  finding.allowed.clear();
  for (char c = 'a'; c <= 'z'; ++c) finding.allowed.emplace_back(1, c);
  const auto has = [&](bool lists_all, std::string_view offered) {
    const std::string report = ReportOf(&marked.source, {finding}, {false, false, lists_all});
    return report.find(offered) != std::string::npos;
  };
  EXPECT_TRUE(has(false, "= host offers: a, b, c, d, e, f, g, h, i, j, k, l and 14 more (host"));
  EXPECT_TRUE(has(true, "k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z (host.xml:205)"));
}

TEST(TextTest, TellsAFinding) {
  const Marked marked("<domain>\n  <target dev='hda' bus='{ide}'/>\n</domain>");
  EXPECT_EQ(ReportOf(&marked.source, {DiskBus(marked.span)}),
            R"(vm.xml:2:26: error: disk bus 'ide' is not offered by this host [disk-bus]
    2 |   <target dev='hda' bus='ide'/>
      |                          ^~~
      = host offers: virtio, sata (host.xml:205)
      = did you mean 'sata'?
)");
}

TEST(TextTest, RemarksFollowTheFindings) {
  const Marked marked("<{tpm}/>");
  CheckResult result;
  result.findings.emplace_back();
  result.findings[0].rule = FindRule("tpm");
  result.findings[0].message = "no TPM";
  result.findings[0].span = marked.span;
  GuestReport report;
  report.domain = "web1";
  report.source = &marked.source;
  report.result = &result;
  report.remarks = {"one", "two \x1b"};
  std::string out;
  kTextFormat.guest(report, {}, &out);
  EXPECT_EQ(out,
            "web1:1:2: error: no TPM [tpm]\n    1 | <tpm/>\n      |  ^~~\n"
            "web1: note: one\nweb1: note: two \\u{1B}\n");
}

TEST(TextTest, LeavesOutWhatIsNotKnown) {
  const Marked marked("<{tpm}/>");
  Finding finding;
  finding.rule = FindRule("tpm");
  finding.severity = Severity::kWarning;
  finding.message = "no TPM";
  finding.span = marked.span;
  const std::string place = "vm.xml:1:2: warning: no TPM [tpm]\n    1 | <tpm/>\n      |  ^~~\n";
  EXPECT_EQ(ReportOf(&marked.source, {finding}), place);
  finding.capability_line = 7;
  EXPECT_EQ(ReportOf(&marked.source, {finding}), place + "      = stated at host.xml:7\n");
  finding.value = "x";
  EXPECT_EQ(ReportOf(&marked.source, {finding}), place + "      = stated at host.xml:7\n");
  finding.value.reset();
  finding.allowed = {"y"};
  EXPECT_EQ(ReportOf(&marked.source, {finding}), place + "      = host offers: y (host.xml:7)\n");
  // A single offered value is already listed.
  finding.suggestion = "y";
  EXPECT_EQ(ReportOf(&marked.source, {finding}), place + "      = host offers: y (host.xml:7)\n");
  finding.suggestion.clear();
  finding.severity = Severity::kNote;
  finding.span.reset();
  finding.capability_line = 0;
  EXPECT_EQ(ReportOf(nullptr, {finding}), "vm.xml: note: no TPM [tpm]\n");
  EXPECT_EQ(ReportOf(nullptr, {}), "");
}

TEST(TextTest, ListsNoMoreThanPeopleRead) {
  const Marked marked("{a}");
  Finding finding = DiskBus(marked.span);
  const auto offered = [&](size_t count) {
    finding.allowed.assign(count, "v");
    const std::string text = ReportOf(&marked.source, {finding});
    const size_t begin = text.find("offers: ") + 8;
    return text.substr(begin, text.find(" (host", begin) - begin);
  };
  EXPECT_EQ(offered(2), "v, v");
  EXPECT_EQ(offered(12), "v, v, v, v, v, v, v, v, v, v, v, v");
  EXPECT_EQ(offered(13), offered(12) + " and 1 more");
  EXPECT_EQ(offered(99), offered(12) + " and 87 more");
}

// Returns the two lines of the excerpt, without the gutter.
std::string Excerpt(const std::string& marked_text) {
  const Marked marked(marked_text);
  Finding finding = DiskBus(marked.span);
  finding.capability_line = 0;
  finding.suggestion.clear();
  const std::string text = ReportOf(&marked.source, {finding});
  const size_t line = text.find('\n') + 1, caret = text.find('\n', line) + 1;
  if (line == text.size()) return "none";
  EXPECT_EQ(text.substr(line + 5, 3), " | ");
  EXPECT_EQ(text.substr(caret, 8), "      | ");
  return text.substr(line + 8, caret - line - 8) + text.substr(caret + 8);
}

TEST(TextTest, UnderlinesTheValue) {
  const std::string kX60(60, 'x'), kX120(120, 'x'), kX3000(3000, 'x');
  const struct {
    std::string marked;
    std::string excerpt;
  } kRows[] = {
      {"{}", "none"},
      {"a\n{}", "none"},
      {"a\n \t {}\nb", "none"},
      {"{a}", "a\n^\n"},
      {"a{}", "a\n ^\n"},
      {"a{}b", "ab\n ^\n"},
      {"a {bc} d", "a bc d\n  ^~\n"},
      {"\r\na {bc} d\r\n", "a bc d\n  ^~\n"},
      // Tabs, wide and combining characters, and escapes.
      {"\t<a\tb='{c}'/>", "    <a    b='c'/>\n             ^\n"},
      {"'{a\tb}'", "'a    b'\n ^~~~~~\n"},
      {"\u00e9 {\u00e9\u20ac}", "\u00e9 \u00e9\u20ac\n  ^~\n"},
      {"\u65e5\U0001F600 {\u672c}!", "\u65e5\U0001F600 \u672c!\n     ^~\n"},
      {"e\u0301 {e\u0301}", "e\u0301 e\u0301\n  ^\n"},
      {"\x1b {\x07}", "\\u{1B} \\u{07}\n       ^~~~~~\n"},
      {"\u202e{a}", "\\u{202E}a\n        ^\n"},
      // The first line of a value of several lines.
      {"a='{b\nc}'", "a='b\n   ^\n"},
      {"a='{\nc}'", "a='\n   ^\n"},
      // The part of a long line around the value.
      {kX60 + "{abc}" + kX60, kX60 + "abc" + kX60 + "\n" + std::string(60, ' ') + "^~~\n"},
      {"y" + kX60 + "{abc}" + kX60 + "y",
       "..." + kX60 + "abc" + kX60 + "...\n" + std::string(63, ' ') + "^~~\n"},
      {kX3000 + "\u65e5{a}\u65e5" + kX3000, "..." + kX60.substr(1) + "\u65e5" + "a\u65e5" +
                                                kX60.substr(1) + "...\n" + std::string(64, ' ') +
                                                "^\n"},
      // The beginning of a long value.
      {"'{" + kX120 + "}'", "'" + kX120 + "'\n ^" + std::string(119, '~') + "\n"},
      {"'{" + kX120 + "y}'", "'" + kX120 + "...\n ^" + std::string(119, '~') + "\n"},
      {"'{" + kX3000 + kX3000 + "}'", "'" + kX120 + "...\n ^" + std::string(119, '~') + "\n"},
  };
  for (const auto& row : kRows) EXPECT_EQ(Excerpt(row.marked), row.excerpt) << row.marked;
}

TEST(TextTest, GutterHoldsTheLineNumber) {
  const auto line_told = [](size_t line) {
    const Marked marked(std::string(line - 1, '\n') + "{a}");
    const std::string text = ReportOf(&marked.source, {DiskBus(marked.span)});
    const size_t begin = text.find('\n') + 1;
    return text.substr(begin, text.find('\n', begin) - begin);
  };
  EXPECT_EQ(line_told(1), "    1 | a");
  EXPECT_EQ(line_told(99999), "99999 | a");
  EXPECT_EQ(line_told(100000), "100000 | a");
}

TEST(TextTest, NothingOfAnInputReachesATerminalRaw) {
  const Marked marked("<a b='{\x1b[2J}'/>");
  Finding finding = DiskBus(marked.span);
  finding.message = "bad\x1b[0m";
  finding.allowed = {"\x1b]0;x\x07", "\x9b\x7f"};
  finding.suggestion =
      "\x9b"
      "31m";
  CheckResult result;
  result.findings = {finding};
  GuestReport report;
  report.domain = "vm\n.xml";
  report.capabilities = "host\x1b.xml";
  report.source = &marked.source;
  report.result = &result;
  std::string out;
  kTextFormat.guest(report, ReportOptions{}, &out);
  EXPECT_EQ(out, R"(vm\u{0A}.xml:1:7: error: bad\u{1B}[0m [disk-bus]
    1 | <a b='\u{1B}[2J'/>
      |       ^~~~~~~~~
      = host offers: \u{1B}]0;x\u{07}, \x{9B}\u{7F} (host\u{1B}.xml:205)
      = did you mean '\x{9B}31m'?
)");
}

TEST(TextTest, ColoursOnlyWhenAsked) {
  const Marked marked("{a}");
  std::string text = ReportOf(&marked.source, {DiskBus(marked.span)}, ReportOptions{true, true});
  EXPECT_EQ(text.substr(0, text.find('\n')),
            "\x1b[1mvm.xml:1:1: \x1b[0m\x1b[1;31merror: \x1b[0mdisk bus 'ide' is not offered by "
            "this host [disk-bus]");
  // Without the colors, the text is the same.
  for (size_t at; (at = text.find('\x1b')) != std::string::npos;)
    text.erase(at, text.find('m', at) - at + 1);
  EXPECT_EQ(text, ReportOf(&marked.source, {DiskBus(marked.span)}));
}

TEST(TextTest, Summarizes) {
  const auto end = [](const Summary& summary, std::string out) {
    kTextFormat.end(summary, ReportOptions{}, &out);
    return out;
  };
  Summary summary;
  EXPECT_EQ(end(summary, ""),
            "0 guests: none checked (0 errors, 0 warnings; 0 asked, 0 unknown)\n");
  CheckResult result;
  result.answers.assign(3, {FindRule("disk-bus"), Support::kSupported});
  result.answers.resize(5, {FindRule("disk-bus"), Support::kUnknown});
  summary.Add(result);
  EXPECT_EQ(end(summary, ""), "1 guest: 1 compatible (0 errors, 0 warnings; 5 asked, 2 unknown)\n");
  Finding finding = DiskBus({});
  result.findings.push_back(finding);
  finding.severity = Severity::kWarning;
  result.findings.push_back(finding);
  finding.severity = Severity::kNote;
  result.findings.push_back(finding);
  summary.Add(result);
  result.findings.clear();
  result.answers.assign(5, {FindRule("disk-bus"), Support::kUnknown});
  summary.Add(result);
  summary.Add(Unreadable(""));
  // Earlier text may have been written already.
  EXPECT_EQ(end(summary, ""),
            "\n4 guests: 1 compatible, 1 incompatible, 1 unknown, 1 invalid (2 errors, 1 warning; "
            "15 asked, 9 unknown)\nmost often: disk-bus 2, unreadable 1\n");
  EXPECT_EQ(end(Summary(), "findings\n"),
            "findings\n\n0 guests: none checked (0 errors, 0 warnings; 0 asked, 0 unknown)\n");
}

// The caret is under the value's first column, whatever precedes it.
TEST(TextTest, CaretsStandUnderTheValue) {
  const std::string kPieces[] = {"a", "\t", "\u00e9", "\u65e5", "\U0001F600", "e\u0301", "\x01"};
  for (size_t seed = 0; seed < 343; ++seed) {
    const std::string before = kPieces[seed % 7] + kPieces[seed / 7 % 7] + kPieces[seed / 49];
    const std::string excerpt = Excerpt(before + "{VALUE}" + before);
    const size_t line_end = excerpt.find('\n');
    const std::string shown = excerpt.substr(0, excerpt.find("VALUE"));
    EXPECT_EQ(excerpt.substr(line_end + 1), std::string(TerminalWidth(shown), ' ') + "^~~~~\n")
        << excerpt;
  }
}

TEST(TextTest, AllFormatsHaveTheirOwnName) {
  std::string names;
  for (const Format& format : AllFormats()) names += std::string(format.name) + " ";
  EXPECT_EQ(names.substr(0, 16), "text json jsonl ");
}

}  // namespace
}  // namespace domcheck
