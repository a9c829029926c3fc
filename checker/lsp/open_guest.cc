#include "checker/lsp/open_guest.h"

#include <algorithm>
#include <utility>

#include "checker/base/visible_text.h"
#include "checker/report/finding_text.h"
#include "checker/settings/check_with_settings.h"

namespace domcheck {
namespace {

constexpr std::string_view kSyntaxRule = "xml-syntax";

// Shifts the diagnostics behind the edit, and removes those that it touches.
void MoveAlong(const Replacement& edit, std::vector<Diagnostic>* diagnostics) {
  const Span edited = edit.span;
  const auto is_touched = [&](const Diagnostic& diagnostic) {
    return diagnostic.span.begin < edited.end && diagnostic.span.end > edited.begin;
  };
  diagnostics->erase(std::remove_if(diagnostics->begin(), diagnostics->end(), is_touched),
                     diagnostics->end());
  for (Diagnostic& diagnostic : *diagnostics) {
    if (diagnostic.span.begin < edited.end) continue;
    diagnostic.span.begin += edit.text.size() - (edited.end - edited.begin);
    diagnostic.span.end += edit.text.size() - (edited.end - edited.begin);
  }
}

bool IsKnown(const Diagnostic& diagnostic, const std::vector<Diagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& known) {
    return known.rule == diagnostic.rule && known.span == diagnostic.span;
  });
}

const Finding* FindSyntaxError(const CheckResult& result) {
  for (const Finding& finding : result.findings)
    if (finding.rule->id == kSyntaxRule) return &finding;
  return nullptr;
}

}  // namespace

OpenGuest::OpenGuest(std::string path, std::string text) : path_(std::move(path)) {
  SetText(std::move(text));
}

void OpenGuest::SetText(std::string text) {
  diagnostics_.clear();
  source_ = std::make_unique<SourceFile>(path_, std::move(text));
  is_checked_ = false;
}

void OpenGuest::Edit(const Replacement& edit) {
  MoveAlong(edit, &diagnostics_);
  source_ = std::make_unique<SourceFile>(path_, ReplaceAll(source_->text(), {edit}));
  is_checked_ = false;
}

void OpenGuest::SetHosts(std::vector<const Host*> hosts, const Settings* settings) {
  hosts_ = std::move(hosts);
  settings_ = settings;
  // Both point to the old hosts.
  diagnostics_.clear();
  result_ = {};
  is_checked_ = false;
}

GuestView OpenGuest::View() {
  Check();
  return {&guest_->source(), &document_, &result_, hosts_, settings_};
}

const std::vector<Diagnostic>& OpenGuest::Diagnostics() {
  Check();
  return diagnostics_;
}

void OpenGuest::Check() {
  if (is_checked_) return;
  is_checked_ = true;
  guest_ = std::make_unique<ReadGuest>(SourceFile(path_, std::string(source_->text())), &reader_,
                                       &document_);
  std::vector<CheckResult> results = CheckWithSettings(
      *guest_, hosts_, settings_ == nullptr ? Settings() : *settings_, Notes::kLeaveOut);

  const bool is_guest = document_.root() && !guest_->is_other_xml();
  was_guest_ |= is_guest;
  std::vector<Diagnostic> diagnostics;
  const bool is_too_long = source_->text().size() > CurrentLimits().bytes;
  if (is_guest || is_too_long || (was_guest_ && !document_.root()))
    diagnostics = DiagnosticsOf(results);
  if (const Finding* error = FindSyntaxError(results.front()); error != nullptr && was_guest_)
    KeepBehind(error->span->begin, &diagnostics);
  diagnostics_ = std::move(diagnostics);
  result_ = std::move(results.front());
}

std::vector<Diagnostic> OpenGuest::DiagnosticsOf(const std::vector<CheckResult>& results) const {
  std::vector<Diagnostic> diagnostics;
  for (size_t i = 0; i < results.size(); ++i) {
    for (const Finding& finding : results[i].findings) {
      if (finding.suppression != Suppression::kNone) continue;
      Diagnostic diagnostic;
      diagnostic.rule = finding.rule;
      diagnostic.severity = finding.severity;
      diagnostic.message = FindingSentence(finding, "");
      diagnostic.span = finding.span.value_or(Span{});
      diagnostic.capabilities = finding.capability_line == 0 ? nullptr : results[i].capabilities;
      diagnostic.capabilities_line = finding.capability_line;
      if (i > 0 && IsKnown(diagnostic, diagnostics)) continue;
      if (hosts_.size() > 1) diagnostic.message += " (" + VisibleText(hosts_[i]->name()) + ")";
      diagnostics.push_back(std::move(diagnostic));
    }
  }
  std::stable_sort(
      diagnostics.begin(), diagnostics.end(),
      [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; });
  return diagnostics;
}

void OpenGuest::KeepBehind(size_t offset, std::vector<Diagnostic>* diagnostics) const {
  for (const Diagnostic& last : diagnostics_)
    if (last.span.begin >= offset && last.rule->id != kSyntaxRule && !IsKnown(last, *diagnostics))
      diagnostics->push_back(last);
}

}  // namespace domcheck
