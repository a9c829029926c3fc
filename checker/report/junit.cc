// JUnit's XML, which CI services show as tests: a suite for each guest and host, a case for each
// rule that the guest asked. A case fails with the rule's errors and warnings that count, and is
// skipped if the host's document leaves open something that the guest asked.
//
// The root has no totals: they are known last, and a report keeps no suites.
#include <algorithm>
#include <string>
#include <vector>

#include "checker/base/xml_escape.h"
#include "checker/report/finding_text.h"
#include "checker/report/formats.h"
#include "checker/report/report.h"

namespace domcheck {
namespace {

// What a guest asked of one rule.
struct Case {
  const Rule* rule = nullptr;
  size_t asked = 0;
  size_t unknown = 0;
  size_t unsupported = 0;
  bool has_findings = false;               // including those that do not count
  std::vector<const Finding*> violations;  // that count
};

enum class Outcome { kPassed, kFailed, kError, kSkipped };

Case& CaseOf(const Rule* rule, std::vector<Case>* cases) {
  for (Case& known : *cases)
    if (known.rule == rule) return known;
  cases->emplace_back().rule = rule;
  return cases->back();
}

// Returns the cases in the order in which the guest asks first; rules that no element asks come
// last.
std::vector<Case> CasesOf(const CheckResult& result) {
  std::vector<Case> cases;
  for (const AskedRule& answer : result.answers) {
    Case& asked = CaseOf(answer.rule, &cases);
    ++asked.asked;
    if (answer.support == Support::kUnknown) ++asked.unknown;
    if (answer.support == Support::kUnsupported) ++asked.unsupported;
  }
  for (const Finding& finding : result.findings) {
    if (finding.is_open) continue;
    Case& found = CaseOf(finding.rule, &cases);
    found.has_findings = true;
    if (finding.severity != Severity::kNote && finding.suppression == Suppression::kNone)
      found.violations.push_back(&finding);
  }
  return cases;
}

Severity WorstOf(const Case& test) {
  Severity worst = Severity::kNote;
  for (const Finding* finding : test.violations) worst = std::max(worst, finding->severity);
  return worst;
}

Outcome OutcomeOf(const Case& test, const CheckResult& result) {
  // A guest that cannot be read is a test that could not run, not one that failed.
  const bool is_input =
      test.rule->subject == Rule::Subject::kInput && result.verdict() == GuestVerdict::kInvalid;
  if (!test.violations.empty())
    return is_input && WorstOf(test) == Severity::kError ? Outcome::kError : Outcome::kFailed;
  if (test.unknown > 0) return Outcome::kSkipped;
  // If findings are missing, the host lacks a whole block, which another rule reports once.
  return test.unsupported > 0 && !test.has_findings ? Outcome::kSkipped : Outcome::kPassed;
}

std::string SkipMessage(const GuestReport& guest, const Case& test) {
  if (test.unknown == 0) return "not offered: another finding tells why";
  std::string message = "not decided by " + std::string(guest.capabilities);
  if (test.unknown < test.asked)
    message = std::to_string(test.unknown) + " of " + std::to_string(test.asked) + " " + message;
  return message;
}

// Returns "guest.xml:31:28: error: message [rule]", as the text report begins a finding, but with
// control characters left for XML's escapes.
std::string LineOf(const GuestReport& guest, const Finding& finding) {
  std::string line(guest.domain);
  if (finding.span) {
    const Position position = guest.source->PositionAt(finding.span->begin);
    line += ":" + std::to_string(position.line) + ":" + std::to_string(position.column);
  }
  return line + ": " + std::string(SeverityName(finding.severity)) + ": " +
         FindingSentence(guest, finding) + " [" + std::string(finding.rule->id) + "]";
}

// Adds one element for all findings of a case: some readers accept only one.
void AddFailure(const GuestReport& guest, const Case& test, std::string_view element,
                std::string* out) {
  std::string message = test.violations[0]->message;
  if (const size_t more = test.violations.size() - 1; more > 0)
    message += " (and " + std::to_string(more) + " more)";
  *out += "      <" + std::string(element) + XmlAttribute("type", SeverityName(WorstOf(test))) +
          XmlAttribute("message", message) + ">";
  for (const Finding* finding : test.violations)
    *out += (finding == test.violations[0] ? "" : "\n") + XmlEscaped(LineOf(guest, *finding));
  *out += "</" + std::string(element) + ">\n";
}

void AddCase(const GuestReport& guest, const std::string& suite, const Case& test, Outcome outcome,
             std::string* out) {
  *out += "    <testcase" + XmlAttribute("classname", suite) + XmlAttribute("name", test.rule->id) +
          XmlAttribute("file", guest.domain);
  if (outcome == Outcome::kPassed) {
    *out += "/>\n";
    return;
  }
  *out += ">\n";
  if (outcome == Outcome::kSkipped)
    *out += "      <skipped" + XmlAttribute("message", SkipMessage(guest, test)) + "/>\n";
  else
    AddFailure(guest, test, outcome == Outcome::kError ? "error" : "failure", out);
  *out += "    </testcase>\n";
}

void BeginSuites(std::string* out) {
  *out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"domcheck\">\n";
}

void GuestSuite(const GuestReport& guest, const ReportOptions&, std::string* out) {
  // Readers identify a case by class and name, so the host has to be in one of them.
  std::string suite(guest.domain);
  if (guest.several_hosts) suite += " (" + std::string(HostOf(guest)) + ")";
  const std::vector<Case> cases = CasesOf(*guest.result);
  std::vector<Outcome> outcomes;
  for (const Case& test : cases) outcomes.push_back(OutcomeOf(test, *guest.result));
  const auto count = [&](Outcome outcome) {
    return static_cast<size_t>(std::count(outcomes.begin(), outcomes.end(), outcome));
  };
  *out += "  <testsuite" + XmlAttribute("name", suite) + XmlAttribute("tests", cases.size()) +
          XmlAttribute("failures", count(Outcome::kFailed)) +
          XmlAttribute("errors", count(Outcome::kError)) +
          XmlAttribute("skipped", count(Outcome::kSkipped)) + ">\n    <properties>\n";
  const auto add_property = [&](std::string_view name, std::string_view value) {
    *out += "      <property" + XmlAttribute("name", name) + XmlAttribute("value", value) + "/>\n";
  };
  if (!guest.capabilities.empty()) add_property("capabilities", guest.capabilities);
  add_property("verdict", GuestVerdictName(guest.result->verdict()));
  *out += "    </properties>\n";
  for (size_t i = 0; i < cases.size(); ++i) AddCase(guest, suite, cases[i], outcomes[i], out);
  *out += "  </testsuite>\n";
}

void EndSuites(const Summary&, const ReportOptions&, std::string* out) {
  *out += "</testsuites>\n";
}

}  // namespace

const Format kJunitFormat = {
    "junit",  "JUnit XML: a suite a guest, a case a rule", "", false, BeginSuites, GuestSuite,
    EndSuites};

}  // namespace domcheck
