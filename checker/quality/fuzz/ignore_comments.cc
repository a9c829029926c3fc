// Fuzzes comments that ignore findings. Each finding that does not count is at a place where a
// comment for it applies, and every other finding counts.
#include "checker/settings/ignore_comments.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "capsmodel/utf8.h"
#include "checker/engine/check.h"
#include "checker/hosts/load_host.h"
#include "checker/quality/fuzz/invariant.h"

namespace {

using namespace domcheck;

const Host& TheHost() {
  static const auto& host = *new Host([] {
    XmlReader reader;
    std::vector<InputProblem> problems;
    return LoadHost("@debian-12/x86_64-kvm-q35.xml", &reader, &problems).value();
  }());
  return host;
}

bool Lies(std::string_view inner, std::string_view text) {
  return inner.empty() ||
         (inner.data() >= text.data() && inner.data() + inner.size() <= text.data() + text.size());
}

bool Holds(const IgnoreComment& comment, const Finding& finding) {
  const auto names = [&](std::string_view rule) { return rule == finding.rule->id; };
  if (!comment.rules.empty() && std::none_of(comment.rules.begin(), comment.rules.end(), names))
    return false;
  return finding.span && std::any_of(comment.scopes.begin(), comment.scopes.end(), [&](Span scope) {
           return scope.begin <= finding.span->begin && finding.span->begin < scope.end;
         });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static XmlReader& reader = *new XmlReader;
  static Document& document = *new Document;
  if (FindInvalidUtf8({reinterpret_cast<const char*>(data), size}) != std::string::npos) return 0;
  const ReadGuest guest(SourceFile("guest.xml", {reinterpret_cast<const char*>(data), size}),
                        &reader, &document);
  const std::string_view text = guest.source().text();
  const auto comments = FindIgnoreComments(text);
  for (const IgnoreComment& comment : comments) {
    CheckSpan(text, comment.span, "of a comment");
    Invariant(Text(text, comment.span).substr(0, 4) == "<!--", "a comment stands there", text);
    for (const Span scope : comment.scopes) CheckSpan(text, scope, "of what it holds for");
    for (const std::string_view rule : comment.rules)
      Invariant(!rule.empty() && Lies(rule, Text(text, comment.span)),
                "rules are named in the comment", rule);
    Invariant(comment.reason.find('\n') == std::string::npos, "a reason is one line",
              comment.reason);
  }

  const CheckResult before = CheckGuest(guest, TheHost(), Notes::kInclude);
  const CheckResult after =
      CheckGuestOnHosts(guest, {&TheHost()}, Notes::kInclude, FindingPolicy(), Ignores(comments))
          .front();
  size_t unused = 0;
  for (const Finding& finding : after.findings) {
    if (finding.rule->id == "unused-ignore") {
      ++unused;
      CheckSpan(text, finding.span.value(), finding.message);
      continue;
    }
    const bool can_be_ignored =
        finding.rule->subject != Rule::Subject::kInput || finding.rule->id == "no-document";
    const bool holds =
        can_be_ignored && std::any_of(comments.begin(), comments.end(),
                                      [&](const auto& comment) { return Holds(comment, finding); });
    Invariant((finding.suppression == Suppression::kInSource) == holds,
              "comments ignore what they mean, and nothing else", finding.message);
  }
  Invariant(after.findings.size() - unused == before.findings.size(), "no finding is lost", text);
  Invariant(
      (after.verdict() == GuestVerdict::kInvalid) == (before.verdict() == GuestVerdict::kInvalid),
      "no comment makes a guest readable", text);
  return 0;
}
