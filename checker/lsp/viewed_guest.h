// A guest's text with a view of it and its host, for tests of the language features. Owns the text
// and everything that was read from it.
#ifndef CHECKER_LSP_VIEWED_GUEST_H_
#define CHECKER_LSP_VIEWED_GUEST_H_

#include <optional>
#include <string>
#include <vector>

#include "capsmodel/host.h"
#include "capsmodel/xml_reader.h"
#include "checker/engine/check.h"
#include "checker/fix/replacement.h"
#include "checker/lsp/guest_view.h"
#include "checker/settings/settings.h"

namespace domcheck {

class ViewedGuest {
 public:
  // Reads the guest, which may be cut off anywhere, and checks it with the settings and its own
  // comments against `host`, which must outlive this object; null means no host.
  ViewedGuest(const Host* host, const std::string& guest, Settings settings = {});
  // The same, against a host called `host_name` whose only document is `capabilities`; an empty
  // text means no host.
  ViewedGuest(const std::string& capabilities, const std::string& guest, Settings settings = {},
              const std::string& host_name = "@debian-12");
  ViewedGuest(const ViewedGuest&) = delete;
  ViewedGuest& operator=(const ViewedGuest&) = delete;

  // Points into this object.
  const GuestView& view() const { return view_; }
  const CheckResult& result() const { return result_; }

 private:
  void Check(const Host* host);

  XmlReader reader_;
  Document document_;
  Settings settings_;
  std::optional<Host> host_;
  ReadGuest guest_;
  CheckResult result_;
  GuestView view_;
};

// Returns the text with the edits applied. Fails the test if they overlap or are not in the order
// of the text.
std::string Apply(std::string_view text, const std::vector<Replacement>& edits);

// The findings as lines: "disk-bus ide", followed by " (ignored)" if the finding is suppressed.
std::string FindingsOf(const CheckResult& result);

// Returns the text of testdata/`name` in the form in which an editor has it. Fails the test if it
// cannot be read.
std::string ReadTestdata(const std::string& name);

}  // namespace domcheck

#endif  // CHECKER_LSP_VIEWED_GUEST_H_
