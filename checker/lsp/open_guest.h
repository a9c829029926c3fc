// A guest that is open in an editor: its text through all edits, and its check.
//
// An edit checks nothing. The text is checked when its diagnostics or a view are asked for, so only
// the last state of a burst of edits costs anything.
//
// While it is typed, a guest is malformed most of the time. Its diagnostics then are the parser's
// error and the findings before it; behind the error, the diagnostics of the last well-formed text
// remain and move along with the edits, so that nothing flickers.
#ifndef CHECKER_LSP_OPEN_GUEST_H_
#define CHECKER_LSP_OPEN_GUEST_H_

#include <memory>
#include <string>
#include <vector>

#include "capsmodel/xml_reader.h"
#include "checker/engine/check.h"
#include "checker/fix/replacement.h"
#include "checker/lsp/guest_view.h"
#include "checker/settings/settings.h"

namespace domcheck {

struct Diagnostic {
  const Rule* rule = nullptr;
  Severity severity = Severity::kError;
  std::string message;
  Span span;                                   // in bytes of the text
  const Capabilities* capabilities = nullptr;  // whose line decided; null if none did
  size_t capabilities_line = 0;                // from 1
};

class OpenGuest {
 public:
  // `path` names the guest in messages. The text is UTF-8, whatever the editor uses.
  OpenGuest(std::string path, std::string text);

  const std::string& path() const { return path_; }
  const SourceFile& source() const { return *source_; }

  // Replaces the whole text.
  void SetText(std::string text);
  // Replaces the bytes of a span, which must lie in the text.
  void Edit(const Replacement& edit);

  // Sets the hosts that the guest is checked against. Features use the first host, diagnostics all
  // of them. The caller keeps ownership; hosts and settings must live until the next call.
  void SetHosts(std::vector<const Host*> hosts, const Settings* settings);

  // Both check the text if it has not been checked. Their results are valid until the next change.
  GuestView View();
  // In the order of the text; none if the text is XML of another kind.
  const std::vector<Diagnostic>& Diagnostics();

 private:
  void Check();
  std::vector<Diagnostic> DiagnosticsOf(const std::vector<CheckResult>& results) const;
  // Adds the diagnostics of the last well-formed text that are behind the error at byte `offset`.
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
