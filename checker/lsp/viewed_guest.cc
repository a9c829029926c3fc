#include "checker/lsp/viewed_guest.h"

#include <gtest/gtest.h>

#include <utility>
#include <variant>

#include "checker/settings/check_with_settings.h"
#include "checker/testing/made_host.h"

namespace domcheck {

ViewedGuest::ViewedGuest(const Host* host, const std::string& guest, Settings settings)
    : settings_(std::move(settings)), guest_(SourceFile("guest.xml", guest), &reader_, &document_) {
  Check(host);
}

ViewedGuest::ViewedGuest(const std::string& capabilities, const std::string& guest,
                         Settings settings, const std::string& host_name)
    : settings_(std::move(settings)), guest_(SourceFile("guest.xml", guest), &reader_, &document_) {
  if (!capabilities.empty()) host_ = MakeHost(host_name, {capabilities});
  Check(host_ ? &*host_ : nullptr);
}

void ViewedGuest::Check(const Host* host) {
  if (host == nullptr)
    result_ = CheckSyntax(guest_);
  else
    result_ = CheckWithSettings(guest_, {host}, settings_, Notes::kLeaveOut).front();
  view_ = {&guest_.source(), &document_, &result_, {}, &settings_};
  if (host != nullptr) view_.hosts = {host};
}

std::string Apply(std::string_view text, const std::vector<Replacement>& edits) {
  size_t at = 0;
  for (const Replacement& edit : edits) {
    if (edit.span.begin < at || edit.span.end < edit.span.begin || edit.span.end > text.size()) {
      ADD_FAILURE() << "edits overlap, or reach behind the text, at byte " << edit.span.begin;
      return "";
    }
    at = edit.span.end;
  }
  return ReplaceAll(text, edits);
}

std::string FindingsOf(const CheckResult& result) {
  std::string lines;
  for (const Finding& finding : result.findings) {
    lines += finding.rule->id;
    if (finding.value) lines += " " + *finding.value;
    lines += finding.suppression == Suppression::kNone ? "\n" : " (ignored)\n";
  }
  return lines;
}

std::string ReadTestdata(const std::string& name) {
  auto read = ReadSourceFile("testdata/" + name, name);
  if (const auto* source = std::get_if<SourceFile>(&read)) return std::string(source->text());
  ADD_FAILURE() << name << ": " << std::get<ReadError>(read).message;
  return "";
}

}  // namespace domcheck
