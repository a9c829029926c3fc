#include "checker/engine/rule_answers/rule_answer.h"

#include <algorithm>
#include <sstream>

#include "checker/testing/checked_guest.h"
#include "rules/catalog.h"

namespace domcheck {
namespace {

struct Kind {
  std::string type, arch, machine;
};

Kind ParseKind(const std::string& text) {
  Kind kind;
  std::istringstream words(text);
  words >> kind.type >> kind.arch >> kind.machine;
  return kind;
}

Says WhatIsSaid(const CheckedGuest& checked, const Rule& rule) {
  if (checked.AskedBy(rule).empty()) return Says::kNotAsked;
  Says says = Says::kFine;
  for (const Finding& finding : checked.FindingsOf(rule))
    says = std::max(says, finding.severity == Severity::kError     ? Says::kError
                          : finding.severity == Severity::kWarning ? Says::kWarning
                                                                   : Says::kUnknown);
  return says;
}

}  // namespace

std::string HostText(const std::string& kind_text, const std::string& stated) {
  const Kind kind = ParseKind(kind_text);
  std::string text = "<domainCapabilities><path>/usr/bin/qemu</path><domain>" + kind.type +
                     "</domain><arch>" + kind.arch + "</arch>";
  if (!kind.machine.empty()) text += "<machine>" + kind.machine + "</machine>";
  return text + stated + "</domainCapabilities>";
}

std::string GuestText(const std::string& kind_text, const std::string& asked) {
  const Kind kind = ParseKind(kind_text);
  std::string type = "<type arch='" + kind.arch + "'";
  if (!kind.machine.empty()) type += " machine='" + kind.machine + "'";
  type += ">hvm</type>";
  std::string text = asked;
  // <os> contains the type in addition to what the row has there.
  const size_t os = text.find("<os");
  if (os == std::string::npos)
    text += "<os>" + type + "</os>";
  else
    text.insert(text.find('>', os) + 1, type);
  return "<domain type='" + kind.type + "'><name>guest</name>" + text + "</domain>";
}

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

std::string RowName(const testing::TestParamInfo<Row>& info) { return info.param.name; }

// Runs each row of every file here.
TEST_P(RuleAnswerTest, IsAsTheTableSays) {
  const Row& row = GetParam();
  const Rule* rule = FindRule(row.rule);
  ASSERT_NE(rule, nullptr) << row.rule;
  const std::string& guest_kind = row.guest_kind.empty() ? row.kind : row.guest_kind;
  const CheckedGuest checked(HostText(row.kind, row.host), GuestText(guest_kind, row.guest),
                             Notes::kInclude);
  const Says says = WhatIsSaid(checked, *rule);
  const bool is_accepted = says == Says::kFine || says == Says::kUnknown;
  EXPECT_TRUE(says == row.says || (row.says == Says::kAccepted && is_accepted))
      << checked.Describe();
}

}  // namespace domcheck
