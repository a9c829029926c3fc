// Fuzzes a guest against a host. Every finding is in the guest's text, at the value that it
// reports; the verdict follows from the findings; and every report is well-formed.
//
// checked_parts.h describes the input.
#include "checker/engine/check.h"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "capsmodel/utf8.h"
#include "checker/quality/fuzz/checked_parts.h"
#include "checker/quality/fuzz/invariant.h"
#include "checker/report/formats.h"
#include "checker/report/report.h"
#include "checker/settings/check_with_settings.h"

namespace {

using namespace domcheck;

// Returns whether the bytes in a file are the characters that the reader returns.
bool IsLiteral(std::string_view text) { return text.find_first_of("&\r\n\t") == text.npos; }

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool IsValuePath(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash != path.npos && (path.substr(slash, 2) == "/@" || EndsWith(path, "/text()"));
}

void CheckFinding(const SourceFile& guest, const CheckResult& result, const Finding& finding) {
  Invariant(finding.rule != nullptr && !finding.message.empty(), "a finding is explained");
  Invariant(finding.message.find('\n') == std::string::npos ||
                guest.text().find('&') != std::string_view::npos ||
                guest.text().find('\n') != std::string_view::npos,
            "a message is one line", finding.message);
  if (!finding.suggestion.empty())
    Invariant(std::count(finding.allowed.begin(), finding.allowed.end(), finding.suggestion) > 0,
              "what is suggested is offered", finding.suggestion);
  if (finding.capability_line != 0)
    Invariant(result.capabilities != nullptr &&
                  result.capabilities->source().Line(finding.capability_line).data() != nullptr,
              "what was stated is a line of the document", finding.message);
  if (!finding.span) return;
  if (result.verdict() == GuestVerdict::kInvalid) {
    Invariant(finding.span->begin <= finding.span->end && finding.span->end <= guest.text().size(),
              "a finding lies in the text", finding.message);
    return;
  }
  CheckSpan(guest.text(), *finding.span, finding.message);
  const std::string_view stands = Text(guest.text(), *finding.span);
  if (finding.value && !finding.implied && IsValuePath(finding.path) && IsLiteral(stands))
    Invariant(stands.find(*finding.value) != stands.npos || finding.value->find(stands) == 0,
              "a finding holds the value that it reports",
              finding.path + ": " + *finding.value + " at " + std::string(stands));
}

void CheckVerdict(const CheckResult& result) {
  const auto counts = [](const Finding& finding) {
    return finding.severity == Severity::kError && finding.suppression == Suppression::kNone &&
           !IsNoDocument(*finding.rule);
  };
  const bool has_error = std::any_of(result.findings.begin(), result.findings.end(), counts);
  if (result.verdict() != GuestVerdict::kInvalid)
    Invariant((result.verdict() == GuestVerdict::kIncompatible) == has_error,
              "a guest with an error is incompatible, and no other");
  else
    Invariant(has_error, "a guest that cannot be read has an error");
  const auto unknown =
      std::count_if(result.answers.begin(), result.answers.end(),
                    [](const AskedRule& asked) { return asked.support == Support::kUnknown; });
  Invariant(
      result.asked() == result.answers.size() && result.unknown() == static_cast<size_t>(unknown),
      "questions and answers are counted");
}

void CheckFindings(const SourceFile& guest, const CheckResult& result) {
  size_t begin = 0;
  for (const Finding& finding : result.findings) {
    CheckFinding(guest, result, finding);
    if (result.verdict() == GuestVerdict::kInvalid) continue;
    const size_t at = finding.span ? finding.span->begin : 0;
    Invariant(at >= begin, "findings are in the order of the text", finding.message);
    begin = at;
  }
}

// Returns the report's part about the guest. The parts around it hold nothing of the input and, in
// SARIF, all rules.
std::string Report(const Format& format, const ReportOptions& options, const Host& host,
                   const SourceFile& guest, const CheckResult& result) {
  GuestReport report;
  report.domain = guest.name();
  if (result.capabilities != nullptr) report.capabilities = result.capabilities->source().name();
  report.host = host.name();
  report.source = &guest;
  report.result = &result;
  report.is_first = true;
  std::string out;
  format.guest(report, options, &out);
  return out;
}

bool IsWellFormed(std::string_view text) {
  static auto& reader = *new XmlReader;
  static auto& document = *new Document;
  return !reader.Read(text, &document);
}

void CheckForm(const Format& format, const std::string& report) {
  Invariant(FindInvalidUtf8(report) == std::string::npos, "reports are UTF-8", report);
  if (format.name == "json" || format.name == "sarif" || format.name == "gitlab") {
    Invariant(nlohmann::json::accept("[" + report + "]"), "the report is JSON", report);
  } else if (format.name == "jsonl") {
    for (size_t at = 0; at < report.size();) {
      const size_t end = std::min(report.find('\n', at), report.size());
      Invariant(nlohmann::json::accept(report.substr(at, end - at)), "each line is JSON", report);
      at = end + 1;
    }
  } else if (format.name == "junit" || format.name == "checkstyle") {
    Invariant(IsWellFormed("<all>" + report + "</all>"), "the report is XML", report);
  } else {
    CheckTerminalText(report);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static XmlReader& reader = *new XmlReader;
  static Document& document = *new Document;
  auto parts = ReadCheckedParts({reinterpret_cast<const char*>(data), size}, &reader);
  if (!parts) return 0;
  const ReadGuest guest(std::move(parts->guest), &reader, &document);
  const CheckResult result = CheckGuest(guest, parts->host, Notes::kLeaveOut);
  CheckVerdict(result);
  CheckFindings(guest.source(), result);
  CheckVerdict(CheckSyntax(guest));

  const std::vector<CheckResult> all =
      CheckWithSettings(guest, {&parts->host}, Settings(), Notes::kInclude);
  CheckVerdict(all.front());
  CheckFindings(guest.source(), all.front());
  if (std::none_of(all.front().findings.begin(), all.front().findings.end(),
                   [](const Finding& f) { return f.suppression != Suppression::kNone; }))
    Invariant(all.front().verdict() == result.verdict(), "notes turn no verdict around");
  for (const Format& format : AllFormats()) {
    CheckForm(format, Report(format, {}, parts->host, guest.source(), result));
    CheckForm(format, Report(format, {false, true}, parts->host, guest.source(), all.front()));
  }
  return 0;
}
