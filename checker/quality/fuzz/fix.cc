// Fuzzes `domcheck fix`. The fixed guest can be read, has no new finding and none of those that
// were fixed, and leaves nothing more to fix.
//
// checked_parts.h describes the input.
#include "checker/fix/fix.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "checker/fix/replacement.h"
#include "checker/fix/unified_diff.h"
#include "checker/quality/fuzz/checked_parts.h"
#include "checker/quality/fuzz/invariant.h"
#include "checker/settings/check_with_settings.h"

namespace {

using namespace domcheck;

// A finding without its place in the text.
using Subject = std::tuple<std::string_view, std::string, std::optional<std::string>>;

std::set<Subject> SubjectsOf(const std::vector<CheckResult>& results) {
  std::set<Subject> subjects;
  for (const Finding& finding : results.front().findings)
    if (finding.severity != Severity::kNote)
      subjects.emplace(finding.rule->id, finding.path, finding.value);
  return subjects;
}

std::vector<CheckResult> ResultsOf(const SourceFile& text, const Host& host) {
  static XmlReader& reader = *new XmlReader;
  static Document& document = *new Document;
  const ReadGuest guest(SourceFile(text.name(), std::string(text.text())), &reader, &document);
  return CheckWithSettings(guest, {&host}, Settings(), Notes::kLeaveOut);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static XmlReader& reader = *new XmlReader;
  const auto parts = ReadCheckedParts({reinterpret_cast<const char*>(data), size}, &reader);
  if (!parts) return 0;
  const SourceFile& guest = parts->guest;
  const auto check = [&](const SourceFile& text) { return ResultsOf(text, parts->host); };
  const std::vector<CheckResult> results = check(guest);
  if (results.front().verdict() == GuestVerdict::kInvalid) return 0;

  const FixResult found = FindFixes(guest, results, check);
  size_t done = 0;
  for (const Fix& fix : found.fixes) {
    CheckSpan(guest.text(), fix.replacement.span, fix.path);
    Invariant(fix.replacement.span.begin >= done, "fixes are in order and do not overlap",
              fix.path);
    done = fix.replacement.span.end;
  }
  for (const RefusedFix& refused : found.refused)
    Invariant(!refused.reason.empty(), "what is not fixed is explained", refused.fix.path);
  const auto replacements = ReplacementsOf(found.fixes);
  const std::string fixed = ReplaceAll(guest.text(), replacements);
  if (found.fixes.empty()) return 0;
  Invariant(!UnifiedDiff(guest.text(), replacements).empty() || fixed == guest.text(),
            "what is fixed is in the patch", fixed);
  Invariant(EncodeFromUtf8(fixed, guest.encoding()).has_value(), "it can be written back", fixed);

  const SourceFile after("guest.xml", fixed, guest.encoding());
  const std::vector<CheckResult> left = check(after);
  Invariant(left.front().verdict() != GuestVerdict::kInvalid, "what was fixed can be read", fixed);
  const std::set<Subject> before = SubjectsOf(results), remaining = SubjectsOf(left);
  Invariant(std::includes(before.begin(), before.end(), remaining.begin(), remaining.end()),
            "a fix makes no new finding", fixed);
  for (const Fix& fix : found.fixes)
    Invariant(remaining.count({fix.rule->id, fix.path, fix.value}) == 0, "what was fixed is gone",
              fix.path);
  Invariant(FindFixes(after, left, check).fixes.empty(), "nothing is left to fix", fixed);
  return 0;
}
