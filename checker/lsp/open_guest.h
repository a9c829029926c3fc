// A guest that is open in an editor: its text through all edits, and what is shown of it.
//
// The text is checked when somebody asks for diagnostics or a view, not at every edit: of a burst
// of edits only the last state costs anything.
//
// A guest that is being typed is malformed most of the time. Then the parser's error is shown at
// its place, with the findings before it; behind it, what the last good text had to say stays,
// moved along with the edits, so that nothing flickers.
#ifndef CHECKER_LSP_OPEN_GUEST_H_
#define CHECKER_LSP_OPEN_GUEST_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "capsmodel/xml_reader.h"
#include "checker/engine/check.h"
#include "checker/lsp/guest_view.h"
#include "checker/settings/settings.h"

namespace domcheck {

struct Diagnostic {
  const Rule* rule = nullptr;
  Severity severity = Severity::kError;
  std::string message;
  Span span;                                   // in bytes of the text
  const Capabilities* capabilities = nullptr;  // whose line decided; null where none did
  size_t capabilities_line = 0;                // from 1
};

class OpenGuest {
 public:
  // `path` is what messages call the guest. The text is UTF-8, whatever the editor holds.
  OpenGuest(std::string path, std::string text);

  const std::string& path() const { return path_; }
  const SourceFile& source() const { return *source_; }

  // Takes the place of the whole text.
  void SetText(std::string text);
  // Replaces the bytes of the span, which lies in the text.
  void Edit(Span span, std::string_view text);

  // What the guest is checked against, the first of `hosts` for all but the diagnostics. The
  // pointers must live until they are replaced.
  void SetHosts(std::vector<const Host*> hosts, const Settings* settings);

  // Checks the text where it has not been. Views into this, until the next change.
  GuestView View();
  // None where the text is XML of another kind. In the order of the text.
  const std::vector<Diagnostic>& Diagnostics();

 private:
  void Check();
  std::vector<Diagnostic> DiagnosticsOf(const std::vector<CheckResult>& results) const;
  // Adds those of the last good text that stand behind `offset`, where this one is malformed.
  void KeepBehind(size_t offset, std::vector<Diagnostic>* diagnostics) const;

  std::string path_;
  std::unique_ptr<SourceFile> source_;
  std::vector<const Host*> hosts_;
  const Settings* settings_ = nullptr;
  XmlReader reader_;
  Document document_;
  bool is_checked_ = false;
  bool was_guest_ = false;            // at some time the root was <domain>
  std::unique_ptr<ReadGuest> guest_;  // of the text that was checked last
  CheckResult result_;                // against the first host
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace domcheck

#endif  // CHECKER_LSP_OPEN_GUEST_H_
