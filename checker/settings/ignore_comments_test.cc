#include "checker/settings/ignore_comments.h"

#include <gtest/gtest.h>

#include "capsmodel/xml_reader.h"
#include "checker/engine/check.h"
#include "checker/testing/made_host.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

// Returns the findings of a guest whose host has neither IDE nor SPICE: "LINE RULE", with
// "(ignored)".
std::string Told(const std::string& guest) {
  const Host host =
      MakeHost("host.xml",
               {"<domainCapabilities><domain>kvm</domain><arch>x86_64</arch><devices>"
                "<disk supported='yes'><enum name='bus'><value>sata</value></enum></disk>"
                "<graphics supported='yes'><enum name='type'><value>vnc</value></enum></graphics>"
                "</devices></domainCapabilities>"});
  XmlReader reader;
  Document document;
  const ReadGuest read(SourceFile("guest.xml", guest), &reader, &document);
  const std::vector<CheckResult> results =
      CheckGuestOnHosts(read, {&host}, Notes::kLeaveOut, FindingPolicy(),
                        Ignores(FindIgnoreComments(read.source().text())));
  std::string told;
  for (const Finding& finding : results[0].findings)
    told += std::to_string(read.source().PositionAt(finding.span->begin).line) + " " +
            std::string(finding.rule->id) +
            (finding.suppression == Suppression::kInSource ? " (ignored)" : "") +
            (finding.rule->id == "unused-ignore" ? ": " + finding.message : "") + "\n";
  return told + std::string(GuestVerdictName(results[0].verdict()));
}

TEST(IgnoreCommentsTest, HoldForTheElementBehind) {
  EXPECT_EQ(Told("<domain type='kvm'><devices>\n"
                 "<!-- domcheck: ignore disk-bus because the new hosts have it -->\n"
                 "<disk><target dev='hda'\n bus='ide'/></disk>\n"
                 "<disk><target bus='ide'/></disk>\n"
                 "</devices></domain>"),
            "4 disk-bus (ignored)\n5 disk-bus\nincompatible");
}

TEST(IgnoreCommentsTest, HoldForTheDeviceInWhichTheyStand) {
  EXPECT_EQ(Told("<domain type='kvm'><devices>\n"
                 "<disk>\n<!-- domcheck: ignore disk-bus -->\n<source/><target bus='ide'/></disk>\n"
                 "<disk><target bus='sata'/></disk></devices></domain>"),
            "4 disk-bus (ignored)\ncompatible");
  EXPECT_EQ(Told("<domain type='kvm'><devices>\n"
                 "<disk><target bus='ide'/>\n<!-- domcheck: ignore disk-bus --></disk>\n"
                 "<graphics type='spice'/></devices></domain>"),
            "2 disk-bus (ignored)\n4 graphics-type\nincompatible");
}

TEST(IgnoreCommentsTest, TakeSeveralRulesAndHoldForNoOther) {
  EXPECT_EQ(Told("<domain type='kvm'>\n"
                 "<!--domcheck:  ignore disk-bus,graphics-type-->\n"
                 "<devices><disk><target bus='ide'/></disk>\n<graphics type='spice'/></devices>\n"
                 "</domain>"),
            "3 disk-bus (ignored)\n4 graphics-type (ignored)\ncompatible");
  EXPECT_EQ(Told("<domain type='kvm'>\n<!-- domcheck: ignore disk-bus -->\n"
                 "<devices><disk><target bus='ide'/></disk>\n<graphics type='spice'/></devices>\n"
                 "</domain>"),
            "3 disk-bus (ignored)\n4 graphics-type\nincompatible");
}

TEST(IgnoreCommentsTest, IgnoreTheWholeFileFromItsTop) {
  const std::string guest =
      "<domain type='kvm'><devices><disk><target bus='ide'/></disk>\n"
      "<graphics type='spice'/></devices></domain>";
  EXPECT_EQ(Told("<!-- domcheck: ignore-file because it is a sample -->\n" + guest),
            "2 disk-bus (ignored)\n3 graphics-type (ignored)\ncompatible");
  EXPECT_EQ(Told("<?xml version='1.0'?>\n<!-- domcheck: ignore-file disk-bus -->" + guest),
            "2 disk-bus (ignored)\n3 graphics-type\nincompatible");
}

TEST(IgnoreCommentsTest, KeepTheFirstReasonGiven) {
  const struct {
    std::string comments, reason;
  } kRows[] = {
      {"<!-- domcheck: ignore disk-bus -->", ""},
      {"<!-- domcheck: ignore disk-bus because -->", ""},
      {"<!-- domcheck: ignore disk-bus, disk because it is old,\n      or because it was -->",
       "it is old, or because it was"},
      {"<!-- domcheck: ignore disk-bus --><!-- domcheck: ignore disk-bus because two -->"
       "<!-- domcheck: ignore disk-bus because three -->",
       "two"},
  };
  for (const auto& row : kRows) {
    const std::string text = "<domain>" + row.comments + "<devices/></domain>";
    Finding finding;
    finding.rule = FindRule("disk-bus");
    finding.span = Span{text.find("<devices"), text.find("<devices") + 1};
    std::vector<Finding> findings = {finding};
    Ignores(FindIgnoreComments(text)).Suppress(&findings);
    ASSERT_EQ(findings[0].suppression, Suppression::kInSource) << row.comments;
    EXPECT_EQ(findings[0].suppression_reason, row.reason);
  }
}

TEST(IgnoreCommentsTest, WhatMatchesNothingIsTold) {
  const struct {
    std::string comment, message;
  } kRows[] = {
      {"ignore graphics-type", "there is no finding of rule 'graphics-type' here to ignore"},
      {"ignore graphics-typ",
       "there is no rule 'graphics-typ' to ignore; did you mean 'graphics-type'?"},
      {"ignore", "this comment names no rule to ignore; write 'domcheck: ignore RULE because ...'"},
      {"ignore because I say so",
       "this comment names no rule to ignore; write 'domcheck: ignore RULE because ...'"},
      {"ignore-file", "'domcheck: ignore-file' must stand before <domain>"},
      {"disable disk-bus",
       "'domcheck: disable' means nothing; write 'domcheck: ignore RULE because ...' or 'domcheck: "
       "ignore-file'"},
  };
  for (const auto& row : kRows)
    EXPECT_EQ(Told("<domain type='kvm'><devices>\n<!-- domcheck: " + row.comment +
                   " --><disk>\n<target bus='sata'/></disk></devices></domain>"),
              "2 unused-ignore: " + row.message + "\ncompatible");
}

TEST(IgnoreCommentsTest, OtherCommentsAndBrokenGuestsAreLeftAlone) {
  EXPECT_EQ(Told("<domain type='kvm'><!-- see domcheck: ignore disk-bus --><devices><disk>\n"
                 "<target bus='ide'/></disk></devices></domain>"),
            "2 disk-bus\nincompatible");
  EXPECT_EQ(Told("<!-- domcheck: ignore-file xml-syntax --><domain type='kvm'>\n</domian>"),
            "1 unused-ignore: there is no finding of rule 'xml-syntax' here to ignore\n"
            "2 xml-syntax\ninvalid");
  EXPECT_EQ(Told("<domain type='kvm'><devices><!-- domcheck: ignore disk-bus -->\n"
                 "<disk><target bus='ide'/>"),
            "2 disk-bus (ignored)\n2 xml-syntax\ninvalid");
}

TEST(IgnoreCommentsTest, OneHostIsEnoughToUseACommentAndOneIsEnoughToTellThatNoneDid) {
  const std::string text = "<domain><!-- domcheck: ignore disk-bus --><devices/></domain>";
  Ignores ignores(FindIgnoreComments(text));
  EXPECT_EQ(ignores.Unused().size(), 1U);

  Finding finding;
  finding.rule = FindRule("disk-bus");
  finding.span = Span{text.find("<devices"), text.find("<devices") + 1};
  std::vector<Finding> of_first, of_second = {finding};
  ignores.Suppress(&of_first);
  ignores.Suppress(&of_second);
  EXPECT_TRUE(ignores.Unused().empty());
  EXPECT_EQ(of_second[0].suppression, Suppression::kInSource);
}

}  // namespace
}  // namespace domcheck
