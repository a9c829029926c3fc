#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "checker/base/version.h"
#include "checker/report/formats.h"
#include "checker/report/report.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

constexpr ReportOptions kAll = {false, true};  // notes too

// A guest of two lines, and findings in it.
struct Case {
  Case() {
    Finding value;
    value.rule = FindRule("disk-bus");
    value.severity = Severity::kError;
    value.capability = "devices/disk/bus";
    value.value = "i\"d\ne";
    value.allowed = {"virtio", "sata"};
    value.suggestion = "sata";
    value.message = "not offered";
    value.implied = true;
    value.span = Span{17, 20};
    value.path = "/domain/devices/disk[1]/target/@bus";
    value.capability_line = 205;
    Finding block;
    block.rule = FindRule("tpm");
    block.severity = Severity::kNote;
    block.capability = "devices/tpm";
    block.message = "not decided";
    block.span = Span{14, 15};
    result.answers.assign(12, {FindRule("disk-bus"), Support::kSupported});
    result.answers.resize(14, {FindRule("disk-bus"), Support::kUnknown});
    result.findings = {block, value};
  }
  GuestReport Report() const {
    GuestReport report;
    report.domain = "a/vm.xml";
    report.capabilities = "host.xml";
    report.source = &source;
    report.result = &result;
    return report;
  }

  // The spans begin behind an emoji on the second line.
  SourceFile source{"a/vm.xml", "<domain\n'\U0001F600'a='ide'>"};
  CheckResult result;
};

std::string Line(const GuestReport& report) {
  std::string out;
  kJsonLinesFormat.guest(report, kAll, &out);
  return out;
}

TEST(JsonTest, OneLineAGuest) {
  const Case test;
  EXPECT_EQ(
      Line(test.Report()),
      R"({"domain":"a/vm.xml","capabilities":"host.xml","verdict":"incompatible","asked":14,)"
      R"("unknown":2,"findings":[{"rule":"tpm","severity":"note","capability":"devices/tpm",)"
      R"("value":null,"allowed":[],"suggestion":null,"implied":false,"message":"not decided",)"
      R"("line":2,"column":4,"endLine":2,"endColumn":5},)"
      R"({"rule":"disk-bus","severity":"error","capability":"devices/disk/bus",)"
      R"("value":"i\"d\ne","allowed":["virtio","sata"],"suggestion":"sata","implied":true,)"
      R"("message":"not offered","line":2,"column":7,"endLine":2,"endColumn":10,)"
      R"("path":"/domain/devices/disk[1]/target/@bus","capabilityLine":205}]})"
      "\n");
}

TEST(JsonTest, WhatCouldNotBeReadHasNoPlace) {
  const CheckResult result = Unreadable("no such file");
  GuestReport report;
  report.domain = "vm\xFF.xml";
  report.result = &result;
  EXPECT_EQ(Line(report),
            "{\"domain\":\"vm\uFFFD.xml\",\"capabilities\":null,\"verdict\":\"invalid\","
            R"("asked":0,"unknown":0,"findings":[{"rule":"unreadable","severity":"error",)"
            R"("capability":null,"value":null,"allowed":[],"suggestion":null,"implied":false,)"
            R"("message":"no such file"}]})"
            "\n");
}

TEST(JsonTest, LinesHaveNothingAround) {
  std::string out;
  kJsonLinesFormat.begin(&out);
  kJsonLinesFormat.end(Summary{}, kAll, &out);
  EXPECT_EQ(out, "");
}

TEST(JsonTest, EmptyValueIsNotNoValue) {
  Case test;
  test.result.findings[1].value = "";
  EXPECT_NE(Line(test.Report()).find(R"("value":"",)"), std::string::npos);
}

std::string Object(size_t guests) {
  const Case test;
  Summary summary;
  std::string out;
  kJsonFormat.begin(&out);
  for (size_t i = 0; i < guests; ++i) {
    if (i > 0) out += kJsonFormat.separator;
    kJsonFormat.guest(test.Report(), kAll, &out);
    summary.Add(test.result);
  }
  summary.Add(Unreadable(""));
  summary.skipped = 3;
  kJsonFormat.end(summary, kAll, &out);
  return out;
}

TEST(JsonTest, OneObjectForAll) {
  const Case test;
  std::string guest = Line(test.Report());
  guest.pop_back();
  const std::string begin =
      R"({"version":1,"tool":{"name":"domcheck","version":")" + std::string(kVersion) + R"("},)";
  EXPECT_EQ(Object(0),
            begin + "\"guests\":[\n" +
                R"(
],"summary":{"guests":1,"verdicts":{"compatible":0,"incompatible":0,"unknown":0,"invalid":1},)"
                R"("errors":1,"warnings":0,"suppressed":0,"asked":0,"unknown":0,"skipped":3}}
)");
  EXPECT_EQ(Object(2),
            begin + "\"guests\":[\n" + guest + ",\n" + guest +
                R"(
],"summary":{"guests":3,"verdicts":{"compatible":0,"incompatible":2,"unknown":0,"invalid":1},)"
                R"("errors":3,"warnings":0,"suppressed":0,"asked":28,"unknown":4,"skipped":3}}
)");
}

TEST(JsonTest, RemarksAreThereWhereThereAreAny) {
  const Case test;
  EXPECT_EQ(nlohmann::json::parse(Line(test.Report())).count("remarks"), 0u);
  GuestReport report = test.Report();
  report.remarks = {"one", "\"two\"\n"};
  EXPECT_EQ(nlohmann::json::parse(Line(report)).at("remarks"), nlohmann::json(report.remarks));
}

// The report is JSON and holds each guest, however many there are.
TEST(JsonTest, ObjectsParse) {
  for (size_t guests = 0; guests < 5; ++guests) {
    const auto parsed = nlohmann::json::parse(Object(guests), nullptr, false);
    ASSERT_FALSE(parsed.is_discarded());
    EXPECT_EQ(parsed["guests"].size(), guests);
    for (const auto& guest : parsed["guests"]) EXPECT_EQ(guest["findings"][1]["value"], "i\"d\ne");
  }
}

}  // namespace
}  // namespace domcheck
