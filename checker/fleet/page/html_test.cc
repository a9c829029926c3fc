#include "checker/fleet/page/html.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "checker/fleet/check/fleet_format.h"

namespace domcheck {
namespace {

using Json = nlohmann::json;

const FleetFormat& kHtml = kFleetHtmlFormat;
constexpr char kHostile[] = "</script><script>alert(1)</script><!--&\"'\u2028\u202E\n\xFF";

HostClasses ThreeHosts() {
  HostClasses classes;
  classes.hosts = {"kvm01", "kvm02", "kvm03"};
  classes.hosts_of = {{0, 2}, {1}};
  return classes;
}

FleetGuest SpiceGuest(const std::string& name) {
  FleetGuest guest;
  guest.name = name;
  guest.cannot = {1};
  Statement statement;
  statement.rule = "graphics-type";
  statement.capability = "devices/graphics/type";
  statement.value = "spice";
  statement.lack = "graphics type 'spice'";
  statement.message = "graphics type 'spice' is not offered by this host";
  FleetFinding finding;
  finding.statement = std::make_shared<Statement>(statement);
  finding.place = ReportedPlace{16, 21, 16, 26, "    <graphics type='spice'/>"};
  finding.classes = {1};
  guest.findings = {finding};
  return guest;
}

// Returns the page of these guests, made like the program's.
std::string PageOf(const std::vector<FleetGuest>& guests, const HostClasses& classes) {
  std::string page;
  FleetSummary summary;
  kHtml.begin(classes, {}, &page);
  for (const FleetGuest& guest : guests) {
    if (summary.guests > 0) page += kHtml.separator;
    kHtml.guest(guest, classes, {}, &page);
    summary.Add(guest, classes, 0);
  }
  kHtml.end(summary, classes, {}, &page);
  return page;
}

size_t CountOf(std::string_view text, std::string_view what) {
  size_t count = 0;
  for (size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1))
    ++count;
  return count;
}

// Returns the content of the element that begins with `tag`.
std::string Content(const std::string& page, const std::string& tag) {
  const size_t begin = page.find(tag);
  if (begin == std::string::npos) return "no " + tag;
  return page.substr(begin + tag.size(), page.find("</script>", begin) - begin - tag.size());
}

std::string Data(const std::string& page, const std::string& name) {
  return Content(page, "<script type=\"application/json\" id=\"" + name + "-data\">");
}

TEST(Html, TheDataIsJson) {
  const std::string page = PageOf({SpiceGuest("a/web1.xml"), SpiceGuest("b.xml")}, ThreeHosts());
  EXPECT_EQ(Json::parse(Data(page, "hosts"))["hosts"], Json({"kvm01", "kvm02", "kvm03"}));
  EXPECT_EQ(Json::parse(Data(page, "rules"))["rules"][0]["id"], "unreadable");
  const Json guests = Json::parse(Data(page, "guests"));
  ASSERT_EQ(guests.size(), 2u);
  EXPECT_EQ(guests[0]["guest"], "a/web1.xml");
  EXPECT_EQ(guests[0]["runs"], 2);
  EXPECT_EQ(guests[1]["findings"][0]["sentence"],
            FleetSentence(SpiceGuest("").findings[0], SpiceGuest(""), ThreeHosts()));
  EXPECT_EQ(guests[1]["findings"][0]["source"], Json({"    <graphics type='", "spice", "'/>"}));
}

// Returns the parts of the source line in the page for a guest with this place.
Json SourceOf(const ReportedPlace& place) {
  FleetGuest guest = SpiceGuest("a");
  guest.findings[0].place = place;
  return Json::parse(Data(PageOf({guest}, ThreeHosts()), "guests"))[0]["findings"][0]["source"];
}

TEST(Html, OfALongLineOnlyWhatIsAroundTheValueIsTold) {
  const std::string e(150, 'e');
  EXPECT_EQ(SourceOf({1, 151, 1, 154, e + "ide" + e}),
            Json({"…" + std::string(100, 'e'), "ide", std::string(100, 'e') + "…"}));
  EXPECT_EQ(SourceOf({1, 1, 1, 151, e}), Json({"", std::string(100, 'e'), "…"}));
  // Columns count code points.
  EXPECT_EQ(SourceOf({1, 3, 1, 5, "éé日本é"}), Json({"éé", "日本", "é"}));
  // A value that continues in the next line, an empty one, and places outside of the text.
  EXPECT_EQ(SourceOf({1, 2, 3, 1, "abc"}), Json({"a", "bc", ""}));
  EXPECT_EQ(SourceOf({1, 2, 1, 2, "abc"}), Json({"a", "", "bc"}));
  EXPECT_EQ(SourceOf({1, 9, 1, 2, "abc"}), Json({"abc", "", ""}));
  EXPECT_EQ(SourceOf({0, 0, 0, 0, "abc"}), Json({"abc", "", ""}));
}

TEST(Html, NoGuestsAreAnEmptyList) {
  const std::string page = PageOf({}, ThreeHosts());
  EXPECT_EQ(Json::parse(Data(page, "guests")), Json::array());
  EXPECT_NE(page.find("0 guests in all."), std::string::npos);
  EXPECT_EQ(page.find("What stops most guests"), std::string::npos);
}

TEST(Html, WhatStrangersWriteStaysText) {
  HostClasses classes = ThreeHosts();
  classes.hosts[0] = kHostile;
  classes.problems = {std::string("host ") + kHostile};
  FleetGuest guest = SpiceGuest(kHostile);
  FleetFinding& finding = guest.findings[0];
  finding.statement = std::make_shared<Statement>(
      Statement{kHostile, kHostile, kHostile, kHostile, kHostile, kHostile});
  finding.path = finding.place->source = kHostile;
  const std::string hostile = PageOf({guest}, classes);
  const std::string harmless = PageOf({SpiceGuest("a")}, ThreeHosts());

  for (const std::string_view tag : {"<script", "</script", "<!--", "{{"})
    EXPECT_EQ(CountOf(hostile, tag), CountOf(harmless, tag)) << tag;
  EXPECT_EQ(hostile.find("<script>alert"), std::string::npos);
  EXPECT_EQ(hostile.find('\xFF'), std::string::npos);
  EXPECT_EQ(hostile.find("\u2028"), std::string::npos);
  // It is visible without the script.
  EXPECT_NE(hostile.find("<li>host &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;!--"),
            std::string::npos);
  EXPECT_NE(hostile.find("\\u{2028}\\u{202E}\\u{0A}\\x{FF}"), std::string::npos);
  // The script gets it unchanged, except for the byte that is not UTF-8.
  const Json given = Json::parse(Data(hostile, "guests"))[0];
  std::string expected(kHostile);
  expected.replace(expected.size() - 1, 1, "\uFFFD");
  EXPECT_EQ(given["guest"], expected);
  EXPECT_EQ(given["findings"][0]["value"], expected);
}

TEST(Html, PlaceholdersInNamesAreNotFilled) {
  HostClasses classes = ThreeHosts();
  classes.problems = {"host {{style}} {{hosts}}"};
  EXPECT_NE(PageOf({}, classes).find("<li>host {{style}} {{hosts}}</li>"), std::string::npos);
}

TEST(Html, TheSummaryNeedsNoScript) {
  FleetGuest fits = SpiceGuest("fits.xml");
  fits.cannot = {};
  fits.findings = {};
  FleetGuest invalid;
  invalid.is_invalid = true;
  HostClasses classes = ThreeHosts();
  classes.problems = {"hosts/kvm09: it is no document"};
  const std::string page = PageOf({SpiceGuest("a"), SpiceGuest("b"), fits, invalid}, classes);
  EXPECT_NE(page.find("<title>Fleet report: 3 hosts</title>"), std::string::npos);
  EXPECT_NE(page.find("these are of 2 kinds"), std::string::npos);
  EXPECT_NE(page.find("<a href=\"#verdict=some\">2</a> <span>50 %</span>"), std::string::npos);
  EXPECT_NE(page.find("<a href=\"#verdict=none\">0</a> <span></span>"), std::string::npos);
  EXPECT_NE(page.find("Left out: 1 problem with hosts"), std::string::npos);
  EXPECT_NE(page.find("<li>hosts/kvm09: it is no document</li>"), std::string::npos);
  EXPECT_NE(page.find("<a href=\"#reason=graphics-type%20spice\">2</a></td>"
                      "<th scope=\"row\">graphics-type</th><td class=\"value\">spice</td>"),
            std::string::npos);
  EXPECT_NE(page.find("<noscript>"), std::string::npos);
}

TEST(Html, NothingIsLoadedAndOnlyItsOwnScriptRuns) {
  const std::string page = PageOf({SpiceGuest("a")}, ThreeHosts());
  EXPECT_NE(page.find("default-src 'none'; script-src 'sha256-"), std::string::npos);
  EXPECT_EQ(page.find("unsafe-inline"), std::string::npos);
  EXPECT_EQ(CountOf(page, "<link"), 1u);
  EXPECT_NE(page.find("<link rel=\"icon\" href=\"data:,\">"), std::string::npos);
  for (const std::string_view outside : {" src=", "@import", "url(", "innerHTML", "eval("})
    EXPECT_EQ(page.find(outside), std::string::npos) << outside;
  // Only the text of a rule may have a template's braces: every placeholder was filled.
  EXPECT_EQ(CountOf(page, "{{"), CountOf(Data(page, "rules"), "{{"));
}

}  // namespace
}  // namespace domcheck
