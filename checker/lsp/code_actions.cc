#include "checker/lsp/code_actions.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "capsmodel/element_spans.h"
#include "capsmodel/markup.h"
#include "capsmodel/xml_reader.h"
#include "checker/base/visible_text.h"
#include "checker/base/xml_escape.h"
#include "checker/engine/misspelt_name.h"
#include "checker/engine/removal.h"
#include "checker/fix/fix.h"
#include "checker/settings/check_with_settings.h"
#include "checker/settings/ignore_comments.h"
#include "checker/settings/settings.h"

namespace domcheck {
namespace {

constexpr size_t kMostValues = 12;  // offered instead of one
constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kLineEnds = "\r\n";
constexpr std::string_view kCdataEnd = "]]>";

bool Touches(Span one, Span other) { return one.begin <= other.end && other.begin <= one.end; }

std::string Quote(std::string_view value) { return "'" + VisibleText(value) + "'"; }

bool Follows(std::string_view text, size_t at, std::string_view what) {
  return text.substr(at, what.size()) == what;
}

// Whether only white space and comments follow byte `at` of an element's text, up to its end tag.
bool IsEndOfText(std::string_view text, size_t at) {
  for (;;) {
    at = std::min(text.find_first_not_of(kSpace, at), text.size());
    if (Follows(text, at, kCdataEnd)) {
      at += kCdataEnd.size();
      continue;
    }
    const Markup next = NextMarkup(text, at);
    if (next.span.begin != at || next.kind != Markup::Kind::kComment)
      return next.span.begin == at && next.kind == Markup::Kind::kEndTag;
    at = next.span.end;
  }
}

// Whether the finding's span covers its whole value: an attribute's value or all text of an
// element. Other findings point to an element's name.
bool StatesValue(std::string_view text, const Finding& finding) {
  if (!finding.value || finding.implied || !finding.span || finding.span->begin == 0) return false;
  const char before = text[finding.span->begin - 1];
  if (IsElementName(text, *finding.span)) return false;
  return before == '"' || before == '\'' || IsEndOfText(text, finding.span->end);
}

size_t CommonPrefix(std::string_view one, std::string_view other) {
  const auto differs = std::mismatch(one.begin(), one.end(), other.begin(), other.end());
  return static_cast<size_t>(differs.first - one.begin());
}

// The values that the host offers instead of the finding's: the suggestion first, then the others
// in the order of the capabilities. A long list is cut to the values that share the longest prefix
// with the finding's.
std::vector<std::string_view> BetterValues(const Finding& finding) {
  std::vector<std::string_view> values;
  for (const std::string& value : finding.allowed)
    if (value != finding.suggestion && value != *finding.value &&
        std::find(values.begin(), values.end(), value) == values.end())
      values.push_back(value);
  if (values.size() > kMostValues)
    std::stable_sort(values.begin(), values.end(), [&](std::string_view a, std::string_view b) {
      return CommonPrefix(*finding.value, a) > CommonPrefix(*finding.value, b);
    });
  if (!finding.suggestion.empty()) values.insert(values.begin(), finding.suggestion);
  values.resize(std::min(values.size(), kMostValues));
  return values;
}

// The element whose comment can ignore findings at byte `offset`: the child of <devices> or of
// <domain> whose start tag or text contains the byte, or <domain> itself.
Element HolderOf(const Document& document, const ElementSpans& spans, size_t offset) {
  // Elements are numbered in the order of their start tags, and a text that has a finding comes
  // before any child element.
  ElementNumber begin = 0;
  for (ElementNumber end = static_cast<ElementNumber>(document.size()); end - begin > 1;) {
    const ElementNumber middle = begin + (end - begin) / 2;
    (spans.StartTag(middle).begin <= offset ? begin : end) = middle;
  }
  const auto is_container = [&](Element element) {
    const Element root = document.root();
    return element.number() == root.number() ||
           (element.parent().number() == root.number() && element.name() == "devices");
  };
  Element holder = document.at(begin);
  while (holder.number() != 0 && !is_container(holder.parent())) holder = holder.parent();
  return holder;
}

// The line ending of the line that contains byte `at`; on the last line, that of the line before
// it.
std::string_view LineEndAt(std::string_view text, size_t at) {
  size_t end = text.find_first_of(kLineEnds, at);
  if (end == std::string_view::npos) end = text.find_last_of(kLineEnds, at);
  if (end == std::string_view::npos) return "\n";
  if (text[end] == '\n' && end > 0 && text[end - 1] == '\r') --end;
  return text.substr(end, Follows(text, end, "\r\n") ? 2 : 1);
}

// Inserts a comment that ignores the rule before the element whose `<` is at byte `at`. The comment
// gets a line of its own if the element begins a line.
Replacement NewComment(std::string_view text, size_t at, std::string_view rule) {
  const size_t line_end = text.find_last_of(kLineEnds, at);
  const size_t line = line_end == std::string_view::npos ? 0 : line_end + 1;
  const std::string_view before = text.substr(line, at - line);
  std::string comment = "<!-- domcheck: ignore " + std::string(rule) + " because ... -->";
  if (before.find_first_not_of(" \t") == std::string_view::npos)
    comment += std::string(LineEndAt(text, at)) + std::string(before);
  return {{at, at}, std::move(comment)};
}

// Adds the rule to an existing ignore comment for the element at byte `at`, or inserts a new
// comment.
Replacement IgnoreEdit(std::string_view text, size_t at, std::string_view rule) {
  for (const IgnoreComment& comment : FindIgnoreComments(text)) {
    if (!comment.error.empty() || comment.rules.empty()) continue;
    if (std::none_of(comment.scopes.begin(), comment.scopes.end(),
                     [at](Span scope) { return scope.begin == at; }))
      continue;
    const std::string_view last = comment.rules.back();
    const auto end = static_cast<size_t>(last.data() - text.data()) + last.size();
    return {{end, end}, ", " + std::string(rule)};
  }
  return NewComment(text, at, rule);
}

// Whether inserting the comment suppresses the finding. Some findings cannot be ignored;
// ignore_comments.h decides which.
bool IsIgnoredBy(std::string_view text, const Replacement& edit, const Finding& finding) {
  const std::string edited = ReplaceAll(text, {edit});
  Finding moved = finding;
  if (moved.span->begin >= edit.span.begin) {
    moved.span->begin += edit.text.size();
    moved.span->end += edit.text.size();
  }
  std::string reason;
  return Ignores(FindIgnoreComments(edited)).Match(*moved.rule, moved.span, &reason);
}

// Collects the actions for findings, without duplicates.
class ActionList {
 public:
  explicit ActionList(const GuestView& guest)
      : guest_(guest), text_(guest.source->text()), spans_(text_) {}

  void Add(const Finding& finding) {
    AddReplacements(finding);
    if (finding.is_removable) AddRemoval(finding);
    AddIgnore(finding);
    AddLink(finding);
  }

  std::vector<CodeAction> Take() { return std::move(actions_); }

 private:
  void AddReplacements(const Finding& finding) {
    if (IsAboutName(text_, finding)) return AddRenaming(finding);
    if (!StatesValue(text_, finding)) return;
    for (const std::string_view value : BetterValues(finding)) {
      const auto written = WrittenAt(text_, *finding.span, value);
      if (!written) continue;
      CodeAction action;
      action.title = "Replace " + Quote(*finding.value) + " by " + Quote(value);
      action.edits = {{*finding.span, *written}};
      action.finding = &finding;
      action.is_preferred = value == finding.suggestion;
      AddOnce(std::move(action));
    }
  }

  void AddRemoval(const Finding& finding) {
    CodeAction action;
    action.title = "Remove " + Quote(*finding.value);
    action.edits = {{SpanOfRemoval(text_, spans_, finding.span->begin), ""}};
    action.finding = &finding;
    action.is_preferred = true;
    AddOnce(std::move(action));
  }

  void AddRenaming(const Finding& finding) {
    if (finding.suggestion.empty()) return;
    CodeAction action;
    action.title = "Replace " + Quote(*finding.value) + " by " + Quote(finding.suggestion);
    for (const Span span : SpansOfName(text_, spans_, finding))
      action.edits.push_back({span, finding.suggestion});
    action.finding = &finding;
    action.is_preferred = true;
    AddOnce(std::move(action));
  }

  void AddIgnore(const Finding& finding) {
    // By default `domcheck check` does not report open questions, so it would call the comment
    // unused.
    if (finding.is_open || !guest_.document->root()) return;
    // Many findings of one rule may have the same place, such as the words of a comment that are
    // not rules. They share one action, and finding it means scanning the whole text.
    const auto place = std::make_tuple(finding.rule, finding.span->begin, finding.span->end);
    if (!ignores_tried_.insert(place).second) return;
    const Element holder = HolderOf(*guest_.document, spans_, finding.span->begin);
    const size_t at = spans_.StartTag(holder.number()).begin;
    Replacement edit = IgnoreEdit(text_, at, finding.rule->id);
    if (!IsIgnoredBy(text_, edit, finding)) return;
    CodeAction action;
    action.title = "Ignore " + std::string(finding.rule->id) + " here";
    action.edits.push_back(std::move(edit));
    action.finding = &finding;
    AddOnce(std::move(action));
  }

  void AddLink(const Finding& finding) {
    if (finding.rule->link.empty()) return;
    CodeAction action;
    action.kind = CodeAction::Kind::kOpenLink;
    action.title = "Explain " + std::string(finding.rule->id) + " (libvirt documentation)";
    action.link = finding.rule->link;
    action.finding = &finding;
    AddOnce(std::move(action));
  }

  void AddOnce(CodeAction action) {
    const auto is_same = [&action](const CodeAction& other) {
      return action.title == other.title && action.edits == other.edits;
    };
    if (std::none_of(actions_.begin(), actions_.end(), is_same))
      actions_.push_back(std::move(action));
  }

  const GuestView& guest_;
  std::string_view text_;
  ElementSpans spans_;
  std::set<std::tuple<const Rule*, size_t, size_t>> ignores_tried_;
  std::vector<CodeAction> actions_;
};

bool MayBeFixed(const Finding& finding) {
  return finding.suppression == Suppression::kNone && !finding.implied &&
         (!finding.suggestion.empty() || finding.is_removable);
}

}  // namespace

std::vector<CodeAction> CodeActionsAt(const GuestView& guest, Span range) {
  if (guest.result == nullptr) return {};
  std::vector<const Finding*> findings;
  for (const Finding& finding : guest.result->findings)
    if (finding.suppression == Suppression::kNone && finding.span && Touches(*finding.span, range))
      findings.push_back(&finding);
  std::vector<CodeAction> actions;
  if (!findings.empty()) {
    ActionList list(guest);
    for (const Finding* finding : findings) list.Add(*finding);
    actions = list.Take();
  }
  CodeAction all;
  all.kind = CodeAction::Kind::kFixAll;
  all.edits = FixAll(guest);
  if (all.edits.empty()) return actions;
  all.title = "Fix all in this guest (" + std::to_string(all.edits.size()) + ")";
  actions.push_back(std::move(all));
  return actions;
}

std::vector<Replacement> FixAll(const GuestView& guest) {
  if (guest.hosts.empty() || guest.result == nullptr) return {};
  const auto& findings = guest.result->findings;
  const bool is_read = guest.result->verdict() != GuestVerdict::kInvalid;
  if (!is_read || std::none_of(findings.begin(), findings.end(), MayBeFixed)) return {};

  XmlReader reader;
  Document document;
  const CheckText check = [&](SourceFile trial) {
    // Checks all hosts, as the view's result did: a comment is unused only if no host needs it.
    std::vector<CheckResult> results = CheckWithSettings(
        ReadGuest(std::move(trial), &reader, &document), guest.hosts,
        guest.settings == nullptr ? Settings() : *guest.settings, Notes::kLeaveOut);
    results.resize(1);  // the fixes are for the first
    return results;
  };
  return ReplacementsOf(FindFixes(*guest.source, {*guest.result}, check).fixes);
}

}  // namespace domcheck
