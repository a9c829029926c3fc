// The view of a guest's text and of its host, for tests of the language features. It owns the text
// and all that was read from it.
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
  // Reads the guest, which may be broken off anywhere, and checks it with the settings and its own
  // comments against `host`, which outlives this; with null, against none.
  ViewedGuest(const Host* host, const std::string& guest, Settings settings = {});
  // Likewise, against a host called `host_name` whose only document is `capabilities`; with an
  // empty text, against none.
  ViewedGuest(const std::string& capabilities, const std::string& guest, Settings settings = {},
              const std::string& host_name = "@debian-12");
  ViewedGuest(const ViewedGuest&) = delete;
  ViewedGuest& operator=(const ViewedGuest&) = delete;

  // Points into this.
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

// Returns the text with the edits made. The test fails if they overlap or are not in the order of
// the text.
std::string Apply(std::string_view text, const std::vector<Replacement>& edits);

// The findings as lines: "disk-bus ide", with " (ignored)" behind it if one is suppressed.
std::string FindingsOf(const CheckResult& result);

// Returns the text of testdata/`name` as an editor has it. The test fails if it cannot be read.
std::string ReadTestdata(const std::string& name);

}  // namespace domcheck

#endif  // CHECKER_LSP_VIEWED_GUEST_H_
